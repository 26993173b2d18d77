import type { Definition, ScenarioFile, SeedFile } from '@dougong/kernel/metadata';
import type { SqlSession } from '../database/sql-session.js';
import type { ScenarioBundle } from './scenario-bundle.js';

/** Seeds and scenarios of the installed templates, in the order of installing; older rows keep neither. */
const INSTALLED = `
  SELECT key, coalesce(files -> 'seeds', '[]') AS seeds, coalesce(files -> 'scenarios', '[]') AS scenarios
    FROM core.installed_template ORDER BY installed_at, key`;

interface Row {
  readonly key: string;
  readonly seeds: readonly { readonly content: SeedFile }[];
  readonly scenarios: readonly ScenarioFile[];
  readonly [column: string]: unknown;
}

/** What the scenarios of the installed templates need to be played against some definitions. */
export async function installedScenarios(
  session: Pick<SqlSession, 'query'>,
  definitions: readonly Definition[],
): Promise<ScenarioBundle> {
  const { rows } = await session.query<Row>(INSTALLED);
  return {
    definitions,
    data: rows.map(({ key, seeds }) => ({ template: key, seeds: seeds.map(({ content }) => content) })),
    scenarios: rows.flatMap(({ scenarios }) => scenarios),
  };
}
