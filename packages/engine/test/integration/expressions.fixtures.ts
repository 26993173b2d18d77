import type { Definition } from '@dougong/kernel/metadata';
import { Publisher } from '../../src/releases/publisher.js';
import type { TestApp } from '../support/test-app.js';

/** An application with something to hide: claims about places and items, seen by roles that see parts of them. */

const title = (zh: string, en = zh) => ({ 'zh-CN': zh, en });
const text = (name: object, more = {}) => ({ type: 'string', 'x-title': name, ...more });
const decimal = (name: object, more = {}) => text(name, { format: 'decimal', 'x-scale': 2, ...more });
const reference = (name: object, form: string) => text(name, { format: 'uuid', 'x-reference': { form } });
const head = (kind: string, key: string, name = title(key)) => ({ kind, format: 1, key, title: name });

function master(key: string, properties: object) {
  return {
    ...head('form', key),
    usage: 'master',
    schema: { type: 'object', properties, additionalProperties: false },
    ui: { order: Object.keys(properties), codeField: 'code', titleField: 'name' },
    lists: [{ id: 'all', title: title('All'), columns: ['code'], sort: ['code'] }],
  };
}

const names = {
  code: text(title('编码', 'Code'), { 'x-unique': true, 'x-index': true }),
  name: text(title('名称', 'Name')),
};

const REGION = master('region', { ...names, rate: decimal(title('费率', 'Rate')) });
const PLACE = master('place', {
  ...names,
  rating: decimal(title('评分', 'Rating')),
  secret: decimal(title('底价', 'Floor price')),
  region: reference(title('大区', 'Region'), 'region'),
});
const ITEM = master('item', { ...names, price: decimal(title('价格', 'Price')) });

const LINES = {
  type: 'array',
  'x-title': title('明细', 'Lines'),
  items: {
    type: 'object',
    properties: {
      item: reference(title('项目', 'Item'), 'item'),
      qty: decimal(title('数量', 'Quantity')),
      price: decimal(title('单价', 'Unit price')),
      sum: decimal(title('小计', 'Sum'), { 'x-formula': 'lines.qty * lines.price' }),
      cost: decimal(title('成本', 'Cost')),
    },
    additionalProperties: false,
  },
};

const CLAIM_FIELDS = {
  code: text(title('编号', 'Number'), { 'x-unique': true, 'x-index': true }),
  name: text(title('事由', 'Subject')),
  place: reference(title('地点', 'Place'), 'place'),
  amount: decimal(title('金额', 'Amount')),
  cost: decimal(title('成本', 'Cost')),
  margin: decimal(title('毛利', 'Margin'), { 'x-formula': 'amount - cost' }),
  ratio: decimal(title('倍率', 'Ratio'), { 'x-formula': 'amount / cost' }),
  taxed: decimal(title('含税', 'With tax'), { 'x-formula': 'with_tax(amount, 13)' }),
  inner: decimal(title('内部', 'Inner'), { 'x-formula': 'inner_price(amount)' }),
  rated: decimal(title('加权', 'Weighted'), { 'x-formula': 'amount * place.secret' }),
  total: decimal(title('合计', 'Total'), { 'x-formula': 'SUM(lines.sum)' }),
  due: text(title('到期', 'Due'), { format: 'date' }),
  lines: LINES,
};

const CLAIM = {
  ...master('claim', CLAIM_FIELDS),
  usage: 'document',
};

const number = (id: string, name: object) => ({ id, title: name, type: 'number' });

const FORMULAS = [
  {
    ...head('formula', 'with_tax', title('含税价', 'With tax')),
    description: title('净价加税', 'A net price with its tax'),
    parameters: [number('net', title('净价', 'Net')), number('rate', title('税率', 'Rate'))],
    result: { type: 'number', scale: 2 },
    expression: 'net * (1 + rate / hundred())',
  },
  {
    ...head('formula', 'hundred'),
    parameters: [],
    result: { type: 'number' },
    expression: '100',
  },
  {
    ...head('formula', 'inner_price'),
    parameters: [number('net', title('净价', 'Net'))],
    result: { type: 'number', scale: 2 },
    expression: 'net * 0.37',
  },
  {
    ...head('formula', 'days_left'),
    parameters: [{ id: 'due', title: title('到期', 'Due'), type: 'date' }],
    result: { type: 'number' },
    expression: 'DAYS(due, TODAY())',
  },
];

const role = (key: string, forms: unknown[], more = {}) => ({ ...head('role', key), forms, ...more });

const ROLES = [
  role('chief', [{ form: '*', actions: ['*'], rows: 'all' }], { system: ['design'] }),
  role('designer', [], { system: ['design'] }),
  role('reader', [
    { form: 'claim', actions: ['read'], rows: 'all', hidden: ['cost', 'inner'] },
    { form: 'place', actions: ['read'], rows: 'all', hidden: ['secret'] },
    { form: 'region', actions: ['read'], rows: 'own' },
  ]),
  role('owner', [
    { form: 'claim', actions: ['read', 'create', 'update'], rows: 'own', hidden: ['created_by'] },
    { form: 'place', actions: ['read', 'create'], rows: 'own' },
  ]),
  role('outsider', []),
];

/** Publishes the application. */
export async function publishExpressions(engine: TestApp, more: readonly unknown[] = []): Promise<void> {
  await engine.get(Publisher).publish({
    definitions: [REGION, PLACE, ITEM, CLAIM, ...FORMULAS, ...ROLES, ...more] as unknown as Definition[],
    base: 0,
    actor: null,
    comment: 'claims',
  });
}

/** A user with one role and the key that signs in as him. */
export interface Actor {
  readonly id: string;
  readonly key: string;
}

export async function actors<R extends string>(
  engine: TestApp,
  ...roles: readonly R[]
): Promise<Readonly<Record<R, Actor>>> {
  const made = await Promise.all(
    roles.map(async (role) => {
      const id = await engine.createUser(role, { roles: [role] });
      return [role, { id, key: await engine.keyOf(id) }] as const;
    }),
  );
  return Object.fromEntries(made) as Record<R, Actor>;
}

/** Makes a record through the API and gives it as its maker sees it. */
export async function record(
  engine: TestApp,
  actor: Actor,
  form: string,
  body: object,
): Promise<{ readonly id: string; readonly lines: readonly { readonly id: string }[] }> {
  const answer = await engine.request('POST', `/api/v1/forms/${form}/records`, { key: actor.key, body });
  if (answer.status !== 201) throw new Error(`${answer.status} ${answer.text}`);
  return answer.body['record'] as { id: string; lines: { id: string }[] };
}
