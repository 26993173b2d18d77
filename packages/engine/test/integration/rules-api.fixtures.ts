import type { Definition } from '@dougong/kernel/metadata';
import { Publisher } from '../../src/releases/publisher.js';
import type { TestApp } from '../support/test-app.js';

/** An application with rules: requests about places, seen by roles that see parts of them. */

const title = (zh: string, en = zh) => ({ 'zh-CN': zh, en });
const text = (name: object, more = {}) => ({ type: 'string', 'x-title': name, ...more });
const decimal = (name: object, more = {}) => text(name, { format: 'decimal', 'x-scale': 2, ...more });
const head = (kind: string, key: string, name = title(key)) => ({ kind, format: 1, key, title: name });

const NAMES = {
  code: text(title('编号', 'Number'), { 'x-unique': true, 'x-index': true }),
  name: text(title('事由', 'Subject')),
};

const PLACE = {
  ...head('form', 'place'),
  usage: 'master',
  schema: {
    type: 'object',
    properties: { ...NAMES, secret: decimal(title('底价', 'Floor price')) },
    additionalProperties: false,
  },
  ui: { order: ['code', 'name', 'secret'], codeField: 'code', titleField: 'name' },
};

const FIELDS = {
  ...NAMES,
  amount: decimal(title('金额', 'Amount')),
  cost: decimal(title('成本', 'Cost')),
  margin: decimal(title('毛利', 'Margin'), { 'x-formula': 'amount - cost' }),
  level: text(title('级别', 'Level')),
  note: text(title('说明', 'Note')),
  place: text(title('地点', 'Place'), { format: 'uuid', 'x-reference': { form: 'place' } }),
  lines: {
    type: 'array',
    'x-title': title('明细', 'Lines'),
    items: {
      type: 'object',
      properties: { qty: decimal(title('数量', 'Quantity')), mark: text(title('标记', 'Mark')) },
      additionalProperties: false,
    },
  },
};

const REQUEST = {
  ...head('form', 'request'),
  usage: 'document',
  lifecycle: {
    initial: 'open',
    states: [
      { id: 'open', title: title('开', 'Open'), tone: 'draft', editable: true },
      { id: 'sent', title: title('已交', 'Sent'), tone: 'done' },
    ],
    actions: [{ id: 'send', title: title('提交', 'Send'), from: ['open'], to: 'sent' }],
  },
  schema: { type: 'object', properties: FIELDS, additionalProperties: false },
  ui: { order: Object.keys(FIELDS), codeField: 'code', titleField: 'name' },
};

export const set = (field: string, formula: string) => ({
  id: `set_${field.replace('.', '_')}`,
  type: 'setField',
  field,
  formula,
});

/** A rule on requests: derive, on create and update, unless said otherwise. */
export function rule(key: string, condition: unknown, actions: readonly object[], more: object = {}) {
  return {
    ...head('rule', key, title(`规则 ${key}`, `Rule ${key}`)),
    form: 'request',
    enabled: true,
    trigger: { on: ['create', 'update'] },
    phase: 'derive',
    priority: 100,
    condition,
    actions,
    ...more,
  };
}

/** Large requests are marked; the limit is what tests change. */
export function largeRule(limit: string, more: object = {}) {
  const above = { '>': [{ var: 'amount' }, limit] };
  return rule('large', above, [set('level', "'high'")], { else: [set('level', "'low'")], ...more });
}

const RULES = [
  largeRule('5000', {
    trigger: { on: ['create', 'update'], where: 'both' },
    tests: [{ name: 'over', record: { amount: '6000' }, fires: true }],
  }),
  rule(
    'need_note',
    { '>': [{ var: 'amount' }, '9000'] },
    [{ id: 'b1', type: 'block', field: 'note', message: title('金额太大', 'Too large') }],
    {
      phase: 'validate',
      condition: { and: [{ '>': [{ var: 'amount' }, '9000'] }, { '!': [{ var: 'note' }] }] },
    },
  ),
  rule('by_cost', { '>': [{ var: 'cost' }, '777.77'] }, [set('note', "'costly'")], {
    trigger: { on: ['create', 'update'], where: 'both' },
  }),
  rule('by_place', { '>': [{ var: 'place.secret' }, '3'] }, [set('name', "'secret place'")], {
    trigger: { on: ['update'] },
  }),
  rule('big_line', { '>': [{ var: 'lines.qty' }, '10'] }, [set('lines.mark', "'big'")], { foreach: 'lines' }),
  rule('switched_off', true, [set('note', "'never'")], { enabled: false }),
  rule('next_year', true, [set('note', "'later'")], { effective: { from: '2100-01-01' } }),
  rule('on_demand', { '>': [{ var: 'amount' }, '1'] }, [set('note', "'asked'")], {
    trigger: { on: ['state'], states: ['sent'] },
  }),
];

const role = (key: string, forms: unknown[], more = {}) => ({ ...head('role', key), forms, ...more });

const ROLES = [
  role('chief', [{ form: '*', actions: ['*'], rows: 'all' }], { system: ['design'] }),
  role('designer', [], { system: ['design'] }),
  role('half_designer', [{ form: 'request', actions: ['read'], rows: 'all', hidden: ['cost'] }], {
    system: ['design'],
  }),
  role('reader', [{ form: 'request', actions: ['read'], rows: 'all', hidden: ['cost'] }]),
  role('outsider', []),
];

/** Publishes the application. */
export async function publishRequests(engine: TestApp): Promise<void> {
  await engine.get(Publisher).publish({
    definitions: [PLACE, REQUEST, ...RULES, ...ROLES] as unknown as Definition[],
    base: 0,
    actor: null,
    comment: 'requests',
  });
}
