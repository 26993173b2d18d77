import { DIMENSION_SLOTS } from '../../ledger-columns.js';
import type { Difference } from './difference.js';
import { TOLD_MAX } from './difference.js';
import type { LedgerCheck } from './ledger-check.js';

/** What a pool of layers holds is what its open layers hold; a pool that was overdrawn has none. */

const LAYERED = 'fifo';

const DIFFERENT = `
  WITH layers AS (
    SELECT key_id, sum(quantity) AS quantity, sum(amount) AS amount, count(*)::integer AS layers FROM ledger.layer WHERE open GROUP BY key_id
  ), pair AS MATERIALIZED (
    SELECT k.id, k.register, ARRAY[${DIMENSION_SLOTS.map((slot) => `k.${slot}`).join(', ')}] AS key, coalesce(l.layers, 0) AS layers,
           CASE WHEN b.r1 > 0 THEN (b.r1, b.r2) = (coalesce(l.quantity, 0), coalesce(l.amount, 0)) ELSE l.key_id IS NULL END AS same,
           trim_scale(b.r1)::text AS quantity, trim_scale(b.r2)::text AS amount,
           trim_scale(coalesce(l.quantity, 0))::text AS "ofLayers", trim_scale(coalesce(l.amount, 0))::text AS "amountOfLayers"
      FROM ledger.register_key k JOIN ledger.balance b ON b.key_id = k.id LEFT JOIN layers l ON l.key_id = k.id
     WHERE ($1::text IS NULL OR k.register = $1) AND (l.key_id IS NOT NULL OR k.register = ANY ($2::text[]))
  )
  SELECT coalesce(sum(layers), 0)::integer AS layers,
         (SELECT coalesce(json_agg(x), '[]') FROM (SELECT * FROM pair WHERE NOT same ORDER BY id LIMIT ${TOLD_MAX}) x) AS different
    FROM pair`;

interface DifferentPool {
  readonly register: string;
  readonly key: readonly (string | null)[];
  readonly quantity: string;
  readonly amount: string;
  readonly ofLayers: string;
  readonly amountOfLayers: string;
}

export const checkLayers: LedgerCheck = {
  name: 'layers',
  async run({ client, register, registers }) {
    const layered = registers.filter(({ valuation }) => valuation === LAYERED).map(({ key }) => key);
    const { rows } = await client.query<{ layers: number; different: DifferentPool[] }>(DIFFERENT, [
      register,
      layered,
    ]);
    const { layers = 0, different = [] } = rows[0] ?? {};
    return { figures: { layers }, differences: different.map(differenceOf) };
  },
};

function differenceOf(pool: DifferentPool): Difference {
  const { register, key, quantity, amount, ofLayers, amountOfLayers } = pool;
  return {
    part: 'layers',
    register,
    key: key.slice(0, key.findLastIndex((value) => value !== null) + 1),
    reason: `it holds ${quantity} for ${amount}, its layers ${ofLayers} for ${amountOfLayers}`,
  };
}
