import { Injectable } from '@nestjs/common';
import { definitionName } from '@dougong/kernel/metadata';
import type { Definition } from '@dougong/kernel/metadata';
import { affectedScenarios } from '@dougong/kernel/templates';
import type { ScenarioChoice } from '@dougong/kernel/templates';
import { Database } from '../../database/database.js';
import { Refusal } from '../../http/refusal.js';
import type { Subject } from '../../identity/subject.js';
import { installedScenarios } from '../../scenarios/installed-scenarios.js';
import type { ScenarioBundle } from '../../scenarios/scenario-bundle.js';
import type { ScenarioListener } from '../../scenarios/scenario-player.js';
import { ScenarioRunner } from '../../scenarios/scenario-runner.js';
import { notedOf, refuseFailed } from '../../scenarios/scenario-verdict.js';
import type { ScenariosNoted } from '../../scenarios/scenario-verdict.js';
import { Drafts, withDrafts } from '../drafts.js';
import { ReleaseRegistry } from '../release-registry.js';
import { DesignSettings } from './design-settings.js';
import type { ScenarioRule } from './request.wire.js';

/** The scenarios before a publish, and the drafts that they were played with. */
export interface PlayedScenarios {
  readonly scenarios: ScenariosNoted;
  /** Absent where none were played. */
  readonly revision?: number;
}

/** The scenarios that a publish would play, and why. */
export interface ChosenScenarios {
  readonly rule: ScenarioRule;
  /** How many the installed templates have. */
  readonly installed: number;
  readonly played: readonly ScenarioChoice[];
  /** The definitions that are named as reasons, as they are or were. */
  readonly definitions: ReadonlyMap<string, Definition>;
}

/** What is to be published must still do what the scenarios of the installed templates say, as the rule here or a wish has it. */
@Injectable()
export class PublishScenarios {
  constructor(
    private readonly database: Database,
    private readonly runner: ScenarioRunner,
    private readonly settings: DesignSettings,
    private readonly drafts: Drafts,
    private readonly releases: ReleaseRegistry,
  ) {}

  /**
   * Plays them with all drafts put in and refuses where one fails.
   * @param wish what the request says: all of them, or none; when it says nothing the setting decides.
   */
  async before(
    subject: Subject,
    wish: boolean | undefined,
    listener?: ScenarioListener,
  ): Promise<PlayedScenarios> {
    const rule = await this.rule();
    if (wish === false) {
      if (rule === 'asked') return { scenarios: null };
      if (!subject.rights.administer) throw new Refusal(403, 'scenarios_are_rule');
      return { scenarios: 'skipped' };
    }
    const used = wish ? 'always' : rule;
    if (used === 'asked') return { scenarios: null };
    const { revision, drafts } = await this.drafts.read();
    const { definitions } = await this.releases.refresh();
    return { scenarios: await this.play(withDrafts(definitions, drafts), used, listener), revision };
  }

  /** For what is published past the drafts: plays them as the rule here has it. */
  async asRuled(definitions: readonly Definition[], listener?: ScenarioListener): Promise<ScenariosNoted> {
    return this.play(definitions, await this.rule(), listener);
  }

  /** Those that publishing all drafts would play if nothing else is wished. */
  async chosen(): Promise<ChosenScenarios> {
    const { drafts } = await this.drafts.read();
    const { definitions } = await this.releases.refresh();
    const after = withDrafts(definitions, drafts);
    const rule = await this.rule();
    const bundle = await installedScenarios(this.database, after);
    const named = [...after, ...definitions].map((each) => [definitionName(each), each] as const);
    return {
      rule,
      installed: bundle.scenarios.length,
      played: choose(bundle, definitions, rule),
      definitions: new Map(named.reverse()),
    };
  }

  private async rule(): Promise<ScenarioRule> {
    return (await this.settings.read()).publishScenarios;
  }

  private async play(
    definitions: readonly Definition[],
    rule: ScenarioRule,
    listener?: ScenarioListener,
  ): Promise<ScenariosNoted> {
    if (rule === 'asked') return null;
    const before = (await this.releases.refresh()).definitions;
    const bundle = await installedScenarios(this.database, definitions);
    const played = choose(bundle, before, rule).map(({ scenario }) => scenario.key);
    const outcomes = await this.runner.run({ ...bundle, played: new Set(played) }, listener);
    refuseFailed(outcomes);
    return notedOf(outcomes);
  }
}

function choose(
  { scenarios, data, definitions }: ScenarioBundle,
  before: readonly Definition[],
  rule: ScenarioRule,
): readonly ScenarioChoice[] {
  if (rule === 'asked') return [];
  const affected = affectedScenarios(
    { scenarios, seeds: data.flatMap(({ seeds }) => seeds) },
    before,
    definitions,
  );
  if (rule === 'affected') return affected;
  const because = new Map(affected.map((each) => [each.scenario.key, each.because]));
  return scenarios.map((scenario) => ({ scenario, because: because.get(scenario.key) ?? [] }));
}
