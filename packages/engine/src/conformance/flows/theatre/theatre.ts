import pg from 'pg';
import { migrate } from '../../../database/migrate.js';
import { startThrowawayPostgres } from '../../../database/embedded/index.js';
import type { EmbeddedPostgres } from '../../../database/embedded/index.js';
import type { FlowCase } from '../flow-case.js';
import type { Stages } from '../flows.suite.js';
import { EngineStage } from './engine-stage.js';
import { Engines } from './engines.js';
import { Receiver } from './receiver.js';
import { VirtualClock } from './virtual-clock.js';

/**
 * One database, some engines and one clock for all plays of a run. Every play founds a company of its own with people,
 * a form and flows that no play before it had, as in an installation that has been used for something else.
 */
export class Theatre implements Stages {
  private plays = 0;

  private constructor(
    private readonly server: EmbeddedPostgres,
    private readonly owner: pg.Pool,
    private readonly engines: Engines,
    private readonly receiver: Receiver,
    private readonly clock: VirtualClock,
  ) {}

  /** Starts a PostgreSQL that nobody else has, and an engine on it. */
  static async open(say: (line: string) => void): Promise<Theatre> {
    say('flows: starting a database of its own');
    const server = await startThrowawayPostgres();
    const owner = new pg.Pool({
      connectionString: server.ownerUrl,
      application_name: 'dougong conformance',
    });
    // The server is ended with connections open.
    owner.on('error', () => undefined);
    try {
      await migrate(server);
      const clock = new VirtualClock();
      return new Theatre(server, owner, new Engines(server, clock), await Receiver.listen(), clock);
    } catch (error) {
      await server.stop();
      throw error;
    }
  }

  async open(one: FlowCase): Promise<EngineStage> {
    this.plays += 1;
    this.clock.reset();
    const { owner, engines, receiver, clock } = this;
    const stage = new EngineStage(one, this.plays, { owner, engines, receiver, clock });
    await stage.setUp();
    return stage;
  }

  async close(): Promise<void> {
    await this.engines.stop().catch(() => undefined);
    await this.receiver.close();
    await this.owner.end().catch(() => undefined);
    await this.server.stop();
  }
}
