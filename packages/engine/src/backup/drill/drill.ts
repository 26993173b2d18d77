import { startThrowawayPostgres } from '../../database/embedded/index.js';
import type { DatabaseUrls } from '../../database/migrate.js';
import { Refusal } from '../../http/refusal.js';
import { restoreBackup } from '../restore/restore-backup.js';
import type { RestoreReport } from '../restore/restore-backup.js';
import { readAsPeople } from './read-as-people.js';
import type { EngineOpener, Reading } from './read-as-people.js';

/** What a drill does, one after the other. */
export type DrillStep = 'drill_server' | 'drill_restore' | 'drill_compare' | 'drill_engine';

/** How many tables are restored, of how many. */
export interface DrillPlace {
  readonly done: number;
  readonly total: number;
}

export interface DrillOptions {
  readonly path: string;
  readonly passphrase?: string | undefined;
  /** Opens the engine that is asked on the restored data. */
  readonly openEngine: EngineOpener;
  /** Instant of the drill. */
  readonly at: string;
  readonly progress?: (line: string) => void;
  /** Hears of each step; what it throws ends the drill. */
  readonly step?: (step: DrillStep, place?: DrillPlace) => void;
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
  const { progress = () => undefined, step = () => undefined } = options;
  step('drill_server');
  const [server, serverSeconds] = await timed(() => startThrowawayPostgres().catch(refuseWithoutServer));
  try {
    const [restored, restore] = await timed(() => restoreInto(server, options));
    step('drill_engine');
    progress('an engine starts on it');
    const [reading, engine] = await timed(() => readAsPeople(urlsOf(server), options.openEngine));
    return { restored, reading, seconds: { server: serverSeconds, restore, engine } };
  } finally {
    await server.stop();
  }
}

function restoreInto(server: DatabaseUrls, options: DrillOptions): Promise<RestoreReport> {
  const { path, passphrase, at, progress = () => undefined, step = () => undefined } = options;
  return restoreBackup({
    urls: server,
    path,
    passphrase,
    at,
    progress: (line, place) => {
      progress(line);
      step(place && place.done === place.total ? 'drill_compare' : 'drill_restore', place);
    },
    compareRows: true,
    outbox: 'hold',
    asCopy: true,
  });
}

function refuseWithoutServer(error: unknown): never {
  const reason = error instanceof Error ? error.message : String(error);
  throw new Refusal(409, 'drill_no_server', [], { params: { reason } });
}

function urlsOf({ ownerUrl, appUrl }: DatabaseUrls): DatabaseUrls {
  return { ownerUrl, appUrl };
}

async function timed<T>(work: () => Promise<T>): Promise<readonly [T, number]> {
  const began = performance.now();
  const result = await work();
  return [result, Math.round(performance.now() - began) / 1000];
}
