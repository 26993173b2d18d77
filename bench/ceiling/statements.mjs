/**
 * What the engine writes for one command, in one hand-written statement each. Everything comes in as values: nothing is
 * read, checked or worked out that a caller could have sent. `measure/rows.mjs` proves that the rows are the same.
 */

const recordset = (parameter, columns) => `json_to_recordset($${parameter}::json) AS x(${columns})`;

const AUDIT =
  'INSERT INTO core.audit_entry (at, actor, action, outcome, form, record_id, channel, ip, request_id, changes, release)';

/** The engine's workers must not deliver what the ceiling wrote: it would cost the ceiling's slice their work. */
const OUTBOX = (parameter, at) => `
  INSERT INTO core.outbox (id, topic, key, payload, next_at, created_at)
  SELECT x.id, x.topic, x.key, x.payload, $${at}::timestamptz + interval '1 year', $${at}
    FROM ${recordset(parameter, 'id uuid, topic text, key text, payload jsonb')}`;

const EVENTS = (parameter, instance, at) => `
  INSERT INTO core.flow_event (instance_id, seq, kind, node_id, actor, payload, at)
  SELECT $${instance}::uuid, x.seq, x.kind, x.node_id, x.actor, x.payload, $${at}::timestamptz
    FROM ${recordset(parameter, 'seq integer, kind text, node_id text, actor uuid, payload jsonb')}`;

/** Which rules fired, with the conditions that held. */
const TRACES = (parameter, record, at, actor, release) => `
  INSERT INTO core.rule_traces (at, rule_key, outcome, form, record_id, release, actor, condition, issues)
  SELECT $${at}::timestamptz, x.rule_key, 'fired', 'transfer_note', $${record}::uuid, $${release}::integer, $${actor}::uuid, x.condition, '[]'
    FROM ${recordset(parameter, 'rule_key text, condition jsonb')}`;

/** $1 header, $2 lines, $3 outbox, $4 record, $5 actor, $6 instant, $7 release, $8 request, $9 ip. */
export const CREATE = {
  name: 'create',
  text: `
WITH header AS (
  INSERT INTO data.transfer_note (id, version, status, created_at, created_by, updated_at, updated_by, no, place, business_date,
    title, reason, contact, note, gross_amount, net_amount, gain_amount, loss_amount)
  SELECT $4::uuid, 1, 'draft', $6::timestamptz, $5::uuid, $6, $5,
    'CN-202611-' || lpad(nextval('number_sequences.bench_ceiling')::text, 6, '0'), x.place, x.business_date, x.title, x.reason,
    x.contact, x.note, x.gross_amount, x.net_amount, x.gain_amount, x.loss_amount
    FROM json_to_record($1::json) AS x(place uuid, business_date date, title text, reason text, contact text, note text,
      gross_amount numeric, net_amount numeric, gain_amount numeric, loss_amount numeric)
), lines AS (
  INSERT INTO data.transfer_note__lines (id, record_id, line_no, entry, name, spec, unit, lot, qty, unit_cost, amount, gross)
  SELECT x.id, $4, x.line_no, x.entry, x.name, x.spec, x.unit, x.lot, x.qty, x.unit_cost, x.amount, x.gross
    FROM ${recordset(2, 'id uuid, line_no integer, entry uuid, name text, spec text, unit text, lot text, qty numeric, unit_cost numeric, amount numeric, gross numeric')}
), outbox AS (${OUTBOX(3, 6)}
), audit AS (
  ${AUDIT} VALUES ($6, $5, 'create', 'done', 'transfer_note', $4, 'api', $9::inet, $8::text, NULL, $7::integer)
)
SELECT 1`,
};

/** $1 record, $2 actor, $3 instant, $4 release, $5 request, $6 ip, $7 instance, $8 state, $9 events, $10 task, $11 assignee, $12 task title, $13 timer, $14 outbox, $15 changes, $16 traces. */
export const SUBMIT = {
  name: 'submit',
  text: `
WITH header AS (
  UPDATE data.transfer_note SET status = 'reviewing', abnormal = true, version = 2, updated_at = $3::timestamptz, updated_by = $2::uuid
   WHERE id = $1::uuid
), instance AS (
  INSERT INTO core.flow_instance (id, release, flow_key, form, record_id, status, revision, starter, state, started_at)
  VALUES ($7::uuid, $4::integer, 'transfer_approval', 'transfer_note', $1, 'running', 1, $2, $8::jsonb, $3)
), events AS (${EVENTS(9, 7, 3)}
), task AS (
  INSERT INTO core.task (id, instance_id, form, record_id, node_id, kind, title, assignee, state, opened_at, due_at, release)
  VALUES ($10::uuid, $7, 'transfer_note', $1, 'supervisor', 'approve', $12::jsonb, $11::uuid, 'open', $3, $3 + interval '1 day', $4)
), timer AS (
  INSERT INTO core.timer (id, kind, due_at, payload, task_id) VALUES ($13::uuid, 'task_due', $3 + interval '1 day', '{}', $10)
), outbox AS (${OUTBOX(14, 3)}
), traces AS (${TRACES(16, 1, 3, 2, 4)}
), audit AS (
  ${AUDIT} VALUES ($3, $2, 'act:submit', 'done', 'transfer_note', $1, 'api', $6::inet, $5::text, $15::jsonb, $4)
)
SELECT 1`,
};

/**
 * $1 record, $2 actor, $3 instant, $4 release, $5 request, $6 ip, $7 instance, $8 state, $9 events, $10 task, $11 new task, $12 its
 * assignee, $13 its title, $14 outbox, $15 changes, $16 movements, $17 their keys, $18 business date, $19 period, $20 code,
 * $21 payload hash, which stands for those of the movements too, $22 summary, $23 voucher lines, $24 traces.
 */
export const APPROVE = {
  name: 'approve',
  text: `
WITH header AS (
  UPDATE data.transfer_note SET status = 'posted', version = 3, updated_at = $3::timestamptz, updated_by = $2::uuid WHERE id = $1::uuid
), instance AS (
  UPDATE core.flow_instance SET status = 'approved', revision = 2, state = $8::jsonb, ended_at = $3 WHERE id = $7::uuid
), events AS (${EVENTS(9, 7, 3)}
), done AS (
  UPDATE core.task SET state = 'done', outcome = 'approved', done_by = $2, done_at = $3 WHERE id = $10::uuid
), timer AS (
  DELETE FROM core.timer WHERE task_id = $10
), copy AS (
  INSERT INTO core.task (id, instance_id, form, record_id, node_id, kind, title, assignee, state, opened_at, release)
  VALUES ($11::uuid, $7, 'transfer_note', $1, 'tell', 'cc', $13::jsonb, $12::uuid, 'open', $3, $4::integer)
), outbox AS (${OUTBOX(14, 3)}
), traces AS (${TRACES(24, 1, 3, 2, 4)}
), audit AS (
  ${AUDIT} VALUES ($3, $2, 'answer:approve', 'done', 'transfer_note', $1, 'api', $6::inet, $5::text, $15::jsonb, $4)
), locked AS MATERIALIZED (
  SELECT key_id, r1, r2 FROM ledger.balance WHERE key_id = ANY ($17::bigint[]) AND shard = 0 ORDER BY key_id FOR NO KEY UPDATE
), change AS MATERIALIZED (
  SELECT x.*, CASE WHEN x.rule_id = 'value' THEN round(x.qty * b.r2 / b.r1, 2) END AS amount, b.r1 + x.qty AS after1,
    CASE WHEN x.rule_id = 'value' THEN b.r2 + round(x.qty * b.r2 / b.r1, 2) END AS after2
    FROM ${recordset(16, 'n integer, key_id bigint, rule_id text, line_no integer, line_id uuid, qty numeric')} JOIN locked b USING (key_id)
), balance AS (
  UPDATE ledger.balance b SET r1 = c.after1, r2 = coalesce(c.after2, b.r2), version = b.version + 1, last_day = $18::date,
    last_quantity = CASE WHEN c.rule_id = 'value' THEN abs(c.qty) END, last_amount = abs(c.amount)
    FROM change c WHERE b.key_id = c.key_id AND b.shard = 0
), posting AS (
  INSERT INTO ledger.posting (source_type, source_id, source_code, purpose, business_date, period, rule_key, flow_key, instance_id,
    release, actor, posted_at, payload_hash)
  VALUES ('transfer_note', $1, $20::text, 'transfer', $18::date, $19::date, 'bench_post', 'transfer_approval', $7, $4, $2, $3, $21::bytea)
  RETURNING id
), movements AS (
  INSERT INTO ledger.movement (posting_id, business_date, period, ord, key_id, line_no, line_id, rule_id, direction, r1, r2, after1,
    after2, entry, details, row_hash)
  SELECT p.id, $18, $19, c.n, c.key_id, c.line_no, c.line_id, c.rule_id, sign(c.qty), c.qty, c.amount, c.after1, c.after2,
    CASE WHEN c.amount > 0 THEN 'found' WHEN c.amount < 0 THEN 'lost' END,
    CASE WHEN c.amount IS NOT NULL THEN jsonb_build_object('variances', jsonb_build_array(jsonb_build_object(
      'kind', CASE WHEN c.amount > 0 THEN 'gain' ELSE 'loss' END, 'amount', (-c.amount)::text))) END, $21::bytea
    FROM posting p, change c ORDER BY c.n
), totals AS (
  SELECT sum(amount) FILTER (WHERE amount > 0) AS gain, -sum(amount) FILTER (WHERE amount < 0) AS loss FROM change
), voucher AS (
  INSERT INTO ledger.voucher (posting_id, rule_id, business_date, period, summary, total)
  SELECT p.id, 'transfer', $18, $19, $22::jsonb, t.gain + t.loss FROM posting p, totals t RETURNING id
), voucher_lines AS (
  INSERT INTO ledger.voucher_line (voucher_id, line_no, side, role, account, title, amount)
  SELECT v.id, x.line_no, x.side, x.role, x.account, x.title, CASE x.kind WHEN 'gain' THEN t.gain ELSE t.loss END
    FROM voucher v, totals t, ${recordset(23, 'line_no smallint, side text, role text, account text, title jsonb, kind text')}
)
SELECT 1`,
};
