import { createHash, randomUUID } from 'node:crypto';
import type { SqlSession } from '../../src/database/sql-session.js';

/** Movements written straight into the ledger, for tests of what is read from it. */

export interface RawMovement {
  readonly key: readonly (string | null)[];
  readonly direction: 1 | -1;
  /** Signed: what comes in is above zero. */
  readonly quantity: number;
  readonly amount: number;
}

export interface RawPosting {
  readonly register: string;
  readonly day: string;
  readonly movements: readonly RawMovement[];
  readonly recordId?: string;
  readonly code?: string;
  readonly kind?: 'post' | 'reverse';
  /** In which row of the balance it is counted. */
  readonly shard?: number;
  /** Its balances follow later. */
  readonly isUnfolded?: boolean;
  /** The number of its transaction, as another server gave it. */
  readonly xid?: string;
}

/** Posts in the transaction of the session; gives the number of the posting. */
export async function postRaw(session: SqlSession, posting: RawPosting): Promise<string> {
  const { register, day, movements, kind = 'post', shard = 0, isUnfolded = false } = posting;
  const period = `${day.slice(0, 7)}-01`;
  const { rows } = await session.query<{ id: string }>(
    `INSERT INTO ledger.posting (source_type, source_id, source_code, purpose, kind, business_date, period, release, actor, posted_at, payload_hash, xid)
     VALUES ('doc', $1, $2, $3, $4, $5, $6, 1, $7, now(), '', coalesce($8::xid8, pg_current_xact_id())) RETURNING id::text`,
    [
      posting.recordId ?? randomUUID(),
      posting.code ?? null,
      randomUUID(),
      kind,
      day,
      period,
      randomUUID(),
      posting.xid ?? null,
    ],
  );
  const id = rows[0]?.id ?? '';
  // Always in one order, so that writers wait for each other instead of deadlocking.
  const ordered = movements.toSorted((a, b) => (JSON.stringify(a.key) < JSON.stringify(b.key) ? -1 : 1));
  for (const movement of ordered) {
    const key = await keyOf(session, register, movement.key);
    await session.query(
      `INSERT INTO ledger.movement (period, posting_id, key_id, business_date, rule_id, direction, r1, r2)
       VALUES ($1, $2, $3, $4, 'raw', $5, $6, $7)`,
      [period, id, key, day, movement.direction, movement.quantity, movement.amount],
    );
    await session.query(
      `INSERT INTO ledger.balance AS b (key_id, shard, r1, r2) VALUES ($1, $2, $3, $4)
       ON CONFLICT (key_id, shard) DO UPDATE SET r1 = b.r1 + excluded.r1, r2 = b.r2 + excluded.r2`,
      [key, shard, ...(isUnfolded ? [0, 0] : [movement.quantity, movement.amount])],
    );
  }
  if (isUnfolded)
    await session.query('INSERT INTO ledger.unfolded (posting_id, register, period) VALUES ($1, $2, $3)', [
      id,
      register,
      period,
    ]);
  return id;
}

/** The number of a key, made where there is none. */
export async function keyOf(
  session: SqlSession,
  register: string,
  values: readonly (string | null)[],
): Promise<string> {
  const hash = createHash('sha256')
    .update(JSON.stringify([register, values]))
    .digest('hex');
  const columns = values.map((_, at) => `s${at + 1}`);
  await session.query(
    `INSERT INTO ledger.register_key (register, hash, ${columns.join(', ')})
     VALUES ($1, decode($2, 'hex'), ${columns.map((_, at) => `$${at + 3}`).join(', ')}) ON CONFLICT DO NOTHING`,
    [register, hash, ...values],
  );
  const { rows } = await session.query<{ id: string }>(
    `SELECT id::text FROM ledger.register_key WHERE register = $1 AND hash = decode($2, 'hex')`,
    [register, hash],
  );
  return rows[0]?.id ?? '';
}
