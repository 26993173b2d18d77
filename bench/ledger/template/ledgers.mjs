import { title } from '../../flows/template/title.mjs';
import { closeForm, noteForm } from './forms.mjs';

/**
 * One document for each way of keeping a balance: the same 12 fields and lines, another register. A document comes in with
 * its amounts or goes out at the cost of the pool.
 */

const head = (kind, key) => ({ kind, format: 1, key, title: title(key) });

const reference = (id, form) => ({ id, title: title(id), type: 'reference', form, required: true });
const resource = (id, scale, role) => ({ id, title: title(id), scale, role });

function register(key, more) {
  return {
    ...head('register', key),
    type: 'balance',
    dimensions: [reference('item', 'ledger_item'), reference('place', 'ledger_place')],
    resources: [resource('qty', 6, 'quantity'), resource('amount', 2, 'amount')],
    negative: 'refuse',
    ...more,
  };
}

const isWay = (way) => ({ '==': [{ var: 'way' }, way] });
const DIMENSIONS = { item: 'lines.item', place: 'place' };

function posting(form, of) {
  const movement = (id, direction, resources) => ({
    id,
    register: of,
    foreach: 'lines',
    when: isWay(direction),
    direction,
    dimensions: DIMENSIONS,
    resources,
  });
  return {
    ...head('posting', `${form}_posting`),
    form,
    businessDate: 'day',
    movements: [
      movement('received', 'in', { qty: 'lines.qty', amount: 'lines.amount' }),
      movement('issued', 'out', { qty: 'lines.qty' }),
    ],
    vouchers: [voucher('received', 'goods', 'other'), voucher('issued', 'other', 'goods')],
    accounts: [account('goods', '1405'), account('other', '1901')],
  };
}

function voucher(movement, debit, credit) {
  const line = (side, role) => ({
    id: side,
    side,
    account: role,
    amount: { movement, resource: 'amount' },
  });
  return { id: movement, summary: title(movement), lines: [line('debit', debit), line('credit', credit)] };
}

const account = (role, code) => ({ role, code, title: title(role) });

function rule(key, form, condition, action) {
  return {
    ...head('rule', key),
    form,
    enabled: true,
    trigger: { on: ['create'] },
    phase: 'afterSave',
    priority: 100,
    condition,
    actions: [action],
  };
}

function ledger(name, policies) {
  const form = `${name}_note`;
  const of = `${name}_stock`;
  return [
    noteForm(form),
    register(of, policies),
    posting(form, of),
    rule(`${form}_posts`, form, true, { id: 'post', type: 'post', posting: `${form}_posting` }),
  ];
}

const AVERAGE = { valuation: 'moving_average' };

/** Key of the document -> how its balances are kept. */
export const LEDGERS = {
  average: AVERAGE,
  anew: AVERAGE,
  layers: { valuation: 'fifo' },
  locked: AVERAGE,
  queued: { ...AVERAGE, balance: 'queued' },
};

const node = (id, type, config = {}) => ({ id, type, title: title(id), config });

/** Somebody has to approve a document that names an approver. */
const APPROVAL = {
  ...head('flow', 'average_note_approval'),
  form: 'average_note',
  states: { running: 'reviewing', approved: 'approved', rejected: 'draft' },
  admin: 'ledger_bench_owner',
  nodes: [
    node('start', 'start'),
    node('approve', 'approval', { assignees: [{ field: 'approver' }], mode: 'any' }),
    node('end', 'end'),
  ],
  edges: [
    { id: 'e1', from: 'start', to: 'approve' },
    { id: 'e2', from: 'approve', to: 'end' },
  ],
};

const STARTS = rule(
  'average_note_starts',
  'average_note',
  { '!!': [{ var: 'approver' }] },
  {
    id: 'start',
    type: 'startFlow',
    flow: APPROVAL.key,
  },
);

/** Values a ledger anew. */
const VALUED_ANEW = [
  closeForm('anew_close'),
  {
    ...head('posting', 'anew_close_posting'),
    form: 'anew_close',
    businessDate: 'day',
    movements: [],
    recosts: { register: 'anew_stock' },
  },
  rule('anew_close_posts', 'anew_close', true, {
    id: 'post',
    type: 'post',
    posting: 'anew_close_posting',
  }),
];

export const LEDGER_DEFINITIONS = [
  ...Object.entries(LEDGERS).flatMap(([name, policies]) => ledger(name, policies)),
  APPROVAL,
  STARTS,
  ...VALUED_ANEW,
];
