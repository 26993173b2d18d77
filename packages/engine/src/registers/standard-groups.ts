import { createHash } from 'node:crypto';
import { balanceKey } from '@dougong/kernel/registers';
import type { CompiledRegister, DimensionValues, GroupReference } from '@dougong/kernel/registers';
import type { SqlSession } from '../database/sql-session.js';
import { Parameters, statementName } from '../database/sql-text.js';
import { DIMENSION_SLOTS, dimensionsEqual, dimensionsOf } from './ledger-columns.js';
import type { SlotRow } from './ledger-columns.js';
import type { TouchedKey } from './ledger-keys.js';

/**
 * Balances that share a standard cost. Whoever values by it shares its lock, whoever changes it has it alone: a balance that
 * nobody had yet cannot come up with the old standard while all others get the new one.
 */

/** Locks in the order of their numbers, before any balance. */
const LOCK_GROUPS = `
  SELECT CASE WHEN x.rewrites THEN pg_advisory_xact_lock(x.number)::text ELSE pg_advisory_xact_lock_shared(x.number)::text END
    FROM unnest($1::bigint[], $2::boolean[]) x(number, rewrites)`;

/** Locks the standards that these keys are valued by, and those that are changed. Costs nothing where there are none. */
export async function lockStandards(
  session: SqlSession,
  touched: readonly TouchedKey[],
  rewritten: readonly GroupReference[],
): Promise<void> {
  const groups = new Map<bigint, boolean>();
  for (const { register, values } of touched) {
    if (register.definition.valuation === 'standard')
      groups.set(lockNumber(register.key, groupOf(register, values)), false);
  }
  for (const { register, group } of rewritten) groups.set(lockNumber(register, group), true);
  if (groups.size === 0) return;
  const sorted = [...groups].toSorted(([a], [b]) => (a < b ? -1 : 1));
  await session.prepared(statementName(LOCK_GROUPS), LOCK_GROUPS, [
    sorted.map(([number]) => String(number)),
    sorted.map(([, rewrites]) => rewrites),
  ]);
}

/** The dimensions by which a standard is kept, in their places. */
function groupOf({ standardBy }: CompiledRegister, values: DimensionValues): DimensionValues {
  return values.map((value, at) => (standardBy.includes(at) ? value : null));
}

function lockNumber(register: string, group: DimensionValues): bigint {
  const text = `standard ${balanceKey(register, group)}`;
  return createHash('sha256').update(text).digest().readBigInt64BE();
}

/** Every balance of the groups that exists, in one round trip. A group of no dimension is its whole register. */
export async function keysOfGroups(
  session: SqlSession,
  registers: ReadonlyMap<string, CompiledRegister>,
  groups: readonly Pick<GroupReference, 'register' | 'where'>[],
): Promise<readonly TouchedKey[]> {
  const found = await Promise.all(
    groups.map(async ({ register: key, where }) => {
      const register = registers.get(key);
      return register ? keysOf(session, register, where) : [];
    }),
  );
  return found.flat();
}

async function keysOf(
  session: SqlSession,
  register: CompiledRegister,
  where: GroupReference['where'],
): Promise<readonly TouchedKey[]> {
  const parameters = new Parameters();
  const p = (value: unknown) => parameters.add(value);
  const conditions = [`k.register = ${p(register.key)}`, ...dimensionsEqual(register, where, 'k', p)];
  const slots = DIMENSION_SLOTS.map((slot) => `k.${slot}`).join(', ');
  const text =
    `SELECT ${slots} FROM ledger.register_key k JOIN ledger.balance b ON b.key_id = k.id AND b.shard = 0 ` +
    `WHERE ${conditions.join(' AND ')}`;
  const { rows } = await session.prepared<Record<string, unknown>>(
    statementName(text),
    text,
    parameters.values,
  );
  return rows.map((row: SlotRow) => {
    const values = dimensionsOf(register, row);
    return { register, values: register.dimensions.map(({ id }) => values[id] ?? null) };
  });
}
