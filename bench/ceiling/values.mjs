import { createHash } from 'node:crypto';
import { nextId } from './identifiers.mjs';

/** The parameters of the three statements. Texts are the ones that the engine writes for the same document. */

const title = (en, zh) => ({ en, 'zh-CN': zh });
const json = JSON.stringify;

function eventOf(type, record, request) {
  const payload = { data: {}, type: `transfer_note.${type}.v1`, subject: `transfer_note/${record}` };
  return { id: nextId(), topic: 'event', key: `transfer_note.${type}/${record}/${request}/0`, payload };
}

function noticeOf(key, users, text, record, body) {
  const payload = { form: 'transfer_note', title: text, users, recordId: record, ...(body ? { body } : {}) };
  return { id: nextId(), topic: 'notification', key, payload };
}

export function createValues({ lines, ...header }, { actor, release, ip, request, at }) {
  const id = nextId();
  const rows = lines.map((line, index) => ({ id: nextId(), line_no: index + 1, ...line }));
  const outbox = json([eventOf('created', id, request)]);
  return { id, values: [json(header), json(rows), outbox, id, actor, at, release, request, ip] };
}

const LITERAL = (value) => ({ holds: true, value, operands: [], operator: 'literal' });

function comparison(gross) {
  const variable = { path: 'gross_amount', holds: true, value: gross, operands: [], operator: 'var' };
  return { holds: false, value: 'false', operands: [variable, LITERAL('5000')], operator: '>' };
}

const held = (operator, operands, more = {}) => ({ operator, value: 'true', holds: true, operands, ...more });
const explained = (deciding, root = deciding) => ({ holds: true, root, deciding });

const MOVES_SOMETHING = held('!=', [
  { operator: 'var', path: 'lines.qty', value: '-2', holds: true, operands: [] },
  { operator: 'literal', value: '0', holds: false, operands: [] },
]);
const IS_ABNORMAL = held('==', [held('var', [], { path: 'abnormal' }), held('literal', [])]);
const SUBMIT_TRACES = json([
  {
    rule_key: 'bench_mark',
    condition: explained(MOVES_SOMETHING, held('some', [MOVES_SOMETHING], { line: 0 })),
  },
  { rule_key: 'bench_warn', condition: explained(IS_ABNORMAL) },
]);
const APPROVE_TRACES = json([{ rule_key: 'bench_post', condition: explained(held('literal', [])) }]);

export function submitValues(
  { record, code, gross, title: subject, supervisor },
  { actor, release, ip, request, at },
) {
  const [instance, task] = [nextId(), nextId()];
  const due = new Date(Date.parse(at) + 86_400_000).toISOString();
  const work = {
    id: task,
    kind: 'approve',
    dueAt: due,
    visit: 1,
    nodeId: 'supervisor',
    tokenId: 1,
    assignee: supervisor,
    openedAt: at,
  };
  const state = {
    work: [work],
    format: 2,
    status: 'running',
    before: 'draft',
    tokens: [
      {
        id: 1,
        via: 'e3',
        visit: 1,
        round: { mode: 'any', signers: [{ user: supervisor, taskId: work.id }] },
        nodeId: 'supervisor',
      },
    ],
    visits: { large: 1, start: 1, supervisor: 1 },
    starter: actor,
    eventSeq: 3,
    tokenSeq: 1,
  };
  const tried = [
    {
      edge: 'e2',
      holds: false,
      explanation: { root: comparison(gross), holds: false, deciding: comparison(gross) },
    },
  ];
  const events = [
    { seq: 1, kind: 'started', actor },
    { seq: 2, kind: 'condition_taken', node_id: 'large', payload: { edge: 'e3', tried, default: true } },
    {
      seq: 3,
      kind: 'node_opened',
      node_id: 'supervisor',
      payload: { mode: 'any', visit: 1, assignees: [supervisor] },
    },
  ];
  const approval = title('Supervisor approves', '主管审批');
  const waiting = title('Supervisor approves · Waiting for you', '主管审批 · 待你处理');
  const outbox = [
    noticeOf(
      `bench_warn/warn/${record}/2`,
      [supervisor],
      title(`Note ${code} is abnormal`, `单据 ${code} 异常`),
      record,
      title(`${subject}: ${gross}`, `${subject}：${gross}`),
    ),
    noticeOf(`${instance}/task/supervisor/3/2`, [supervisor], waiting, record),
    eventOf('submitted', record, request),
  ];
  const changes = [
    { new: 'reviewing', old: 'draft', path: '/status' },
    { new: true, old: null, path: '/abnormal' },
  ];
  const flow = [instance, json(state), json(events), task, supervisor, json(approval), nextId()];
  return {
    instance,
    task,
    values: [record, actor, at, release, request, ip, ...flow, json(outbox), json(changes), SUBMIT_TRACES],
  };
}

const SUSPENSE = title('Gains and losses pending', '待处理损溢');
const INVENTORY = title('Inventory', '存货');
const VOUCHER_LINES = json([
  { line_no: 1, side: 'debit', role: 'suspense', account: '1901', title: SUSPENSE, kind: 'loss' },
  { line_no: 2, side: 'credit', role: 'inventory', account: '1405', title: INVENTORY, kind: 'loss' },
  { line_no: 3, side: 'debit', role: 'inventory', account: '1405', title: INVENTORY, kind: 'gain' },
  { line_no: 4, side: 'credit', role: 'suspense', account: '1901', title: SUSPENSE, kind: 'gain' },
]);
const SUMMARY = json(title('Transfer', '收发'));
const COPY = json(title('Tell the bookkeeper', '通知会计'));

function approvalEvents(task, actor, bookkeeper) {
  const closed = { visit: 1, outcome: 'approved' };
  return [
    { seq: 4, kind: 'approved', node_id: 'supervisor', actor, payload: { visit: 1, taskId: task } },
    { seq: 5, kind: 'node_closed', node_id: 'supervisor', payload: closed },
    { seq: 6, kind: 'node_opened', node_id: 'post', payload: { visit: 1 } },
    { seq: 7, kind: 'action_run', node_id: 'post', payload: { actions: ['posted'] } },
    { seq: 8, kind: 'node_closed', node_id: 'post', payload: { visit: 1 } },
    { seq: 9, kind: 'cc', node_id: 'tell', payload: { recipients: [bookkeeper] } },
    { seq: 10, kind: 'node_closed', node_id: 'tell', payload: { visit: 1 } },
    { seq: 11, kind: 'ended', node_id: 'end', payload: closed },
  ];
}

export function approveValues(body, { actor, release, ip, request, at }) {
  const { record, code, instance, task, starter, bookkeeper, date, lines } = body;
  const state = {
    work: [],
    format: 2,
    status: 'approved',
    before: 'draft',
    decided: true,
    approvers: [actor],
    passed: { supervisor: 'e3' },
    tokens: [],
    visits: { end: 1, post: 1, tell: 1, large: 1, start: 1, supervisor: 1 },
    starter,
    eventSeq: 11,
    tokenSeq: 2,
  };
  const movements = ['stock', 'value'].flatMap((rule, half) =>
    lines.map((line, index) => ({
      n: half * lines.length + index,
      key_id: line[rule],
      rule_id: rule,
      line_no: line.no,
      line_id: line.id,
      qty: line.qty,
    })),
  );
  const outbox = [
    noticeOf(
      `${instance}/cc/tell/4/3`,
      [bookkeeper],
      title('Tell the bookkeeper · Copied to you', '通知会计 · 抄送给你'),
      record,
    ),
    noticeOf(
      `${instance}/approved//8/3`,
      [starter],
      title('Transfer approval · Approved', '收发审批 · 已通过'),
      record,
    ),
    eventOf('posted', record, request),
  ];
  const changes = [{ new: 'posted', old: 'reviewing', path: '/status' }];
  const text = json(movements);
  const keys = movements.map(({ key_id }) => key_id);
  const hash = createHash('sha256').update(text).digest();
  const flow = [
    instance,
    json(state),
    json(approvalEvents(task, actor, bookkeeper)),
    task,
    nextId(),
    bookkeeper,
    COPY,
  ];
  const ledger = [
    text,
    keys,
    date,
    `${date.slice(0, 8)}01`,
    code,
    hash,
    SUMMARY,
    VOUCHER_LINES,
    APPROVE_TRACES,
  ];
  return [record, actor, at, release, request, ip, ...flow, json(outbox), json(changes), ...ledger];
}
