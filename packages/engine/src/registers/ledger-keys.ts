import { createHash } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import { balanceKey } from '@dougong/kernel/registers';
import type { CompiledRegister, DimensionValues } from '@dougong/kernel/registers';
import type { SqlSession } from '../database/sql-session.js';
import { statementName } from '../database/sql-text.js';
import { shardsOf } from './balance-modes.js';
import { DIMENSION_SLOTS } from './ledger-columns.js';

const CACHED_KEYS_MAX = 200_000;

/** A key that a command touches. */
export interface TouchedKey {
  readonly register: CompiledRegister;
  readonly values: DimensionValues;
}

interface WantedKey extends TouchedKey {
  /** Canonical text. */
  readonly text: string;
  /** Hex of the hash under which the key is stored. */
  readonly hash: string;
}

const COLUMNS = ['register', 'hash', ...DIMENSION_SLOTS].join(', ');
const RECORDSET = `x(register text, hash text, shards integer, ${DIMENSION_SLOTS.map((slot) => `${slot} text`).join(', ')})`;

const REGISTER_LOCK = `hashtextextended('ledger.register/' || register, 0)`;

/**
 * Finds keys and makes those that are missing, with balances of zero, in the order of their hashes: two writers who
 * meet new keys wait for each other instead of deadlocking. Who makes some shares the lock of their register, which whoever wants
 * a register whole has alone. A key that another writer makes meanwhile is not in the answer, because the statement does not see it
 * yet.
 */
const INTERN = `
  WITH wanted AS MATERIALIZED (
    SELECT x.register, decode(x.hash, 'hex') AS hash, x.shards, ${DIMENSION_SLOTS.map((slot) => `x.${slot}`).join(', ')}
      FROM jsonb_to_recordset($1::jsonb) AS ${RECORDSET}
  ), found AS MATERIALIZED (
    SELECT k.id, w.hash FROM wanted w JOIN ledger.register_key k ON k.register = w.register AND k.hash = w.hash
  ), missing AS MATERIALIZED (
    SELECT * FROM wanted WHERE hash NOT IN (SELECT hash FROM found)
  ), shared AS MATERIALIZED (
    SELECT count(pg_advisory_xact_lock_shared(number)) AS locks
      FROM (SELECT DISTINCT ${REGISTER_LOCK} AS number FROM missing ORDER BY number) registers
  ), made AS (
    INSERT INTO ledger.register_key (${COLUMNS})
    SELECT ${COLUMNS} FROM missing WHERE (SELECT locks FROM shared) > 0 ORDER BY hash
    ON CONFLICT (register, hash) DO NOTHING
    RETURNING id, hash
  ), opened AS (
    INSERT INTO ledger.balance (key_id, shard)
    SELECT m.id, shard FROM made m JOIN wanted w ON w.hash = m.hash, generate_series(0, w.shards - 1) shard ORDER BY m.id, shard
  )
  SELECT id::text, encode(hash, 'hex') AS hash, true AS committed FROM found
  UNION ALL SELECT id::text, encode(hash, 'hex'), false FROM made`;

const LOCK_REGISTERS = `
  SELECT pg_advisory_xact_lock(number)::text
    FROM (SELECT DISTINCT ${REGISTER_LOCK} AS number FROM unnest($1::text[]) register ORDER BY number) registers`;

/** Has registers alone until the transaction ends: nobody brings a balance into them. To be had before any balance is. */
export async function lockRegisters(session: SqlSession, registers: readonly string[]): Promise<void> {
  if (registers.length > 0)
    await session.prepared(statementName(LOCK_REGISTERS), LOCK_REGISTERS, [registers]);
}

interface KeyRow {
  readonly id: string;
  readonly hash: string;
  readonly committed: boolean;
  readonly [column: string]: unknown;
}

/** Numbers of keys. Known ones are kept for the whole process; they never change. */
export class LedgerKeys {
  private readonly known = new LRUCache<string, string>({ max: CACHED_KEYS_MAX });

  /** The number of every key by its canonical text; unknown ones cost a statement, two if another writer makes them too. */
  async numbersOf(session: SqlSession, keys: readonly TouchedKey[]): Promise<ReadonlyMap<string, string>> {
    const numbers = new Map<string, string>();
    const unknown = new Map<string, TouchedKey>();
    for (const key of keys) {
      const text = balanceKey(key.register.key, key.values);
      const number = this.known.get(text);
      if (number === undefined) unknown.set(text, key);
      else numbers.set(text, number);
    }
    if (unknown.size > 0) await this.intern(session, [...unknown].map(wantedKey), numbers);
    return numbers;
  }

  /** Forgets keys that turned out not to exist. */
  forget(texts: Iterable<string>): void {
    for (const text of texts) this.known.delete(text);
  }

  private async intern(
    session: SqlSession,
    wanted: readonly WantedKey[],
    numbers: Map<string, string>,
  ): Promise<void> {
    let missing = await this.ask(session, wanted, numbers);
    if (missing.length > 0) missing = await this.ask(session, missing, numbers);
    if (missing.length > 0)
      throw new Error(`keys could not be made: ${missing.map(({ text }) => text).join(', ')}`);
  }

  private async ask(
    session: SqlSession,
    wanted: readonly WantedKey[],
    numbers: Map<string, string>,
  ): Promise<readonly WantedKey[]> {
    const { rows } = await session.prepared<KeyRow>(statementName(INTERN), INTERN, [
      JSON.stringify(wanted.map(rowOf)),
    ]);
    const byHash = new Map(rows.map((row) => [row.hash, row]));
    return wanted.filter(({ text, hash }) => {
      const row = byHash.get(hash);
      if (!row) return true;
      numbers.set(text, row.id);
      // A key made here is gone again if the command rolls back.
      if (row.committed) this.known.set(text, row.id);
      return false;
    });
  }
}

function wantedKey([text, key]: readonly [string, TouchedKey]): WantedKey {
  return { ...key, text, hash: keyHash(text) };
}

/** Hex of the hash under which a canonical text is stored. */
export function keyHash(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

function rowOf({ register, values, hash }: WantedKey): Record<string, unknown> {
  const slots = register.dimensions.map(({ slot }, at) => [slot, values[at] ?? null] as const);
  return { register: register.key, hash, shards: shardsOf(register), ...Object.fromEntries(slots) };
}
