import { Injectable } from '@nestjs/common';
import type { Definition } from '@dougong/kernel/metadata';
import { Refusal } from '../../http/refusal.js';
import type { Subject } from '../../identity/subject.js';
import type { LongWork } from '../../jobs/long-work.js';
import { ScenarioRunner } from '../../scenarios/scenario-runner.js';
import { notedOf, refuseFailed } from '../../scenarios/scenario-verdict.js';
import type { ScenariosNoted } from '../../scenarios/scenario-verdict.js';
import { Drafts, withDrafts } from '../drafts.js';
import { ReleaseRegistry } from '../release-registry.js';
import { DesignSettings } from './design-settings.js';

/** The scenarios before a publish, and the drafts that they were played with. */
export interface PlayedScenarios {
  readonly scenarios: ScenariosNoted;
  /** Absent where none were played. */
  readonly revision?: number;
}

/** What is to be published must still do what the scenarios of the installed templates say, where that is wished or the rule here. */
@Injectable()
export class PublishScenarios {
  constructor(
    private readonly runner: ScenarioRunner,
    private readonly settings: DesignSettings,
    private readonly drafts: Drafts,
    private readonly releases: ReleaseRegistry,
  ) {}

  /**
   * Plays them with all drafts put in and refuses where one fails.
   * @param wish what the request says; when it says nothing the setting decides.
   */
  async before(subject: Subject, wish: boolean | undefined, work?: LongWork): Promise<PlayedScenarios> {
    const isRule = await this.areRule();
    if (isRule && wish === false) {
      if (!subject.rights.administer) throw new Refusal(403, 'scenarios_are_rule');
      return { scenarios: 'skipped' };
    }
    if (!(wish ?? isRule)) return { scenarios: null };
    const { revision, drafts } = await this.drafts.read();
    const { definitions } = await this.releases.refresh();
    return { scenarios: await this.play(withDrafts(definitions, drafts), work), revision };
  }

  /** For what is published past the drafts: plays them where that is the rule here. */
  async asRuled(definitions: readonly Definition[]): Promise<ScenariosNoted> {
    return (await this.areRule()) ? this.play(definitions) : null;
  }

  private async areRule(): Promise<boolean> {
    return (await this.settings.read()).publishScenarios === 'always';
  }

  private async play(definitions: readonly Definition[], work?: LongWork): Promise<ScenariosNoted> {
    const outcomes = await this.runner.runInstalled(definitions, { work });
    refuseFailed(outcomes);
    return notedOf(outcomes);
  }
}
