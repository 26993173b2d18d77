import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { HASHED_COLUMNS } from '../../src/registers/seals/seals.migration.js';
import { TEST_DAY } from './test-clock.js';

/** A ledger written straight into its tables, the way documents leave it: for tests of what guards it afterwards. */

export const REGISTER = 'values';

const named = (text: string) => ({ 'zh-CN': text, en: text });

const DEFINITION = {
  kind: 'register',
  format: 1,
  key: REGISTER,
  title: named(REGISTER),
  type: 'balance',
  dimensions: [{ id: 'item', title: named('item'), type: 'text', required: true }],
  resources: [
    { id: 'qty', title: named('qty'), scale: 3, role: 'quantity' },
    { id: 'amount', title: named('amount'), scale: 2, role: 'amount' },
  ],
  negative: 'allow',
  valuation: 'fifo',
};

const RELEASE = `
  INSERT INTO core.release (number, definitions, templates, changes, created_at, created_by)
  VALUES (1, $1, '[]', '[]', now(), NULL)`;

const KEYS = `
  WITH k AS (
    INSERT INTO ledger.register_key (register, hash, s1)
    SELECT '${REGISTER}', sha256(convert_to('["${REGISTER}","item' || g || '"]', 'UTF8')), 'item' || g FROM generate_series(1, $1) g
    ON CONFLICT DO NOTHING RETURNING id)
  INSERT INTO ledger.balance (key_id) SELECT id FROM k`;

const POSTINGS = `
  INSERT INTO ledger.posting (source_type, source_id, source_code, purpose, business_date, period, release, actor, posted_at, payload_hash)
  SELECT 'doc', gen_random_uuid(), 'D-' || g, 'receipt', $3::date, date_trunc('month', $3::date), 1, $4::uuid, '2026-03-02T08:00:00.123Z', sha256(g::text::bytea)
    FROM generate_series($1::integer, $2::integer) g RETURNING id`;

/** What the rows say; the other columns are empty. */
const SAID = [
  'posting_id',
  'ord',
  'period',
  'business_date',
  'key_id',
  'line_no',
  'line_id',
  'rule_id',
  'entry',
  'direction',
];
const COLUMNS = [...SAID, 'r1', 'r2', 'details'];
const HASH = `ledger.movement_hash(${HASHED_COLUMNS.map((name) => (COLUMNS.includes(name) ? `x.${name}` : 'NULL')).join(', ')})`;

/** One item after the other, some of them with something to tell beside their figures. */
const MOVEMENTS = `
  INSERT INTO ledger.movement (${COLUMNS.join(', ')}, row_hash)
  SELECT x.*, ${HASH} FROM (
    SELECT p.id, l, date_trunc('month', $2::date)::date, $2::date, k.ids[1 + (p.id * $3 + l) % cardinality(k.ids)], l + 1, gen_random_uuid(),
           'value', 'receive', 1::smallint, 1.500, 10.25, CASE WHEN l % 3 = 0 THEN '{"variances": [{"kind": "price", "amount": "0.01"}]}'::jsonb END
      FROM unnest($1::bigint[]) p(id), generate_series(0, $3 - 1) l,
           (SELECT array_agg(id ORDER BY id) AS ids FROM ledger.register_key WHERE register = '${REGISTER}') k
     ORDER BY p.id, l) x(${COLUMNS.join(', ')})`;

const VOUCHERS = `
  WITH v AS (
    INSERT INTO ledger.voucher (posting_id, rule_id, business_date, period, summary, total)
    SELECT p.id, 'goods', $2::date, date_trunc('month', $2::date), '{"zh-CN": "goods", "en": "goods"}', 10.25 * $3 FROM unnest($1::bigint[]) p(id) RETURNING id, total)
  INSERT INTO ledger.voucher_line (voucher_id, line_no, side, role, account, title, amount)
  SELECT v.id, l.no, l.side, l.side, '100' || l.no, '{"zh-CN": "goods", "en": "goods"}', v.total FROM v, (VALUES (1, 'debit'), (2, 'credit')) l(no, side)`;

/** Balances and layers as the movements leave them. */
const SUMS = `
  WITH moved AS (SELECT key_id, sum(r1) AS r1, sum(r2) AS r2 FROM ledger.movement GROUP BY key_id), held AS (
    UPDATE ledger.balance b SET r1 = m.r1, r2 = m.r2 FROM moved m WHERE m.key_id = b.key_id)
  INSERT INTO ledger.layer (key_id, source_seq, acquired, ord, received, quantity, amount, open)
  SELECT key_id, 0, '2026-03-01', 0, r1, r1, r2, true FROM moved
  ON CONFLICT ON CONSTRAINT layer_once DO UPDATE SET quantity = EXCLUDED.quantity, amount = EXCLUDED.amount`;

export interface Written {
  readonly postings: number;
  /** Movements of each posting. */
  readonly lines: number;
  readonly items?: number;
  readonly day?: string;
  readonly vouchers?: boolean;
}

/** Somebody who writes to the ledger on a connection of his own. */
export class LedgerWriter {
  private written = 0;

  private constructor(readonly client: pg.Client) {}

  static async open(url: string): Promise<LedgerWriter> {
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    return new LedgerWriter(client);
  }

  /** Makes the register known, so that its balances are expected. */
  async publishRegister(): Promise<void> {
    await this.client.query(RELEASE, [JSON.stringify([DEFINITION])]);
    await this.client.query('INSERT INTO core.current_release (number) VALUES (1)');
  }

  /** Writes postings with their movements, vouchers and sums. */
  async write(written: Written): Promise<readonly string[]> {
    const ids = await this.post(written);
    await this.client.query(SUMS);
    return ids;
  }

  /** The same without the sums: those come when all is written. */
  async post({
    postings,
    lines,
    items = 3,
    day = TEST_DAY,
    vouchers = true,
  }: Written): Promise<readonly string[]> {
    await this.client.query(KEYS, [items]);
    const numbers = [this.written + 1, this.written + postings];
    const { rows } = await this.client.query<{ id: string }>(POSTINGS, [...numbers, day, randomUUID()]);
    this.written += postings;
    const ids = rows.map(({ id }) => id);
    await this.client.query(MOVEMENTS, [ids, day, lines]);
    if (vouchers) await this.client.query(VOUCHERS, [ids, day, lines]);
    return ids;
  }

  sumUp(): Promise<unknown> {
    return this.client.query(SUMS);
  }

  close(): Promise<void> {
    return this.client.end();
  }
}
