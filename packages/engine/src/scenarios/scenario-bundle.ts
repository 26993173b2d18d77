import { LANGUAGES } from '@dougong/kernel/foundation';
import type { Issue, Localized } from '@dougong/kernel/foundation';
import type { Definition, RoleDefinition, ScenarioFile, SeedFile } from '@dougong/kernel/metadata';

/** The seeds of one template, in the order of loading. */
export interface TemplateSeeds {
  readonly template: string;
  readonly seeds: readonly SeedFile[];
}

/** What scenarios are run with: the definitions to be tried, the data to begin with, the scenarios. */
export interface ScenarioBundle {
  readonly definitions: readonly Definition[];
  readonly data: readonly TemplateSeeds[];
  readonly scenarios: readonly ScenarioFile[];
  /** Keys of those that are played; all when left out. Sample data begin at the same time for some as for all. */
  readonly played?: ReadonlySet<string>;
}

/** What became of one scenario. */
export interface ScenarioOutcome {
  readonly scenario: string;
  readonly title: Localized;
  readonly passed: boolean;
  /** With pointers into the file of the scenario. */
  readonly failures: readonly Issue[];
  readonly seconds: number;
}

/** Who looks at everything to judge a scenario; no flow asks for this role, so it changes nothing. */
export const OBSERVER = 'scenario_observer';

const TITLE = { 'zh-CN': '场景观察者', en: 'Observer of scenarios' } satisfies Record<
  (typeof LANGUAGES)[number],
  string
>;

/** The role of the observer; it exists in the throw-away database alone. */
export const OBSERVER_ROLE: RoleDefinition = {
  kind: 'role',
  format: 1,
  key: OBSERVER,
  title: TITLE,
  forms: [{ form: '*', actions: ['read'], rows: 'all' }],
  registers: ['*'],
  system: ['audit', 'vouchers'],
};
