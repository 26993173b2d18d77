import { DIMENSION_SLOTS, RESOURCE_SLOTS } from '../../ledger-columns.js';
import type { Difference } from './difference.js';
import { TOLD_MAX } from './difference.js';
import type { LedgerCheck } from './ledger-check.js';

/** Every balance is the sum of its movements, but for those that are not folded into it yet. */

const sums = (alias: string) => RESOURCE_SLOTS.map((slot) => `sum(${alias}.${slot}) AS ${slot}`).join(', ');
const values = (alias: string) => RESOURCE_SLOTS.map((slot) => `coalesce(${alias}.${slot}, 0)`).join(', ');
const told = (alias: string) =>
  `ARRAY[${RESOURCE_SLOTS.map((slot) => `trim_scale(coalesce(${alias}.${slot}, 0))`).join(', ')}]::text[]`;

/** A register that keeps no balance has no rows; one that keeps some has a row for each key that was ever moved. */
const DIFFERENT = `
  WITH moved AS (
    SELECT m.key_id, ${sums('m')} FROM ledger.movement m JOIN ledger.register_key k ON k.id = m.key_id
      LEFT JOIN ledger.unfolded u ON u.posting_id = m.posting_id AND u.register = k.register
     WHERE u.posting_id IS NULL AND ($1::text IS NULL OR k.register = $1) GROUP BY m.key_id
  ), held AS (
    SELECT b.key_id, ${sums('b')} FROM ledger.balance b GROUP BY b.key_id
  ), pair AS MATERIALIZED (
    SELECT k.id, k.register, ARRAY[${DIMENSION_SLOTS.map((slot) => `k.${slot}`).join(', ')}] AS key, h.key_id IS NOT NULL AS held,
           (${values('h')}) = (${values('m')}) AS same, ${told('h')} AS holds, ${told('m')} AS sum
      FROM ledger.register_key k LEFT JOIN moved m ON m.key_id = k.id LEFT JOIN held h ON h.key_id = k.id
     WHERE ($1::text IS NULL OR k.register = $1) AND (h.key_id IS NOT NULL OR k.register = ANY ($2::text[]))
  )
  SELECT count(*)::integer AS balances,
         (SELECT coalesce(json_agg(x), '[]') FROM (
           SELECT register, key, held, holds, sum FROM pair WHERE NOT same OR NOT held ORDER BY pair.id LIMIT ${TOLD_MAX}) x) AS different
    FROM pair`;

interface DifferentBalance {
  readonly register: string;
  readonly key: readonly (string | null)[];
  readonly held: boolean;
  readonly holds: readonly string[];
  readonly sum: readonly string[];
}

export const checkBalances: LedgerCheck = {
  name: 'balances',
  async run({ client, register, registers }) {
    const kept = registers.filter(({ keepsBalance }) => keepsBalance).map(({ key }) => key);
    const { rows } = await client.query<{ balances: number; different: DifferentBalance[] }>(DIFFERENT, [
      register,
      kept,
    ]);
    const { balances = 0, different = [] } = rows[0] ?? {};
    return { figures: { balances }, differences: different.map(differenceOf) };
  },
};

function differenceOf({ register, key, held, holds, sum }: DifferentBalance): Difference {
  const reason = held
    ? `it holds ${holds.join(', ')}, its movements come to ${sum.join(', ')}`
    : 'it is not there any more';
  return {
    part: 'balance',
    register,
    key: key.slice(0, key.findLastIndex((value) => value !== null) + 1),
    reason,
  };
}
