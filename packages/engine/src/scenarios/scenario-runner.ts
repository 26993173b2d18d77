import { Inject, Injectable } from '@nestjs/common';
import type { Definition } from '@dougong/kernel/metadata';
import { Database, POOL_URL } from '../database/database.js';
import { LISTEN_URL } from '../database/database-listener.js';
import type { Settings } from '../config/settings.js';
import { Refusal } from '../http/refusal.js';
import { SETTINGS } from '../ports.js';
import { ENGINE_MAKER } from './engine-maker.js';
import type { EngineMaker } from './engine-maker.js';
import { installedScenarios } from './installed-scenarios.js';
import { playedOf, runScenarios } from './run-scenarios.js';
import type { ScenarioBundle, ScenarioOutcome } from './scenario-bundle.js';
import type { ScenarioListener, ScenarioPlayer } from './scenario-player.js';
import { openScratchDatabases } from './scratch-databases.js';

/**
 * Plays scenarios of a running installation: on scratch databases of a role for this alone, or of its own server where its owner
 * may create some, else on a throw-away server. Nothing of the installation's data is read or written but the templates that are installed.
 */
@Injectable()
export class ScenarioRunner implements ScenarioPlayer {
  constructor(
    private readonly database: Database,
    @Inject(LISTEN_URL) private readonly ownerUrl: string,
    @Inject(POOL_URL) private readonly appUrl: string,
    @Inject(ENGINE_MAKER) private readonly makeEngine: EngineMaker,
    @Inject(SETTINGS) private readonly settings: Pick<Settings, 'scenarioDatabaseUrl'>,
  ) {}

  /** Plays the scenarios of a bundle; one without scenarios costs nothing. */
  async run(bundle: ScenarioBundle, listener: ScenarioListener = {}): Promise<readonly ScenarioOutcome[]> {
    if (playedOf(bundle).length === 0) return [];
    const { ownerUrl, appUrl, settings } = this;
    const databases = await openScratchDatabases({
      urls: { ownerUrl, appUrl },
      scenarioUrl: settings.scenarioDatabaseUrl,
    }).catch(() => {
      // An image without the embedded server, on a server whose owner may create no databases; or a role that may not either.
      throw new Refusal(409, 'scenarios_have_no_place');
    });
    try {
      const { makeEngine } = this;
      return await runScenarios(bundle, { databases, makeEngine, ...listener });
    } finally {
      await databases.close();
    }
  }

  /** Plays the scenarios of the installed templates against definitions that are to be published. */
  async runInstalled(
    definitions: readonly Definition[],
    listener?: ScenarioListener,
  ): Promise<readonly ScenarioOutcome[]> {
    return this.run(await installedScenarios(this.database, definitions), listener);
  }
}
