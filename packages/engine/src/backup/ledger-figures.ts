import { Type } from '@sinclair/typebox';
import type { Static } from '@sinclair/typebox';
import type { ClientBase } from 'pg';

const Sums = Type.Array(Type.String(), { description: 'sums of the resources r1 to r4 as decimal texts' });

/** What the books come to: compared between the original and what was restored. */
export const LedgerFigures = Type.Object({
  registers: Type.Array(
    Type.Object({
      register: Type.String(),
      keys: Type.Integer(),
      movements: Type.Integer(),
      balances: Sums,
    }),
  ),
  vouchers: Type.Object({ count: Type.Integer(), total: Type.String() }),
});
export type LedgerFigures = Static<typeof LedgerFigures>;

const SLOTS = ['r1', 'r2', 'r3', 'r4'];

const BY_REGISTER = `
  SELECT k.register, count(*)::integer AS keys, coalesce(sum(m.movements), 0)::integer AS movements,
         ARRAY[${SLOTS.map((slot) => `coalesce(sum(b.${slot}), 0)::text`).join(', ')}] AS balances
    FROM ledger.register_key k
    LEFT JOIN (SELECT key_id, count(*) AS movements FROM ledger.movement GROUP BY 1) m ON m.key_id = k.id
    LEFT JOIN (SELECT key_id, ${SLOTS.map((slot) => `sum(${slot}) AS ${slot}`).join(', ')} FROM ledger.balance GROUP BY 1) b ON b.key_id = k.id
   GROUP BY 1 ORDER BY 1`;

const VOUCHERS = `SELECT count(*)::integer AS count, coalesce(sum(total), 0)::text AS total FROM ledger.voucher`;

/** Reads the figures in the transaction of the connection. */
export async function readLedgerFigures(client: ClientBase): Promise<LedgerFigures> {
  const { rows: registers } = await client.query<LedgerFigures['registers'][number]>(BY_REGISTER);
  const { rows: vouchers } = await client.query<LedgerFigures['vouchers']>(VOUCHERS);
  return { registers, vouchers: vouchers[0] ?? { count: 0, total: '0' } };
}
