import { assertOpen, documentOf, ENTER, movementOf, surroundings, totalOf } from './rows.mjs';

/** The document in two round trips: lock the balances; write everything in one statement, the commit along with it. */

const LOCK = {
  name: 'lock',
  text: `SELECT key_id::text, r1::text, r2::text FROM ledger.balance
    WHERE key_id = ANY ($1::bigint[]) AND shard = 0 ORDER BY key_id FOR NO KEY UPDATE`,
};

const recordset = (parameter, columns) => `json_to_recordset($${parameter}::json) AS x(${columns})`;

/**
 * $1 header, $2 document, $3 actor, $4 instant, $5 release, $6 request, $7 lines, $8 movements, $9 business date, $10 period, $11 payload
 * hash, $12 summary, $13 total, $14 voucher lines, $15-17 event, $18 condition, $19 keys: without them PostgreSQL would read the whole
 * table of balances to meet the movements.
 */
const WRITE = {
  name: 'write',
  text: `
WITH header AS (
  INSERT INTO data.average_note (id, version, status, created_at, created_by, updated_at, updated_by, no, way, place, day, subject, reason,
    contact, urgent, note, gross)
  SELECT $2::uuid, 1, 'draft', $4::timestamptz, $3::uuid, $4, $3, 'HW-202611-' || lpad(nextval('number_sequences.bench_ledger')::text, 6, '0'),
    x.way, x.place, x.day, x.subject, x.reason, x.contact, x.urgent, x.note, x.gross
    FROM json_to_record($1::json) AS x(way text, place uuid, day date, subject text, reason text, contact text, urgent boolean, note text,
      gross numeric)
  RETURNING no
), lines AS (
  INSERT INTO data.average_note__lines (id, record_id, line_no, item, qty, price, amount)
  SELECT x.id, $2, x.line_no, x.item, x.qty, x.price, x.amount
    FROM ${recordset(7, 'id uuid, line_no integer, item uuid, qty numeric, price numeric, amount numeric')}
), movement AS MATERIALIZED (
  SELECT x.* FROM ${recordset(8, 'ord integer, key_id bigint, line_no integer, line_id uuid, r1 numeric, r2 numeric, after1 numeric, after2 numeric')}
), balance AS (
  UPDATE ledger.balance b SET r1 = m.after1, r2 = m.after2, last_quantity = -m.r1, last_amount = -m.r2, last_day = $9::date,
    version = b.version + 1 FROM movement m WHERE b.key_id = m.key_id AND b.shard = 0 AND b.key_id = ANY ($19::bigint[])
), posting AS (
  INSERT INTO ledger.posting (source_type, source_id, source_code, purpose, business_date, period, rule_key, release, actor, posted_at,
    payload_hash)
  SELECT 'average_note', $2, h.no, 'average_note_posting', $9::date, $10::date, 'average_note_posts', $5::integer, $3, $4, $11::bytea
    FROM header h RETURNING id
), movements AS (
  INSERT INTO ledger.movement (posting_id, business_date, period, ord, key_id, line_no, line_id, rule_id, direction, entry, r1, r2,
    after1, after2, row_hash)
  SELECT p.id, $9, $10, m.ord, m.key_id, m.line_no, m.line_id, 'issued', -1, 'issue', m.r1, m.r2, m.after1, m.after2,
    ledger.movement_hash(p.id, m.ord, $10, $9, m.key_id, m.line_no, m.line_id, 'issued', 'issue', NULL, -1::smallint, m.r1, m.r2, NULL, NULL,
      m.after1, m.after2, NULL, NULL, NULL)
    FROM posting p, movement m ORDER BY m.ord
), voucher AS (
  INSERT INTO ledger.voucher (posting_id, rule_id, business_date, period, summary, total)
  SELECT p.id, 'issued', $9, $10, $12::jsonb, $13::numeric FROM posting p RETURNING id
), voucher_lines AS (
  INSERT INTO ledger.voucher_line (voucher_id, line_no, side, role, account, title, amount)
  SELECT v.id, x.line_no, x.side, x.role, x.account, x.title, $13
    FROM voucher v, ${recordset(14, 'line_no smallint, side text, role text, account text, title jsonb')}
), outbox AS (
  INSERT INTO core.outbox (id, topic, key, payload, next_at, created_at) VALUES ($15::uuid, 'event', $16::text, $17::jsonb, $4, $4)
), trace AS (
  INSERT INTO core.rule_traces (at, rule_key, outcome, form, record_id, release, actor, condition, issues)
  VALUES ($4, 'average_note_posts', 'fired', 'average_note', $2, $5, $3, $18::jsonb, '[]')
), audit AS (
  INSERT INTO core.audit_entry (at, actor, action, outcome, form, record_id, channel, ip, request_id, release)
  VALUES ($4, $3, 'create', 'done', 'average_note', $2, 'api', '127.0.0.1', $6::text, $5)
)
SELECT 1`,
};

/** @param pool whose connections send statements without waiting for those before. */
export async function postSetBased(pool, note, origin) {
  const document = documentOf(note, origin);
  const client = await pool.connect();
  try {
    const begun = client.query('BEGIN');
    const [entered, { rows }] = await Promise.all([
      client.query(ENTER),
      client.query({ ...LOCK, values: [document.lines.map(({ key }) => key)] }),
      begun,
    ]);
    assertOpen(document, entered);
    const balances = new Map(rows.map((row) => [row.key_id, row]));
    const movements = document.lines.map((line) => movementOf(line, balances.get(line.key)));
    const written = client.query({ ...WRITE, values: valuesOf(document, movements) });
    await Promise.all([written, client.query('COMMIT')]);
  } finally {
    client.release();
  }
}

function valuesOf(document, movements) {
  const s = surroundings(document, movements);
  return [
    ...[s.header, s.id, s.actor, s.at, s.release, s.request],
    JSON.stringify(document.lines),
    JSON.stringify(movements),
    ...[s.day, s.period, s.hash, s.summary, totalOf(movements), JSON.stringify(s.voucherLines)],
    ...[s.event.id, s.event.key, s.event.payload, s.condition],
    document.lines.map(({ key }) => key),
  ];
}
