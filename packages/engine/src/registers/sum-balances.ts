import type { CompiledRegister, SumNeed } from '@dougong/kernel/registers';
import { Parameters } from '../database/sql-text.js';
import { dimensionsEqual } from './ledger-columns.js';
import { ask, grouped, registerOf, slotOf } from './ledger-question.js';
import type { LedgerPlace } from './ledger-question.js';

/** The sum over every key with these dimensions, for all needs that name the same ones. */
function sumsText(
  register: CompiledRegister,
  { where, resource }: SumNeed,
  p: (value: unknown) => string,
  needs: readonly SumNeed[],
): string {
  const ids = `${p(needs.map(({ id }) => id))}::text[]`;
  const given = register.dimensions.filter(({ id }) => typeof where[id] === 'string');
  const values = given.map(({ id }) => `${p(needs.map((need) => need.where[id]))}::text[]`);
  const conditions = [
    `k.register = ${p(register.key)}`,
    ...dimensionsEqual(register, blankOnes(where), 'k', p),
    ...given.map(({ slot }) => `k.${slot} = x.${slot}`),
  ];
  return (
    `SELECT x.id, (SELECT coalesce(sum(b.${slotOf(register, resource)}), 0)::text FROM ledger.register_key k ` +
    `JOIN ledger.balance b ON b.key_id = k.id WHERE ${conditions.join(' AND ')}) AS total ` +
    `FROM unnest(${[ids, ...values].join(', ')}) x(${['id', ...given.map(({ slot }) => slot)].join(', ')})`
  );
}

function blankOnes(where: SumNeed['where']): SumNeed['where'] {
  return Object.fromEntries(Object.entries(where).filter(([, value]) => value === null));
}

/** What balances add up to. */
export async function readSums(
  { session, registers }: LedgerPlace,
  needs: readonly SumNeed[],
): Promise<ReadonlyMap<string, string>> {
  const shapeOf = ({ register, resource, where }: SumNeed) =>
    JSON.stringify([register, resource, Object.entries(where).map(([id, value]) => [id, value === null])]);
  const answers = await Promise.all(
    grouped(needs, shapeOf).map((alike) => {
      const parameters = new Parameters();
      const [first] = alike;
      const register = registerOf(registers, first.register);
      const text = sumsText(register, first, (value) => parameters.add(value), alike);
      return ask<{ readonly id: string; readonly total: string }>(session, text, parameters.values);
    }),
  );
  return new Map(answers.flat().map(({ id, total }) => [id, total]));
}
