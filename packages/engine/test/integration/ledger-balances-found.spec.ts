import type { SettledPosting } from '@dougong/kernel/commands';
import { balanceKey } from '@dougong/kernel/registers';
import type { DimensionValues } from '@dougong/kernel/registers';
import { Parameters } from '../../src/database/sql-text.js';
import { balanceFragment } from '../../src/registers/balance-fragment.js';
import type { PreparedLedger } from '../../src/registers/ledger-store.js';
import { LedgerDesk } from '../support/ledger-desk.js';

const BALANCES = 3000;
const LINES = 10;

let desk: LedgerDesk;

beforeAll(async () => {
  desk = await LedgerDesk.open();
  await desk.database.query(
    `WITH made AS (
       INSERT INTO ledger.register_key (register, hash, s1)
       SELECT 'stock', sha256(n::text::bytea), n::text FROM generate_series(1, $1::integer) n RETURNING id)
     INSERT INTO ledger.balance (key_id) SELECT id FROM made`,
    [BALANCES],
  );
});

afterAll(async () => {
  await desk?.stop();
});

/** What changes the balances of a document, as the statement that writes it would. */
function changeOf(register: string) {
  const keys: DimensionValues[] = Array.from({ length: LINES }, (_, at) => [`${at}`, null, null]);
  const resources = { qty: '1.000', amount: '2.00' };
  const balances = keys.map((key) => ({ register, key, resources }));
  const keyIds = new Map(keys.map((key, at) => [balanceKey(register, key), String(at + 1)]));
  const ledger = { registers: desk.registers, keyIds, shard: 3 } as unknown as PreparedLedger;
  const parameters = new Parameters();
  const settled = [{ settlement: { balances } }] as unknown as readonly SettledPosting[];
  const [fragment] = balanceFragment(settled, ledger, parameters);
  return { text: fragment?.sql ?? '', values: parameters.values };
}

describe('a posting on a ledger that PostgreSQL knows nothing of yet', () => {
  test.each(['stock', 'shared'])('finds the balances of %s by their index', async (register) => {
    const { text, values } = changeOf(register);
    const { rows } = await desk.database.query<{ 'QUERY PLAN': string }>(`EXPLAIN ${text}`, values);
    const plan = rows.map((row) => row['QUERY PLAN']).join('\n');
    expect(plan).toContain('balance_pkey');
    expect(plan).not.toContain('Seq Scan on balance');
  });
});
