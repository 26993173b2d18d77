import type { EngineDatabase } from './engine-database.js';

/** Everything that a final approval writes, counted for one difference document. */
export interface DocumentState {
  readonly status: string;
  readonly version: number;
  readonly postings: number;
  readonly movements: number;
  readonly vouchers: number;
  readonly voucher_lines: number;
  readonly approvals_audited: number;
  readonly approvals_open: number;
  readonly approvals_done: number;
  readonly confirmations: number;
  readonly flow_events: number;
  readonly flow_revision: number;
  readonly timers: number;
  readonly finance_messages: number;
  readonly keeper_messages: number;
}

const STATE = `
  SELECT d.status, d.version,
    (SELECT count(*)::int FROM ledger.posting p WHERE p.source_id = d.id) AS postings,
    (SELECT count(*)::int FROM ledger.movement m JOIN ledger.posting p ON p.id = m.posting_id WHERE p.source_id = d.id) AS movements,
    (SELECT count(*)::int FROM ledger.voucher v JOIN ledger.posting p ON p.id = v.posting_id WHERE p.source_id = d.id) AS vouchers,
    (SELECT count(*)::int FROM ledger.voucher_line l JOIN ledger.voucher v ON v.id = l.voucher_id
       JOIN ledger.posting p ON p.id = v.posting_id WHERE p.source_id = d.id) AS voucher_lines,
    (SELECT count(*)::int FROM core.audit_entry a WHERE a.record_id = d.id AND a.action = 'answer:approve' AND a.outcome = 'done') AS approvals_audited,
    (SELECT count(*)::int FROM core.task t WHERE t.record_id = d.id AND t.kind = 'approve' AND t.state = 'open') AS approvals_open,
    (SELECT count(*)::int FROM core.task t WHERE t.record_id = d.id AND t.kind = 'approve' AND t.state = 'done') AS approvals_done,
    (SELECT count(*)::int FROM core.task t WHERE t.record_id = d.id AND t.node_id = 'confirm') AS confirmations,
    (SELECT count(*)::int FROM core.flow_event e JOIN core.flow_instance i ON i.id = e.instance_id WHERE i.record_id = d.id) AS flow_events,
    (SELECT sum(i.revision)::int FROM core.flow_instance i WHERE i.record_id = d.id) AS flow_revision,
    (SELECT count(*)::int FROM core.timer x JOIN core.task t ON t.id = x.task_id WHERE t.record_id = d.id) AS timers,
    (SELECT count(*)::int FROM core.outbox o WHERE o.topic = 'notification' AND o.payload ->> 'recordId' = d.id::text
       AND o.payload -> 'title' ->> 'en' LIKE 'A stock difference has been posted%') AS finance_messages,
    (SELECT count(*)::int FROM core.outbox o WHERE o.topic = 'notification' AND o.payload ->> 'recordId' = d.id::text
       AND o.payload -> 'title' ->> 'en' LIKE 'Confirm on the shelf%') AS keeper_messages
  FROM data.stock_difference d WHERE d.id = $1`;

export async function documentState(database: EngineDatabase, difference: string): Promise<DocumentState> {
  const [row] = await database.rows<DocumentState & Record<string, unknown>>(STATE, [difference]);
  if (!row) throw new Error(`there is no difference document ${difference}`);
  return row;
}

/** The same document after a final approval that happened exactly once. */
export function afterApproval(before: DocumentState, lines: number, vouchers = 1): Partial<DocumentState> {
  return {
    status: 'posted',
    version: before.version + 1,
    postings: 1,
    movements: 2 * lines,
    vouchers,
    voucher_lines: 2 * vouchers,
    approvals_audited: before.approvals_audited + 1,
    approvals_open: 0,
    approvals_done: before.approvals_done + 1,
    confirmations: 1,
    flow_revision: before.flow_revision + 1,
    timers: 1,
    finance_messages: 1,
    keeper_messages: 1,
  };
}

const TOLD = `
  SELECT count(*)::int FROM core.notification n JOIN core.user_account u ON u.id = n.user_id
   WHERE u.login = $2 AND n.record_id = $1 AND n.title ->> 'en' LIKE $3`;

/** How often finance and the keeper were told that a document is posted. */
export async function toldAbout(database: EngineDatabase, difference: string) {
  return {
    finance: await database.value<number>(TOLD, [
      difference,
      'sunxiaomei',
      'A stock difference has been posted%',
    ]),
    keeper: await database.value<number>(TOLD, [difference, 'lijuan', 'Confirm on the shelf%']),
  };
}
