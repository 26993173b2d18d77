import type pg from 'pg';
import { MIGRATION_LOCK, migrate } from '../../database/migrate.js';
import type { DatabaseUrls } from '../../database/migrate.js';
import { Refusal } from '../../http/refusal.js';
import { verifyWith } from '../../registers/seals/verify/verify-ledger.js';
import type { Verification } from '../../registers/seals/verify/verify-ledger.js';
import { connectForCopying } from '../copy/connection.js';
import { readBackup } from '../file/backup-reader.js';
import type { Manifest } from '../file/manifest.js';
import { checkLikeness } from './check-likeness.js';
import { compareRows } from './compare-rows.js';
import { PartsTaker } from './parts-taker.js';
import { putToRest } from './put-to-rest.js';
import type { Rested, RestWish } from './put-to-rest.js';
import { refuseNewerBackup, refuseUsedDatabase } from './refuse-restore.js';

export interface RestoreOptions extends RestWish {
  readonly urls: DatabaseUrls;
  readonly path: string;
  readonly passphrase?: string | undefined;
  /** Reads every table again and compares it with its part, byte by byte; a drill does. */
  readonly compareRows?: boolean;
  /** Hears what is done and how many of the parts are restored. */
  readonly progress?: ((line: string, place?: RestorePlace) => void) | undefined;
}

/** How many parts of a backup are there already. */
export interface RestorePlace {
  readonly done: number;
  readonly total: number;
}

export interface RestoreReport {
  readonly manifest: Manifest;
  readonly verification: Verification;
  readonly rested: Rested;
  /** Migrations that ran because the backup was made before them. */
  readonly migrated: readonly string[];
}

/**
 * Makes an empty database what a backup says, in one transaction: it is all there, compared and verified when it commits, or nothing
 * is. Migrations that came later run after it, as at any start of the engine.
 * @throws a refusal for a damaged file, a database that is not empty, and a copy that is not like the original.
 */
export async function restoreBackup(options: RestoreOptions): Promise<RestoreReport> {
  const { progress = () => undefined } = options;
  progress('checking the file');
  const manifest = await readBackup(options.path, options.passphrase);
  refuseNewerBackup(manifest);
  const client = await connectForCopying(options.urls.ownerUrl, 'dougong restore');
  try {
    await client.query('SELECT pg_advisory_lock($1)', [MIGRATION_LOCK]);
    await refuseUsedDatabase(client);
    await client.query('BEGIN');
    const made = await makeAll(client, manifest, options);
    await client.query('COMMIT');
    await client.query('SELECT pg_advisory_unlock($1)', [MIGRATION_LOCK]);
    progress('migrations and rights');
    const { applied } = await migrate(options.urls);
    return { manifest, ...made, migrated: applied };
  } finally {
    await client.end().catch(() => undefined);
  }
}

async function makeAll(
  client: pg.Client,
  manifest: Manifest,
  options: RestoreOptions,
): Promise<Pick<RestoreReport, 'verification' | 'rested'>> {
  const tell = options.progress ?? (() => undefined);
  const total = manifest.parts.length;
  let done = 0;
  const progress = (line: string) => tell(line, { done, total });
  const taker = new PartsTaker(client, progress);
  await readBackup(options.path, options.passphrase, async (name, content) => {
    await taker.take(name, content);
    done += 1;
  });
  progress('indexes and references');
  await taker.finish(manifest);
  progress('comparing');
  await client.query('ANALYZE');
  await checkLikeness(client, taker.catalog, manifest);
  if (options.compareRows) await compareRows(client, taker.catalog, manifest);
  const verification = await verifyWith(client, {
    at: options.at,
    progress,
    ...(manifest.anchor ? { anchor: manifest.anchor } : {}),
  });
  const [difference] = verification.differences;
  if (difference)
    throw new Refusal(422, 'restored_ledger_differs', [], {
      params: { part: difference.part, reason: difference.reason },
    });
  return { verification, rested: await putToRest(client, options) };
}
