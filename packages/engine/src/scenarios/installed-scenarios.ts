import type { Definition, ScenarioFile } from '@dougong/kernel/metadata';
import { composeTemplates } from '@dougong/kernel/templates';
import type { ComposedTemplates } from '@dougong/kernel/templates';
import type { SqlSession } from '../database/sql-session.js';
import { layerOf } from '../templates/installed-templates.js';
import type { InstalledTemplate } from '../templates/installed-templates.js';
import type { ScenarioBundle } from './scenario-bundle.js';

/** The files themselves are large, and nothing here reads them. */
const INSTALLED = `
  SELECT key, files - 'entries' AS files, answers FROM core.installed_template ORDER BY installed_at, key`;

/** A template that brings scenarios, as far as its bundle needs it. */
export interface ScenarioTemplate {
  readonly key: string;
  /** Older rows of installed templates keep none. */
  readonly scenarios?: readonly ScenarioFile[] | undefined;
}

/** What the scenarios of the installed templates need to be played against some definitions. */
export async function installedScenarios(
  session: Pick<SqlSession, 'query'>,
  definitions: readonly Definition[],
): Promise<ScenarioBundle> {
  const { rows } = await session.query<InstalledTemplate>(INSTALLED);
  const templates = rows.map(({ key, files }) => ({ key, scenarios: files.scenarios }));
  return scenarioBundle(definitions, composeTemplates(rows.map(layerOf)), templates);
}

/**
 * What scenarios of templates need to be played against some definitions: the seeds of all of them, with the answers to their
 * parameters written in, each template behind those that it stands on.
 */
export function scenarioBundle(
  definitions: readonly Definition[],
  { order, seeds }: Pick<ComposedTemplates, 'order' | 'seeds'>,
  templates: readonly ScenarioTemplate[],
): ScenarioBundle {
  const scenarios = new Map(templates.map((each) => [each.key, each.scenarios ?? []]));
  return {
    definitions,
    data: order.map((template) => ({
      template,
      seeds: (seeds.get(template) ?? []).map(({ content }) => content),
    })),
    scenarios: order.flatMap((template) => scenarios.get(template) ?? []),
  };
}
