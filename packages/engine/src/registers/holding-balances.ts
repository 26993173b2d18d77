import type { CompiledRegister, GroupReference, KeyReference } from '@dougong/kernel/registers';
import type { SqlSession } from '../database/sql-session.js';
import { Parameters } from '../database/sql-text.js';
import { DIMENSION_SLOTS, dimensionsEqual, dimensionsOf, isNotEmpty } from './ledger-columns.js';
import type { SlotRow } from './ledger-columns.js';
import { ask, grouped, registerOf } from './ledger-question.js';

/**
 * Balances of these groups that hold something, in one round trip; none when nothing is asked. They are read before anything is
 * locked: what they hold is looked at again under lock, and what comes in meanwhile came too late for whoever asks.
 */
export async function readHolding(
  session: SqlSession,
  registers: ReadonlyMap<string, CompiledRegister>,
  groups: readonly GroupReference[],
): Promise<readonly KeyReference[]> {
  const shapeOf = ({ register, where }: GroupReference) =>
    JSON.stringify([register, Object.entries(where).map(([id, value]) => [id, value === null])]);
  const found = await Promise.all(
    grouped(groups, shapeOf).map(async (alike) => {
      const register = registerOf(registers, alike[0].register);
      const parameters = new Parameters();
      const text = holdingText(register, alike, (value) => parameters.add(value));
      const rows = await ask<SlotRow>(session, text, parameters.values);
      return rows.map((row) => keyOf(register, row));
    }),
  );
  return found.flat();
}

/** @param alike groups that name the same dimensions. */
function holdingText(
  register: CompiledRegister,
  alike: readonly [GroupReference, ...GroupReference[]],
  p: (value: unknown) => string,
): string {
  const [{ where }] = alike;
  const given = register.dimensions.filter(({ id }) => typeof where[id] === 'string');
  const blank = Object.fromEntries(Object.entries(where).filter(([, value]) => value === null));
  const values = given.map(({ id }) => `${p(alike.map((group) => group.where[id]))}::text[]`);
  const wanted =
    given.length === 0 ? '' : `unnest(${values.join(', ')}) x(${given.map(({ slot }) => slot).join(', ')}), `;
  const conditions = [
    `k.register = ${p(register.key)}`,
    ...dimensionsEqual(register, blank, 'k', p),
    ...given.map(({ slot }) => `k.${slot} = x.${slot}`),
    isNotEmpty(register, 'b'),
  ];
  return (
    `SELECT ${DIMENSION_SLOTS.map((slot) => `k.${slot}`).join(', ')} FROM ${wanted}ledger.register_key k ` +
    `JOIN ledger.balance b ON b.key_id = k.id AND b.shard = 0 WHERE ${conditions.join(' AND ')}`
  );
}

function keyOf(register: CompiledRegister, row: SlotRow): KeyReference {
  const values = dimensionsOf(register, row);
  return { register: register.key, key: register.dimensions.map(({ id }) => values[id] ?? null) };
}
