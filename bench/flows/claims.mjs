/** Documents on their way through the flow, as requests to the engine and to the ceiling. */

const FORM = '/api/v1/forms/flow_claim/records';
const REASONS = ['need', 'damage', 'return'];

/** So many balances that documents seldom wait for each other's. */
const ITEMS = 2560;

/** The nth document: its amount is between 6000 and 9000, above the limit of the flow. */
export function claimOf(n, approvers) {
  return {
    subject: `Claim ${n}`,
    reason: REASONS[n % REASONS.length],
    contact: 'Shift B',
    quantity: String(20 + (n % 10)),
    price: '300.50',
    approver: approvers[n % approvers.length].id,
    urgent: false,
    note: 'Found while counting.',
  };
}

/** Makes a document; its rules start the flow. */
export function startRequest(n, { clerk, approvers }) {
  return { path: FORM, key: clerk.key, body: claimOf(n, approvers) };
}

/** Approves a to-do as the one who has it. */
export function decideRequest({ task, assignee }, { approvers }) {
  const { key } = approvers.find(({ id }) => id === assignee);
  return { path: `/api/v1/tasks/${task}/actions/approve`, key, body: {} };
}

/** The same document for the ceiling, which is handed what the engine works out. */
export function submitRequest(n, { approvers }) {
  const claim = claimOf(n, approvers);
  const amount = Number.parseInt(claim.quantity, 10) * 300.5;
  const items = [(2 * n) % ITEMS, (2 * n + 1) % ITEMS];
  const day = new Date().toISOString().slice(0, 10);
  return { path: '/submit', body: { ...claim, day, amount, level: 'middle', items } };
}

const OPEN_TASKS = `
  SELECT t.record_id AS record, t.id AS task, t.assignee FROM core.task t
   WHERE t.form = 'flow_claim' AND t.record_id = ANY ($1::uuid[]) AND t.state = 'open'`;

/** The to-dos that are open on these records, in their order. */
export async function openTasks({ owner }, records) {
  const { rows } = await owner.query(OPEN_TASKS, [records]);
  const byRecord = new Map(rows.map((row) => [row.record, row]));
  return records.flatMap((record) => byRecord.get(record) ?? []);
}
