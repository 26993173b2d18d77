import type { Definition } from '@dougong/kernel/metadata';
import { Publisher } from '../../src/releases/publisher.js';
import type { TestApp } from '../support/test-app.js';

/** A small application to read from: claims about places, seen by roles that see different parts of them. */

const title = (text: string) => ({ 'zh-CN': text, en: text });
const text = (name: string, more = {}) => ({ type: 'string', 'x-title': title(name), ...more });
const decimal = (name: string, more = {}) => ({ ...text(name), format: 'decimal', 'x-scale': 2, ...more });
const uuid = (name: string, more = {}) => ({ ...text(name), format: 'uuid', ...more });
const head = (kind: string, key: string) => ({ kind, format: 1, key, title: title(key) });

const PLACE = {
  ...head('form', 'place'),
  usage: 'master',
  schema: {
    type: 'object',
    properties: {
      code: text('Code', { 'x-unique': true, 'x-index': true }),
      name: text('Name'),
      rating: text('Rating'),
    },
    additionalProperties: false,
  },
  ui: { order: ['code', 'name', 'rating'], codeField: 'code', titleField: 'name' },
  lists: [{ id: 'all', title: title('All'), columns: ['code'], sort: ['code'] }],
};

const CLAIM = {
  ...head('form', 'claim'),
  usage: 'document',
  schema: {
    type: 'object',
    properties: {
      no: text('Number', { readOnly: true, 'x-unique': true, 'x-number': { pattern: 'C-{yyyy}-{seq:4}' } }),
      subject: text('Subject'),
      place: uuid('Place', { 'x-reference': { form: 'place' }, 'x-index': true }),
      amount: decimal('Amount', { 'x-index': true, 'x-minimum': '0' }),
      cost: decimal('Cost', { 'x-index': true }),
      due: { type: 'string', format: 'date', 'x-title': title('Due'), 'x-index': true },
      urgent: { type: 'boolean', 'x-title': title('Urgent') },
      size: text('Size', { enum: ['small', 'large'], 'x-titles': [title('Small'), title('Large')] }),
      follows: uuid('Follows', { 'x-reference': { form: 'claim' } }),
      lines: {
        type: 'array',
        'x-title': title('Lines'),
        items: {
          type: 'object',
          properties: { item: text('Item'), cost: decimal('Cost') },
          additionalProperties: false,
        },
      },
    },
    additionalProperties: false,
  },
  ui: {
    order: ['no', 'subject', 'place', 'amount', 'cost', 'due', 'urgent', 'size', 'follows', 'lines'],
    codeField: 'no',
    titleField: 'subject',
    facts: ['amount', 'cost', 'place', 'size'],
  },
  lists: [
    { id: 'all', title: title('All'), columns: ['no'], sort: ['-no'] },
    { id: 'by_cost', title: title('By cost'), columns: ['no'], sort: ['-cost'] },
    {
      id: 'large_or_urgent',
      title: title('Large or urgent'),
      columns: ['no'],
      where: {
        or: [
          { '>': [{ var: 'amount' }, 900] },
          { and: [{ var: 'urgent' }, { '!': { '==': [{ var: 'place.code' }, 'P1'] } }] },
        ],
      },
    },
    {
      id: 'mine',
      title: title('Mine'),
      columns: ['no'],
      where: { '==': [{ var: 'created_by' }, { var: 'actor' }] },
    },
  ],
  lifecycle: {
    initial: 'draft',
    states: [
      { id: 'draft', title: title('Draft'), tone: 'draft', editable: true },
      { id: 'closed', title: title('Closed'), tone: 'done' },
    ],
    actions: [{ id: 'close', title: title('Close'), from: ['draft'], to: 'closed', required: ['subject'] }],
  },
};

const LEDGER = {
  ...head('register', 'budget'),
  type: 'balance',
  dimensions: [{ id: 'place', title: title('Place'), type: 'reference', form: 'place', required: true }],
  resources: [{ id: 'amount', title: title('Amount'), scale: 2, role: 'amount' }],
  negative: 'allow',
  valuation: 'none',
};

const role = (key: string, forms: unknown[], more = {}) => ({ ...head('role', key), forms, ...more });

const ROLES = [
  role('chief', [{ form: '*', actions: ['*'], rows: 'all' }], {
    registers: ['*'],
    system: ['design', 'audit', 'vouchers'],
  }),
  role('reader', [
    { form: 'claim', actions: ['read'], rows: 'all', hidden: ['cost'] },
    { form: 'place', actions: ['read'], rows: 'all', hidden: ['code'] },
  ]),
  role('owner', [{ form: 'claim', actions: ['read', 'create', 'update', 'close'], rows: 'own' }]),
  role('assignee', [{ form: 'claim', actions: ['read'], rows: 'assigned' }]),
  role('taker', [{ form: 'claim', actions: ['export'], rows: 'all' }]),
  role('outsider', []),
  role('boss', [{ form: '*', actions: ['*'], rows: 'all' }], { system: ['administer'] }),
];

const MENU = {
  ...head('menu', 'main'),
  sections: [
    {
      id: 'work',
      title: title('Work'),
      entries: [
        { id: 'claims', form: 'claim', list: 'all' },
        { id: 'places', form: 'place' },
      ],
    },
    {
      id: 'books',
      title: title('Books'),
      entries: [
        { id: 'budget', register: 'budget' },
        { id: 'vouchers', page: 'vouchers' },
      ],
    },
  ],
};

/** Publishes the application. */
export async function publishClaims(engine: TestApp): Promise<void> {
  await engine.get(Publisher).publish({
    definitions: [PLACE, CLAIM, LEDGER, ...ROLES, MENU] as unknown as Definition[],
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

export async function anActor(engine: TestApp, login: string, roleKey: string): Promise<Actor> {
  const id = await engine.createUser(login, { roles: [roleKey] });
  return { id, key: await engine.keyOf(id) };
}
