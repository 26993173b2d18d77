import type { Reconciliation } from '@dougong/kernel/reconciliation';
import { connectTo } from '../../database/connect.js';
import type { ConnectedDatabase } from '../../database/connect.js';
import { startThrowawayPostgres } from '../../database/embedded/index.js';
import type { EmbeddedPostgres } from '../../database/embedded/index.js';
import { migrate } from '../../database/migrate.js';
import { compareAll } from '../../reconciliation/comparison/compare-all.js';
import type { ReconciliationCase } from './reconciliation-case.js';

/** A database of one's own in which the cases of a run are compared, by the engine's role and its statements. */
export class CountingHouse {
  private constructor(
    private readonly server: EmbeddedPostgres,
    private readonly connected: ConnectedDatabase,
  ) {}

  /** Starts a PostgreSQL that nobody else has. */
  static async open(say: (line: string) => void): Promise<CountingHouse> {
    say('reconciliation: starting a database of its own');
    const server = await startThrowawayPostgres();
    try {
      await migrate(server);
      return new CountingHouse(server, await connectTo(server.appUrl, 1));
    } catch (error) {
      await server.stop();
      throw error;
    }
  }

  reconcile(one: ReconciliationCase): Promise<Reconciliation> {
    return this.connected.database.transaction((session) => compareAll(session, one));
  }

  async close(): Promise<void> {
    await this.connected.close().catch(() => undefined);
    await this.server.stop();
  }
}
