import type { CompletenessSetting, TemplateManifest } from '@dougong/kernel/metadata';
import type { CompletenessWish } from '@dougong/kernel/templates';
import type { SqlSession } from '../database/sql-session.js';

const WISHES = `
  SELECT key AS template, files #> '{manifest,completeness}' AS setting FROM core.installed_template
   WHERE jsonb_typeof(files #> '{manifest,completeness}') = 'object' ORDER BY key`;

/** What the installed templates ask of the completeness of the application. */
export async function installedWishes(
  session: Pick<SqlSession, 'query'>,
): Promise<readonly CompletenessWish[]> {
  const { rows } = await session.query<{ template: string; setting: CompletenessSetting }>(WISHES);
  return rows;
}

/** What a template asks by its manifest. */
export function wishesOf({ key, completeness }: TemplateManifest): readonly CompletenessWish[] {
  return completeness ? [{ template: key, setting: completeness }] : [];
}
