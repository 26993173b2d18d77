import { startThrowawayPostgres } from '../../database/embedded/index.js';
import type { DatabaseUrls } from '../../database/migrate.js';
import type { Settings } from '../../config/settings.js';
import type { Log } from '../../log.js';
import { restoreBackup } from '../restore/restore-backup.js';
import type { RestoreReport } from '../restore/restore-backup.js';
import { readAsPeople } from './read-as-people.js';
import type { Reading } from './read-as-people.js';

export interface DrillOptions {
  readonly path: string;
  readonly passphrase?: string | undefined;
  readonly settings: Settings;
  readonly log: Log;
  /** Instant of the drill. */
  readonly at: string;
  readonly progress?: (line: string) => void;
}

export interface DrillReport {
  readonly restored: Pick<RestoreReport, 'manifest' | 'verification'>;
  readonly reading: Reading;
  readonly seconds: { readonly server: number; readonly restore: number; readonly engine: number };
}

/**
 * Shows that a backup can be lived on: restores it into a server that is thrown away, compares every row, verifies the ledger, starts an
 * engine on it and reads records, balances and vouchers as the people do who may. Touches nothing else.
 * @throws a refusal that says what did not come back.
 */
export async function drill(options: DrillOptions): Promise<DrillReport> {
  const { path, passphrase, at, progress = () => undefined } = options;
  const [server, serverSeconds] = await timed(() => startThrowawayPostgres());
  try {
    const [restored, restore] = await timed(() =>
      restoreBackup({
        urls: server,
        path,
        passphrase,
        at,
        progress,
        compareRows: true,
        outbox: 'hold',
        asCopy: true,
      }),
    );
    progress('an engine starts on it');
    const [reading, engine] = await timed(() => readAsPeople(urlsOf(server), options.settings, options.log));
    return { restored, reading, seconds: { server: serverSeconds, restore, engine } };
  } finally {
    await server.stop();
  }
}

function urlsOf({ ownerUrl, appUrl }: DatabaseUrls): DatabaseUrls {
  return { ownerUrl, appUrl };
}

async function timed<T>(work: () => Promise<T>): Promise<readonly [T, number]> {
  const began = performance.now();
  const result = await work();
  return [result, Math.round(performance.now() - began) / 1000];
}
