import type { FlowDefinition, FormDefinition, PostingDefinition, RoleDefinition } from '../metadata/index.js';
import type { Definition, RuleAction, RuleDefinition } from '../metadata/index.js';
import { itemForm, placeForm } from '../forms/claim.fixtures.js';
import { HOLDINGS, VALUES } from '../registers/registers.fixtures.js';
import { checkRelease } from './compile-release.js';
import type { CompiledRelease } from './release.js';

/** A small business: requests over a place go through a flow, take items out of a register, and leave work behind. */

export const title = (text: string) => ({ 'zh-CN': text, en: text });
const text = (name: string, more: object = {}) =>
  ({ type: 'string', 'x-title': title(name), ...more }) as const;
const decimal = (name: string, scale: number, more: object = {}) =>
  ({ type: 'string', format: 'decimal', 'x-title': title(name), 'x-scale': scale, ...more }) as const;
const reference = (form: string, more: object = {}, fill?: Readonly<Record<string, string>>) =>
  ({
    type: 'string',
    format: 'uuid',
    'x-title': title(form),
    'x-reference': fill === undefined ? { form } : { form, fill },
    ...more,
  }) as const;
const head = <K extends Definition['kind']>(kind: K, key: string) =>
  ({ kind, format: 1, key, title: title(key) }) as const;

type Properties = FormDefinition['schema']['properties'];

const requestFields: Properties = {
  no: text('no', { 'x-number': { pattern: 'R{yyyy}-{seq:3}' } }),
  place: reference('place', {}, { place_name: 'name' }),
  place_name: text('place name', { readOnly: true }),
  note: text('note', { maxLength: 40 }),
  urgent: { type: 'boolean', 'x-title': title('urgent'), readOnly: true },
  limit: decimal('limit', 2),
  total: decimal('total', 2, { 'x-formula': 'SUM(lines.amount)' }),
  excess: decimal('excess', 2, { 'x-formula': 'total - limit' }),
  review: reference('review', { readOnly: true }),
  errand: reference('errand', { readOnly: true }),
  lines: {
    type: 'array',
    'x-title': title('lines'),
    minItems: 1,
    maxItems: 20,
    items: {
      type: 'object',
      properties: {
        item: reference('item', {}, { price: 'price' }),
        qty: decimal('qty', 3, { 'x-minimum': '0' }),
        price: decimal('price', 2),
        amount: decimal('amount', 2, { 'x-formula': 'lines.qty * lines.price' }),
        mark: text('mark', { readOnly: true }),
      },
      required: ['item', 'qty'],
    },
  },
};

export const requestForm: FormDefinition = {
  ...head('form', 'request'),
  usage: 'document',
  schema: { type: 'object', properties: requestFields, required: ['place'] },
  ui: { order: Object.keys(requestFields), titleField: 'no' },
  lifecycle: {
    initial: 'draft',
    states: [
      { id: 'draft', title: title('Draft'), tone: 'draft', editable: true },
      { id: 'parked', title: title('Parked'), tone: 'draft' },
      { id: 'sent', title: title('Sent'), tone: 'waiting' },
      { id: 'approved', title: title('Approved'), tone: 'done' },
      { id: 'refused', title: title('Refused'), tone: 'refused' },
    ],
    actions: [
      { id: 'send', title: title('Send'), from: ['draft'], required: ['lines.qty'] },
      { id: 'park', title: title('Park'), from: ['draft'], to: 'parked' },
      { id: 'wake', title: title('Wake'), from: ['parked'], to: 'draft', required: ['note'] },
      { id: 'force', title: title('Force'), from: ['draft'], to: 'approved' },
    ],
  },
};

const reviewFields: Properties = {
  no: text('no', { 'x-number': { pattern: 'V-{seq:2}' } }),
  request: reference('request'),
  subject: text('subject'),
};

/** A record that the final approval makes. */
export const reviewForm: FormDefinition = {
  ...head('form', 'review'),
  usage: 'document',
  schema: { type: 'object', properties: reviewFields },
  ui: { order: Object.keys(reviewFields), titleField: 'no' },
};

const errandFields: Properties = {
  request: reference('request'),
  reason: text('reason'),
  extra: text('extra'),
};

/** A record that a task is about. */
export const errandForm: FormDefinition = {
  ...head('form', 'errand'),
  usage: 'document',
  schema: { type: 'object', properties: errandFields },
  ui: { order: Object.keys(errandFields) },
  lifecycle: {
    initial: 'open',
    states: [
      { id: 'open', title: title('Open'), tone: 'draft', editable: true },
      { id: 'done', title: title('Done'), tone: 'done' },
    ],
    actions: [{ id: 'finish', title: title('Finish'), from: ['open'], to: 'done', required: ['reason'] }],
  },
};

/** A rule on the request; after the save on create and update unless said otherwise. */
export function rule(key: string, actions: RuleAction[], more: Partial<RuleDefinition> = {}): RuleDefinition {
  return {
    ...head('rule', key),
    form: 'request',
    enabled: true,
    trigger: { on: ['create', 'update'] },
    phase: 'afterSave',
    priority: 100,
    condition: true,
    actions,
    ...more,
  };
}

export const action = (type: string, config: object, id = `a_${type}`): RuleAction =>
  ({ id, type, ...config }) as RuleAction;

const large = { '>': [{ var: 'total' }, '100'] };
const leader = [{ field: 'place.leader' }];
export const onApproved = { trigger: { on: ['state' as const], states: ['approved'] } };

/** Marks a large request and tells the leader of its place. */
export const markLarge = rule(
  'mark_large',
  [
    action('setField', { field: 'urgent', formula: 'true' }),
    action('notify', { to: leader, title: title('{no} is large') }),
  ],
  { phase: 'derive', condition: large, trigger: { on: ['create', 'update'], fields: ['total'] } },
);

/** Leaves a review and a task behind when a large request is approved. */
export const followUp = rule(
  'follow_up',
  [
    action('createRecord', {
      form: 'review',
      values: { request: 'id', subject: 'CONCAT("Review of ", no)' },
      backlink: 'review',
    }),
    action('createTask', {
      title: title('Look after {no}'),
      to: leader,
      dueIn: 'PT24H',
      record: { form: 'errand', values: { request: 'id' }, backlink: 'errand' },
      action: 'finish',
    }),
  ],
  { ...onApproved, condition: { '==': [{ var: 'urgent' }, true] } },
);

/** Books an approved request. */
export const book = rule('book', [action('post', { posting: 'booking' })], { ...onApproved, priority: 200 });

const node = (id: string, type: string, config: Record<string, unknown> = {}) => ({
  id,
  type,
  title: title(id),
  config,
});
const edge = (from: string, to: string, more: object = {}) => ({ id: `${from}_${to}`, from, to, ...more });

export const requestFlow: FlowDefinition = {
  ...head('flow', 'request_flow'),
  form: 'request',
  startAction: 'send',
  states: { running: 'sent', approved: 'approved', rejected: 'refused' },
  admin: 'administrator',
  nodes: [
    node('start', 'start'),
    node('leader', 'approval', { assignees: leader, editable: ['note'] }),
    node('size', 'condition'),
    node('director', 'approval', { assignees: [{ role: 'director' }] }),
    node('end', 'end'),
  ],
  edges: [
    edge('start', 'leader'),
    edge('leader', 'size'),
    edge('size', 'director', { when: { '>': [{ var: 'total' }, '5000'] } }),
    edge('size', 'end', { default: true }),
    edge('director', 'end'),
  ],
};

const taken = { movement: 'value', resource: 'amount', direction: 'out' as const };

/** Takes the lines of a request out of the registers. */
export const booking: PostingDefinition = {
  ...head('posting', 'booking'),
  form: 'request',
  requiresFlow: 'request_flow',
  movements: ['hold', 'value'].map((id) => ({
    id,
    register: id === 'hold' ? 'holdings' : 'item_values',
    foreach: 'lines',
    direction: 'out' as const,
    dimensions: { item: 'lines.item', place: 'place' },
    resources: { qty: 'lines.qty' },
  })),
  vouchers: [
    {
      id: 'use',
      summary: title('use'),
      lines: [
        { id: 'cost', side: 'debit', account: 'cost', amount: taken },
        { id: 'goods', side: 'credit', account: 'goods', amount: taken },
      ],
    },
  ],
  accounts: [
    { role: 'cost', code: '6401', title: title('cost') },
    { role: 'goods', code: '1405', title: title('goods') },
  ],
};

/** Takes back what the booking of a request took. */
export const unbooking: PostingDefinition = {
  ...head('posting', 'unbooking'),
  form: 'request',
  movements: [],
  reverses: { postings: ['booking'] },
};

const role = (key: string, forms: RoleDefinition['forms'], more: Partial<RoleDefinition> = {}) => ({
  ...head('role', key),
  forms,
  ...more,
});

const roles: readonly RoleDefinition[] = [
  role('requester', [
    {
      form: 'request',
      actions: ['read', 'create', 'update', 'delete', 'send', 'park', 'wake', 'force'],
      rows: 'own',
    },
  ]),
  role('reader', [{ form: 'request', actions: ['read'], rows: 'all' }]),
  role('half_blind', [{ form: 'request', actions: ['*'], rows: 'all', hidden: ['note', 'price'] }]),
  role('director', [{ form: 'request', actions: ['read'], rows: 'assigned' }]),
  role('administrator', [{ form: '*', actions: ['*'], rows: 'all' }], { system: ['administer'] }),
];

const holdings = { ...HOLDINGS, dimensions: HOLDINGS.dimensions.slice(0, 2) };

/** Every definition of the small business. */
export const definitions: readonly Definition[] = [
  itemForm,
  placeForm,
  requestForm,
  reviewForm,
  errandForm,
  markLarge,
  followUp,
  book,
  requestFlow,
  booking,
  unbooking,
  holdings,
  VALUES,
  ...roles,
];

/** The definitions with some replaced (by kind and key) and others added. */
export function definitionsWith(...others: readonly Definition[]): readonly Definition[] {
  const name = (each: Definition) => `${each.kind}/${each.key}`;
  const replaced = new Set(others.map(name));
  return [...definitions.filter((each) => !replaced.has(name(each))), ...others];
}

/** Compiles definitions that are known to be right; anything else is a bug of the test. */
export function releaseOf(all: readonly Definition[], number = 1): CompiledRelease {
  const { release, findings } = checkRelease(number, all);
  if (!release) throw new Error(JSON.stringify(findings));
  return release;
}
