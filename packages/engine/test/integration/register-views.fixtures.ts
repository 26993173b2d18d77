import type { Definition } from '@dougong/kernel/metadata';
import { Publisher } from '../../src/releases/publisher.js';
import type { TestApp } from '../support/test-app.js';

/** Items in lots that are good through a day, what is held of them, what was promised, and pools with layers. */

const title = (text: string) => ({ 'zh-CN': text, en: text });
const text = (name: string, more = {}) => ({ type: 'string', 'x-title': title(name), ...more });
const head = (kind: string, key: string) => ({ kind, format: 1, key, title: title(key) });

function master(key: string, fields: Readonly<Record<string, object>>) {
  const properties = { code: text('Code'), ...fields };
  return {
    ...head('form', key),
    usage: 'master',
    schema: { type: 'object', properties, additionalProperties: false },
    ui: { order: Object.keys(properties), codeField: 'code', titleField: 'code' },
    lists: [{ id: 'all', title: title('All'), columns: ['code'], sort: ['code'] }],
  };
}

const dimension = (id: string, more = {}) => ({
  id,
  title: title(id),
  type: 'text',
  required: false,
  ...more,
});
const ITEM = dimension('item', { type: 'reference', form: 'item', required: true });
const QTY = { id: 'qty', title: title('qty'), scale: 0, role: 'quantity' };
const AMOUNT = { id: 'amount', title: title('amount'), scale: 2, role: 'amount' };

function ledger(key: string, dimensions: readonly object[], resources: readonly object[], more = {}) {
  return {
    ...head('register', key),
    type: 'balance',
    dimensions,
    resources,
    negative: 'allow',
    valuation: 'none',
    ...more,
  };
}

const role = (key: string, forms: readonly object[], more = {}) => ({ ...head('role', key), forms, ...more });

const DEFINITIONS = [
  master('item', {}),
  master('lot', { good_through: text('Good through', { format: 'date' }) }),
  ledger(
    'held',
    [ITEM, dimension('lot', { type: 'reference', form: 'lot' }), dimension('state')],
    [QTY, AMOUNT],
    { balance: 'split' },
  ),
  ledger('promised', [dimension('claim'), ITEM], [QTY]),
  ledger('layered', [ITEM], [QTY, AMOUNT], { valuation: 'fifo' }),
  role('chief', [{ form: '*', actions: ['*'], rows: 'all' }], { registers: ['*'] }),
  role('counter', [{ form: 'lot', actions: ['read'], rows: 'all', hidden: ['good_through'] }], {
    registers: ['held'],
  }),
];

/** Publishes the application. */
export async function publishLots(engine: TestApp): Promise<void> {
  const definitions = DEFINITIONS as unknown as Definition[];
  await engine.get(Publisher).publish({ definitions, base: 0, actor: null, comment: 'lots' });
}
