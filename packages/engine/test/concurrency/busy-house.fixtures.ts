import type { Definition } from '@dougong/kernel/metadata';
import { Publisher } from '../../src/releases/publisher.js';
import type { TestAnswer, TestApp } from '../support/test-app.js';

/**
 * A house in which each document touches balances of every kind: quantities by lot that are picked under lock, layers, an average for
 * whose balance documents wait in line, and what is promised. Documents are posted when they are made.
 */

const title = (text: string) => ({ 'zh-CN': text, en: text });
const head = (kind: string, key: string) => ({ kind, format: 1, key, title: title(key) });
const text = (name: string, more = {}) => ({ type: 'string', 'x-title': title(name), ...more });
const decimal = (name: string, scale: number) =>
  text(name, { format: 'decimal', 'x-scale': scale, 'x-minimum': '0' });

const form = (key: string) => ({
  ...head('form', key),
  usage: 'document',
  schema: {
    type: 'object',
    properties: {
      original: text('Original', { maxLength: 40 }),
      demand: text('Demand'),
      lines: {
        type: 'array',
        'x-title': title('Lines'),
        items: {
          type: 'object',
          properties: {
            ...{ item: text('Item'), place: text('Place'), to: text('To'), lot: text('Lot') },
            ...{ qty: decimal('Quantity', 3), amount: decimal('Amount', 2) },
          },
          required: ['item', 'place', 'qty'],
          additionalProperties: false,
        },
      },
    },
    additionalProperties: false,
  },
  ui: { order: ['original', 'demand', 'lines'] },
});

const dimension = (id: string) => ({
  ...{ id, title: title(id), type: 'text' },
  required: id !== 'lot',
});
const QTY = { id: 'qty', title: title('Quantity'), scale: 3, role: 'quantity' };
const AMOUNT = { id: 'amount', title: title('Amount'), scale: 2, role: 'amount' };

const register = (key: string, dimensions: readonly string[], more: object) => ({
  ...head('register', key),
  ...{ type: 'balance', dimensions: dimensions.map(dimension), negative: 'refuse' },
  ...more,
});

const REGISTERS = [
  register('shelves', ['item', 'place', 'lot', 'state'], { resources: [QTY], valuation: 'none' }),
  register('promised', ['demand', 'item', 'place', 'lot'], { resources: [QTY], valuation: 'none' }),
  register('layers', ['item', 'place'], { resources: [QTY, AMOUNT], valuation: 'fifo' }),
  register('averages', ['item'], {
    ...{ resources: [QTY, AMOUNT], valuation: 'moving_average', balance: 'queued' },
  }),
];

const dimensions = (of: string, more: object = {}) =>
  Object.fromEntries([
    ...of.split(' ').map((id) => [id, id === 'demand' ? id : `lines.${id}`]),
    ...Object.entries(more),
  ]) as Readonly<Record<string, unknown>>;
const movement = (id: string, direction: string, where: object, more: object = {}) => ({
  ...{ id, register: id, foreach: 'lines', direction, dimensions: where, resources: { qty: 'lines.qty' } },
  ...more,
});

const PICK = { pick: { dimension: 'lot', order: 'first_in' } };
const PICKED = { lot: { picked: 'shelves' } };
const TAKEN = { resources: { qty: { movement: 'shelves' } } };
const PAID = { resources: { qty: 'lines.qty', amount: 'lines.amount' } };
const FREE = { state: '"free"' };
const FROM_SHELF = dimensions('item place lot', FREE);

const posting = (key: string, movements: readonly object[], more = {}) => ({
  ...head('posting', key),
  ...{ form: key, movements },
  ...more,
});

const POSTINGS = [
  posting('bring', [
    movement('shelves', 'in', FROM_SHELF),
    movement('layers', 'in', dimensions('item place'), PAID),
    movement('averages', 'in', dimensions('item'), PAID),
  ]),
  posting('give', [
    movement('shelves', 'out', FROM_SHELF, PICK),
    movement('layers', 'out', dimensions('item place'), TAKEN),
    movement('averages', 'out', dimensions('item')),
  ]),
  posting('carry', [
    movement('shelves', 'move', FROM_SHELF, { ...PICK, to: { place: 'lines.to' } }),
    movement('layers', 'move', dimensions('item place'), { to: { place: 'lines.to' } }),
  ]),
  posting('promise', [
    movement('shelves', 'move', FROM_SHELF, { ...PICK, to: { state: '"held"' } }),
    movement('promised', 'in', dimensions('demand item place', PICKED), TAKEN),
  ]),
  posting('average', [movement('averages', 'out', dimensions('item'))]),
  posting('undo', [], {
    reverses: { postings: ['bring', 'give', 'carry', 'promise', 'average'], document: 'original' },
  }),
];

export const DEEDS = ['bring', 'give', 'carry', 'promise', 'average', 'undo'] as const;
export type Deed = (typeof DEEDS)[number];

const rule = (key: string) => ({
  ...head('rule', `post_${key}`),
  ...{ form: key, enabled: true, trigger: { on: ['create'] }, phase: 'afterSave', priority: 100 },
  ...{ condition: true, actions: [{ id: 'post', type: 'post', posting: key }] },
});

const CLERK = {
  ...head('role', 'clerk'),
  forms: [{ form: '*', actions: ['*'], rows: 'all' }],
  registers: ['*'],
};

export async function publishBusyHouse(engine: TestApp): Promise<void> {
  const definitions = [...DEEDS.map(form), ...REGISTERS, ...POSTINGS, ...DEEDS.map(rule), CLERK];
  await engine.get(Publisher).publish({
    ...{ definitions: definitions as unknown as readonly Definition[], base: 0, actor: null },
    comment: 'busy house',
  });
}

export interface BusyLine {
  readonly item: string;
  readonly place: string;
  readonly qty: string;
  readonly to?: string;
  readonly lot?: string;
  readonly amount?: string;
}

type Made = TestAnswer<{ readonly record?: { readonly id: string }; readonly code?: string }>;

/** Somebody who makes documents with a key. */
export class BusyClerk {
  private constructor(
    private readonly engine: TestApp,
    private readonly key: string,
  ) {}

  static async signIn(engine: TestApp, login: string): Promise<BusyClerk> {
    return new BusyClerk(engine, await engine.keyOf(await engine.createUser(login, { roles: ['clerk'] })));
  }

  make(deed: Deed, body: object): Promise<Made> {
    return this.engine.request('POST', `/api/v1/forms/${deed}/records`, { key: this.key, body });
  }
}
