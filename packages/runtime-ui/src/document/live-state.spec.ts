import { buildFormModel } from '@dougong/kernel/forms';
import type { FormDefinition, RuleDefinition } from '@dougong/kernel/metadata';
import { compileRules } from '@dougong/kernel/rules';
import { businessDay } from '@dougong/kernel/foundation';
import { ReferredRecords } from '../data/referred-records.js';
import { askedAndBlank } from './asked-fields.js';
import { claimForm } from './claim.fixtures.js';
import { openLiveState } from './live-state.js';

const title = (name: string) => ({ 'zh-CN': name, en: name });
const decimal = (name: string, formula?: string) => ({
  type: 'string' as const,
  format: 'decimal' as const,
  'x-scale': 2,
  'x-title': title(name),
  ...(formula === undefined ? {} : { readOnly: true, 'x-formula': formula }),
});

const ITEM = {
  ...claimForm,
  key: 'item',
  schema: {
    type: 'object',
    properties: { price: decimal('Price'), dear: { type: 'boolean', 'x-title': title('Dear') } },
  },
  ui: { order: ['price', 'dear'] },
} as unknown as FormDefinition;

const ORDER = {
  ...claimForm,
  key: 'order',
  schema: {
    type: 'object',
    properties: {
      item: { type: 'string', format: 'uuid', 'x-title': title('Item'), 'x-reference': { form: 'item' } },
      qty: decimal('Quantity'),
      amount: decimal('Amount', 'qty * item.price'),
      day: {
        type: 'string',
        format: 'date',
        'x-title': title('Day'),
        readOnly: true,
        'x-formula': 'IF(ISBLANK(qty), today, today)',
      },
      note: { type: 'string', 'x-title': title('Note') },
    },
  },
  ui: { order: ['item', 'qty', 'amount', 'note'] },
} as unknown as FormDefinition;

const DEAR: RuleDefinition = {
  kind: 'rule',
  format: 1,
  key: 'dear',
  title: title('dear'),
  form: 'order',
  enabled: true,
  trigger: { on: ['create', 'update'], where: 'both' },
  phase: 'derive',
  priority: 100,
  condition: { '==': [{ var: 'item.dear' }, true] },
  actions: [{ id: 'ask', type: 'setRequired', fields: ['note'], value: true }],
} as unknown as RuleDefinition;

function open() {
  const lookup = (key: string) => (key === 'item' ? ITEM : undefined);
  const [order, item] = [ORDER, ITEM].map((each) => {
    const built = buildFormModel(each, lookup);
    if (!built.ok) throw new Error(JSON.stringify(built.error));
    return built.value;
  });
  const models = new Map([
    ['order', order!],
    ['item', item!],
  ]);
  const compiled = compileRules([DEAR], { models });
  if (!compiled.ok) throw new Error(JSON.stringify(compiled.error));
  const referred = new ReferredRecords(async () => [{ id: 'i-1', price: '0.10', dear: true }]);
  const arrived = new Promise<void>((done) => referred.subscribe(done));
  const form = { definition: ORDER, model: order!, models, rules: compiled.value };
  const editable = { header: ['item', 'qty', 'note'], lines: {} };
  const values = { id: 'r', item: 'i-1', qty: '1', amount: '0.10' };
  const { state } = openLiveState(form, { values, user: 'u-1', editable, isNew: false }, referred);
  return { state, arrived };
}

describe('a form whose formulas and rules look behind references', () => {
  it('keeps the numbers that it has until the record is there, and then has those of the server', async () => {
    const { state, arrived } = open();
    state.setValue('qty', '3');
    expect(state.value('amount')).toBe('0.10');
    await arrived;
    state.recall();
    expect(state.value('amount')).toBe('0.30');
    state.setValue('qty', '7');
    expect(state.value('amount')).toBe('0.70');
  });

  it('asks for what the record behind the reference wants asked', async () => {
    const { state, arrived } = open();
    expect(askedAndBlank(ORDER, state)).toEqual([]);
    await arrived;
    state.recall();
    expect(askedAndBlank(ORDER, state)).toEqual([{ code: 'required', path: '/note' }]);
    state.setValue('note', 'why');
    expect(askedAndBlank(ORDER, state)).toEqual([]);
    expect(state.patch()).toEqual({ note: 'why' });
  });

  it('knows the day of the business, as the server does', async () => {
    const { state, arrived } = open();
    await arrived;
    state.recall();
    state.setValue('qty', '2');
    expect(state.value('day')).toBe(businessDay(new Date().toISOString()));
  });
});

describe('the day of the business', () => {
  it.each([
    ['2026-11-21T15:59:59Z', '2026-11-21'],
    ['2026-11-21T16:00:00Z', '2026-11-22'],
  ])('at %s is %s', (instant, day) => expect(businessDay(instant)).toBe(day));
});
