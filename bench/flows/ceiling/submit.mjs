import { nextId } from '../../ceiling/identifiers.mjs';

/**
 * The `submit` against which flows are measured: one statement, one round trip, 8 rows written: document, instance, to-do,
 * 2 movements, 2 balances and an audit entry.
 */

/** $1 header, $2 document, $3 actor, $4 instant, $5 instance, $6 state, $7 task, $8 assignee, $9 movements, $10 changes. */
export const SUBMIT = {
  name: 'submit',
  text: `
WITH document AS (
  INSERT INTO bench_flows.document (id, status, created_at, created_by, no, subject, reason, contact, day, quantity, price, amount,
    approver, urgent, level, note)
  SELECT $2::uuid, 'reviewing', $4::timestamptz, $3::uuid, 'FC-202611-' || lpad(nextval('bench_flows.number')::text, 6, '0'),
    x.subject, x.reason, x.contact, x.day, x.quantity, x.price, x.amount, x.approver, x.urgent, x.level, x.note
    FROM json_to_record($1::json) AS x(subject text, reason text, contact text, day date, quantity numeric, price numeric,
      amount numeric, approver uuid, urgent boolean, level text, note text)
), instance AS (
  INSERT INTO bench_flows.instance (id, document, status, state, started_at) VALUES ($5::uuid, $2, 'running', $6::jsonb, $4)
), task AS (
  INSERT INTO bench_flows.task (id, instance, document, node, assignee, state, opened_at)
  VALUES ($7::uuid, $5, $2, 'leader', $8::uuid, 'open', $4)
), change AS MATERIALIZED (
  SELECT x.* FROM json_to_recordset($9::json) AS x(item integer, quantity numeric, amount numeric)
), movements AS (
  INSERT INTO bench_flows.movement (document, item, quantity, amount, at)
  SELECT $2, c.item, c.quantity, c.amount, $4 FROM change c
), balances AS (
  INSERT INTO bench_flows.balance AS b (item, quantity, amount) SELECT c.item, c.quantity, c.amount FROM change c ORDER BY c.item
  ON CONFLICT (item) DO UPDATE SET quantity = b.quantity + EXCLUDED.quantity, amount = b.amount + EXCLUDED.amount
), audit AS (
  INSERT INTO bench_flows.audit (at, actor, action, document, changes) VALUES ($4, $3, 'submit', $2, $10::jsonb)
)
SELECT 1`,
};

const CHANGES = JSON.stringify([{ path: '/status', old: 'draft', new: 'reviewing' }]);

/** The parameters of `SUBMIT` for a document as the engine gets it, with what the engine works out. */
export function submitValues({ items, ...header }, actor, at) {
  const [document, instance, task] = [nextId(), nextId(), nextId()];
  const state = {
    status: 'running',
    tokens: [{ id: 1, node: 'leader', via: 'e2' }],
    visits: { start: 1, large: 1, leader: 1 },
  };
  const movements = items.map((item) => ({ item, quantity: header.quantity, amount: header.amount }));
  const flow = [instance, JSON.stringify(state), task, header.approver];
  return [JSON.stringify(header), document, actor, at, ...flow, JSON.stringify(movements), CHANGES];
}
