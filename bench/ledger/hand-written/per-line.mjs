import { assertOpen, documentOf, ENTER, movementOf, surroundings, totalOf } from './rows.mjs';

/** The same rows as programs write them that go through a document line by line: each row its own prepared statement. */

const statement = (name, text) => (values) => ({ name: `line ${name}`, text, values });

const HEADER = statement(
  'header',
  `INSERT INTO data.average_note (id, version, status, created_at, created_by, updated_at, updated_by, no, way, place, day, subject, reason,
     contact, urgent, note, gross)
   SELECT $2::uuid, 1, 'draft', $4::timestamptz, $3::uuid, $4, $3, 'HW-202611-' || lpad(nextval('number_sequences.bench_ledger')::text, 6, '0'),
     x.way, x.place, x.day, x.subject, x.reason, x.contact, x.urgent, x.note, x.gross
     FROM json_to_record($1::json) AS x(way text, place uuid, day date, subject text, reason text, contact text, urgent boolean, note text,
       gross numeric) RETURNING no`,
);
const LINE = statement(
  'line',
  `INSERT INTO data.average_note__lines (id, record_id, line_no, item, qty, price, amount) VALUES ($1, $2, $3, $4, $5, $6, $7)`,
);
const POSTING = statement(
  'posting',
  `INSERT INTO ledger.posting (source_type, source_id, source_code, purpose, business_date, period, rule_key, release, actor, posted_at,
     payload_hash)
   VALUES ('average_note', $1, $2, 'average_note_posting', $3, $4, 'average_note_posts', $5, $6, $7, $8) RETURNING id`,
);
const LOCK = statement(
  'lock',
  'SELECT key_id::text, r1::text, r2::text FROM ledger.balance WHERE key_id = $1 AND shard = 0 FOR NO KEY UPDATE',
);
const MOVEMENT = statement(
  'movement',
  `INSERT INTO ledger.movement (posting_id, business_date, period, key_id, line_no, line_id, rule_id, direction, entry, r1, r2, after1, after2,
     ord, row_hash)
   VALUES ($1, $2, $3, $4, $5, $6, 'issued', -1, 'issue', $7, $8, $9, $10, $5 - 1,
     ledger.movement_hash($1, $5 - 1, $3, $2, $4, $5, $6, 'issued', 'issue', NULL, -1::smallint, $7, $8, NULL, NULL, $9, $10, NULL, NULL, NULL))`,
);
const BALANCE = statement(
  'balance',
  `UPDATE ledger.balance SET r1 = $2, r2 = $3, last_quantity = $4, last_amount = $5, last_day = $6, version = version + 1
    WHERE key_id = $1 AND shard = 0`,
);
const VOUCHER = statement(
  'voucher',
  `INSERT INTO ledger.voucher (posting_id, rule_id, business_date, period, summary, total) VALUES ($1, 'issued', $2, $3, $4, $5) RETURNING id`,
);
const VOUCHER_LINE = statement(
  'voucher line',
  `INSERT INTO ledger.voucher_line (voucher_id, line_no, side, role, account, title, amount) VALUES ($1, $2, $3, $4, $5, $6, $7)`,
);
const OUTBOX = statement(
  'outbox',
  `INSERT INTO core.outbox (id, topic, key, payload, next_at, created_at) VALUES ($1, 'event', $2, $3, $4, $4)`,
);
const TRACE = statement(
  'trace',
  `INSERT INTO core.rule_traces (at, rule_key, outcome, form, record_id, release, actor, condition, issues)
   VALUES ($1, 'average_note_posts', 'fired', 'average_note', $2, $3, $4, $5, '[]')`,
);
const AUDIT = statement(
  'audit',
  `INSERT INTO core.audit_entry (at, actor, action, outcome, form, record_id, channel, ip, request_id, release)
   VALUES ($1, $2, 'create', 'done', 'average_note', $3, 'api', '127.0.0.1', $4, $5)`,
);

export async function postPerLine(pool, note, origin) {
  const document = documentOf(note, origin);
  const client = await pool.connect();
  try {
    await client.query('BEGIN');
    assertOpen(document, await client.query(ENTER));
    await writeLineByLine(client, document);
    await client.query('COMMIT');
  } finally {
    client.release();
  }
}

async function writeLineByLine(client, document) {
  const { id, lines } = document;
  const s = surroundings(document);
  const { rows: headers } = await client.query(HEADER([s.header, id, s.actor, s.at]));
  const posting = await made(
    client,
    POSTING([id, headers[0].no, s.day, s.period, s.release, s.actor, s.at, s.hash]),
  );
  const movements = [];
  // In the order of their keys, or two documents would wait for each other.
  for (const line of lines.toSorted((a, b) => a.key - b.key))
    movements.push(await postLine(client, line, { id, posting, ...s }));
  await writeVoucher(client, posting, totalOf(movements), s);
  await client.query(OUTBOX([s.event.id, s.event.key, s.event.payload, s.at]));
  await client.query(TRACE([s.at, id, s.release, s.actor, s.condition]));
  await client.query(AUDIT([s.at, s.actor, id, s.request, s.release]));
}

async function postLine(client, line, { id, posting, day, period }) {
  const { line_no, item, qty, price, amount, key } = line;
  await client.query(LINE([line.id, id, line_no, item, qty, price, amount]));
  const { rows } = await client.query(LOCK([key]));
  const m = movementOf(line, rows[0]);
  await client.query(MOVEMENT([posting, day, period, key, line_no, line.id, m.r1, m.r2, m.after1, m.after2]));
  await client.query(BALANCE([key, m.after1, m.after2, m.r1.slice(1), m.r2.slice(1), day]));
  return m;
}

async function writeVoucher(client, posting, total, { day, period, summary, voucherLines }) {
  const voucher = await made(client, VOUCHER([posting, day, period, summary, total]));
  for (const { line_no, side, role, account, title } of voucherLines)
    await client.query(VOUCHER_LINE([voucher, line_no, side, role, account, title, total]));
}

async function made(client, statement) {
  return (await client.query(statement)).rows[0].id;
}
