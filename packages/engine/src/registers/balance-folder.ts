import { Inject, Injectable } from '@nestjs/common';
import type { Settings } from '../config/settings.js';
import { Database } from '../database/database.js';
import type { SqlSession } from '../database/sql-session.js';
import { statementName } from '../database/sql-text.js';
import type { Log } from '../log.js';
import { LOG, SETTINGS } from '../ports.js';
import { BackgroundWorker } from '../workers/background-worker.js';
import { RESOURCE_SLOTS } from './ledger-columns.js';

const REST_MS = 1000;
const POSTINGS_MAX = 1000;
const BATCHES_WHILE_SHUT_MAX = 20;

/** One process folds at a time: two would wait for each other's balances. */
const ALONE = `SELECT pg_advisory_xact_lock(hashtextextended('ledger.fold', 0))`;

const SUMS = RESOURCE_SLOTS.map((slot) => `coalesce(sum(m.${slot}), 0) AS ${slot}`).join(', ');
const ADDED = RESOURCE_SLOTS.map((slot) => `${slot} = b.${slot} + f.${slot}`).join(', ');

/**
 * A posting is taken from the list in the transaction that adds its movements, so each is added once, in whatever order
 * postings are committed.
 */
const FOLD = `
  WITH taken AS (
    DELETE FROM ledger.unfolded WHERE (posting_id, register) IN (
      SELECT posting_id, register FROM ledger.unfolded ORDER BY posting_id, register LIMIT ${POSTINGS_MAX})
    RETURNING posting_id, register, period
  ), moved AS MATERIALIZED (
    SELECT m.key_id, ${SUMS}, max(m.business_date) AS last_day
      FROM taken t JOIN ledger.movement m ON m.period = t.period AND m.posting_id = t.posting_id
      JOIN ledger.register_key k ON k.id = m.key_id AND k.register = t.register
     GROUP BY m.key_id
  ), locked AS MATERIALIZED (
    SELECT b.key_id FROM ledger.balance b WHERE b.shard = 0 AND b.key_id = ANY (ARRAY(SELECT key_id FROM moved))
     ORDER BY b.key_id FOR NO KEY UPDATE
  ), folded AS (
    UPDATE ledger.balance b SET ${ADDED}, last_day = greatest(b.last_day, f.last_day), version = b.version + 1
      FROM moved f JOIN locked USING (key_id) WHERE b.key_id = f.key_id AND b.shard = 0
  )
  SELECT count(*)::integer AS postings FROM taken`;

/** Brings balances up to date that postings do not wait for. Until then they lack what was posted in the last moments. */
@Injectable()
export class BalanceFolder extends BackgroundWorker {
  constructor(
    private readonly database: Database,
    @Inject(SETTINGS) settings: Settings,
    @Inject(LOG) log: Log,
  ) {
    super(settings, { name: 'balance folder', restMs: REST_MS, log });
  }

  async round(): Promise<boolean> {
    const { rowCount } = await this.database.query('SELECT FROM ledger.unfolded LIMIT 1');
    return rowCount !== 0 && (await this.database.transaction(foldBalances)) === POSTINGS_MAX;
  }
}

/**
 * Folds what waits into its balances, a batch of postings at most; the statement must see what was committed before it has the
 * lock.
 * @returns how many postings.
 */
export async function foldBalances(session: SqlSession): Promise<number> {
  const [, { rows }] = await Promise.all([
    session.query(ALONE),
    session.prepared<{ readonly postings: number }>(statementName(FOLD), FOLD, []),
  ]);
  return rows[0]?.postings ?? 0;
}

/**
 * Folds the rest inside a transaction that keeps out everybody who posts. As long as somebody posts there is always a rest, so
 * waiting for none would keep a month open; what is too much for now stays, and the closing says so.
 */
export async function foldWhileShut(session: SqlSession): Promise<void> {
  for (let batch = 0; batch < BATCHES_WHILE_SHUT_MAX; batch += 1)
    if ((await foldBalances(session)) < POSTINGS_MAX) return;
}
