import { randomUUID } from 'node:crypto';
import type { Definition } from '@dougong/kernel/metadata';
import { Publisher } from '../../src/releases/publisher.js';
import type { TestApp } from '../support/test-app.js';
import { TEST_DAY } from '../support/test-clock.js';

/** Items in lots: brought in, given out, promised for some days, scrapped. Documents name no lot unless they want to. */

const title = (text: string) => ({ 'zh-CN': text, en: text });
const text = (name: string, more = {}) => ({ type: 'string', 'x-title': title(name), ...more });
const date = (name: string) => text(name, { format: 'date' });
const decimal = (name: string) => text(name, { format: 'decimal', 'x-scale': 3, 'x-minimum': '0' });
const reference = (form: string) => text(form, { format: 'uuid', 'x-reference': { form } });
const head = (kind: string, key: string) => ({ kind, format: 1, key, title: title(key) });

function form(key: string, usage: 'master' | 'document', properties: object, more = {}) {
  return {
    ...head('form', key),
    usage,
    schema: { type: 'object', properties, additionalProperties: false },
    ui: {
      order: Object.keys(properties),
      ...('code' in properties && { codeField: 'code', titleField: 'code' }),
    },
    lists: [{ id: 'all', title: title('All'), columns: [Object.keys(properties)[0]] }],
    ...more,
  };
}

const LINES = {
  type: 'array',
  'x-title': title('Lines'),
  items: {
    type: 'object',
    properties: { item: reference('item'), lot: reference('lot'), qty: decimal('Quantity') },
    required: ['item', 'qty'],
    additionalProperties: false,
  },
};
const state = (id: string, tone: string) => ({ id, title: title(id), tone });
const PROMISE_LIFE = {
  initial: 'open',
  states: [
    state('open', 'waiting'),
    state('given', 'done'),
    state('freed', 'refused'),
    state('lapsed', 'refused'),
  ],
  actions: [
    { id: 'hand_over', title: title('Hand over'), from: ['open'], to: 'given' },
    { id: 'free', title: title('Free'), from: ['open'], to: 'freed' },
  ],
};

const FORMS = [
  form('item', 'master', { code: text('Code') }),
  form('lot', 'master', { code: text('Code'), good_through: date('Good through'), came_on: date('Came on') }),
  form('bring', 'document', { day: date('Day'), lines: LINES }),
  form('give', 'document', {
    day: date('Day'),
    over_is_fine: { type: 'boolean', 'x-title': title('Over') },
    lines: LINES,
  }),
  form('scrap', 'document', { day: date('Day'), lines: LINES }),
  form('come_back', 'document', { original: text('Original', { maxLength: 40 }), lines: LINES }),
  form(
    'promise',
    'document',
    { demand: text('Demand'), until: date('Until'), lines: LINES },
    { lifecycle: PROMISE_LIFE },
  ),
];

const ITEM = { id: 'item', title: title('item'), type: 'reference', form: 'item', required: true };
const LOT = { id: 'lot', title: title('lot'), type: 'reference', form: 'lot', required: false };
const STATE = { id: 'state', title: title('state'), type: 'text', required: true };
const DEMAND = { id: 'demand', title: title('demand'), type: 'text', required: true };
const QTY = { id: 'qty', title: title('qty'), scale: 3, role: 'quantity' };

function register(key: string, dimensions: readonly object[], more = {}) {
  return {
    ...head('register', key),
    ...{ type: 'balance', dimensions, resources: [QTY], negative: 'refuse', valuation: 'none' },
    ...more,
  };
}

const REGISTERS = [
  register('shelves', [ITEM, LOT, STATE]),
  register('promised', [DEMAND, ITEM, LOT]),
  register('worth', [ITEM, LOT], {
    resources: [QTY, { id: 'amount', title: title('amount'), scale: 2, role: 'amount' }],
    valuation: 'fifo',
  }),
];

const PICK = { dimension: 'lot', order: 'first_expired', lastDay: 'good_through', received: 'came_on' };
const shelf = (more: object) => ({
  ...{ id: 'shelf', register: 'shelves', foreach: 'lines' },
  dimensions: { item: 'lines.item', lot: 'lines.lot', state: '"free"' },
  resources: { qty: 'lines.qty' },
  ...more,
});
const worth = (more: object) => ({
  ...{ id: 'worth', register: 'worth', foreach: 'lines' },
  dimensions: { item: 'lines.item', lot: 'lines.lot' },
  resources: { qty: 'lines.qty' },
  ...more,
});
const WORTH_PICKED = worth({
  direction: 'out',
  dimensions: { item: 'lines.item', lot: { picked: 'shelf' } },
  resources: { qty: { movement: 'shelf' } },
});
const posting = (key: string, of: string, movements: readonly object[], more = {}) => ({
  ...head('posting', key),
  form: of,
  movements,
  ...more,
});
const DAY = { businessDate: 'day' };
const cameBack = (id: string, rule: (more: object) => object) =>
  rule({
    ...{ direction: 'in', entry: 'return', dimensions: {} },
    link: { postings: ['give'], movement: id, document: 'original', line: '"1"' },
  });

const POSTINGS = [
  posting(
    'bring',
    'bring',
    [
      shelf({ direction: 'in' }),
      worth({ direction: 'in', resources: { qty: 'lines.qty', amount: 'lines.qty * 2' } }),
    ],
    DAY,
  ),
  posting(
    'give',
    'give',
    [
      shelf({
        direction: 'out',
        pick: PICK,
        guard: { lastDay: 'lines.lot.good_through', lastDayWaived: 'over_is_fine' },
      }),
      WORTH_PICKED,
    ],
    DAY,
  ),
  posting('come_back', 'come_back', [cameBack('shelf', shelf), cameBack('worth', worth)]),
  posting('scrap', 'scrap', [shelf({ direction: 'out' }), worth({ direction: 'out' })], DAY),
  posting('promise', 'promise', [
    shelf({ direction: 'move', to: { state: '"held"' }, pick: PICK }),
    {
      ...{ id: 'promised', register: 'promised', foreach: 'lines', direction: 'in' },
      dimensions: { demand: 'demand', item: 'lines.item', lot: { picked: 'shelf' } },
      resources: { qty: { movement: 'shelf' } },
    },
  ]),
  posting('hand_over', 'promise', [
    {
      ...{ id: 'promised', register: 'promised', foreach: 'lines', direction: 'out' },
      pick: { ...PICK, goodThrough: 'DATE(2000, 1, 1)' },
      dimensions: { demand: 'demand', item: 'lines.item' },
      resources: { qty: 'lines.qty' },
    },
    shelf({
      direction: 'out',
      dimensions: { item: 'lines.item', lot: { picked: 'promised' }, state: '"held"' },
      resources: { qty: { movement: 'promised' } },
    }),
    worth({
      direction: 'out',
      dimensions: { item: 'lines.item', lot: { picked: 'promised' } },
      resources: { qty: { movement: 'promised' } },
    }),
  ]),
  posting('take_back', 'promise', [], { reverses: { postings: ['promise'] } }),
];

function rule(key: string, of: string, trigger: object, actions: readonly object[], more = {}) {
  return {
    ...head('rule', key),
    form: of,
    ...{ enabled: true, trigger, phase: 'afterSave', priority: 100, condition: true },
    actions: actions.map((each, at) => ({ id: `a${at}`, ...each })),
    ...more,
  };
}

const post = (key: string) => ({ type: 'post', posting: key });
const entering = (name: string) => ({ on: ['state'], states: [name] });

const RULES = [
  ...['bring', 'give', 'come_back', 'scrap', 'promise'].map((key) =>
    rule(`on_${key}`, key, { on: ['create'] }, [post(key)]),
  ),
  rule('on_hand_over', 'promise', entering('given'), [post('hand_over')]),
  rule('on_free', 'promise', entering('freed'), [post('take_back')]),
  rule('on_lapse', 'promise', entering('lapsed'), [post('take_back')]),
  // The whole of what makes a promise end by itself.
  rule(
    'lapse',
    'promise',
    { on: ['schedule'], schedule: { every: 'PT1H' } },
    [{ type: 'transition', to: 'lapsed' }],
    {
      condition: {
        and: [{ '==': [{ var: 'status' }, 'open'] }, { '<': [{ var: 'until' }, { var: 'today' }] }],
      },
    },
  ),
];

const grant = (of: string, more = {}) => ({ form: of, actions: ['*'], rows: 'all', ...more });
const ROLES = [
  { ...head('role', 'chief'), forms: [grant('*')], registers: ['*'] },
  {
    ...head('role', 'keeper'),
    forms: [
      ...['item', 'lot', 'bring', 'promise'].map((key) => grant(key)),
      grant('give', { hidden: ['over_is_fine'] }),
    ],
    registers: ['shelves'],
  },
];

/** Publishes the application. */
export async function publishLotsAtWork(engine: TestApp): Promise<void> {
  const definitions = [...FORMS, ...REGISTERS, ...POSTINGS, ...RULES, ...ROLES] as unknown as Definition[];
  await engine.get(Publisher).publish({ definitions, base: 0, actor: null, comment: 'lots' });
}

export interface MadeLine {
  readonly item: string;
  readonly qty: string;
  readonly lot?: string;
}

interface Made {
  readonly record: { readonly id: string };
  readonly code?: string;
  readonly errors?: readonly { readonly code: string; readonly params?: Readonly<Record<string, unknown>> }[];
}

/** Somebody who makes documents. */
export class LotClerk {
  private constructor(
    readonly engine: TestApp,
    private readonly key: string,
  ) {}

  static async signIn(engine: TestApp, login: string, role: string): Promise<LotClerk> {
    const id = await engine.createUser(login, { roles: [role] });
    return new LotClerk(engine, await engine.keyOf(id));
  }

  get<Body>(path: string) {
    return this.engine.request<Body>('GET', path, { key: this.key });
  }

  make(of: string, body: object) {
    return this.engine.request<Made>('POST', `/api/v1/forms/${of}/records`, { key: this.key, body });
  }

  act(id: string, action: string) {
    const path = `/api/v1/forms/promise/records/${id}/actions/${action}`;
    return this.engine.request<Made>('POST', path, { key: this.key, body: {} });
  }

  async made(of: string, body: object): Promise<string> {
    const { status, text: answer, body: made } = await this.make(of, body);
    if (status !== 201) throw new Error(answer);
    return made.record.id;
  }

  /** A document of lines; gives `201`, or the code of the refusal. */
  async told(of: string, lines: readonly MadeLine[], more: object = {}): Promise<string> {
    const { status, body } = await this.make(of, {
      ...(of === 'promise' || of === 'come_back' ? {} : { day: TEST_DAY }),
      lines,
      ...more,
    });
    return status === 201 ? '201' : `${status} ${body.code ?? ''}`;
  }

  item(): Promise<string> {
    return this.made('item', { code: randomUUID() });
  }

  /** A lot that holds something. */
  async lot(item: string, code: string, qty: string, record: object = {}): Promise<string> {
    const lot = await this.made('lot', { code, ...record });
    await this.made('bring', { day: TEST_DAY, lines: [{ item, lot, qty }] });
    return lot;
  }

  /** What lies of an item in a register: `lot state: quantity`, by the codes of the lots. */
  async holds(name: string, item: string): Promise<readonly string[]> {
    const { rows } = await this.engine.database.query<{ text: string }>(
      `SELECT concat_ws(' ', l.code, ${name === 'shelves' ? 'k.s3' : name === 'promised' ? 'k.s1' : 'NULL'}, trim_scale(b.r1)) AS text
         FROM ledger.register_key k JOIN ledger.balance b ON b.key_id = k.id
         LEFT JOIN data.lot l ON l.id::text = CASE WHEN k.register = 'promised' THEN k.s3 ELSE k.s2 END
        WHERE k.register = $1 AND $2 IN (k.s1, k.s2) AND b.r1 <> 0 ORDER BY 1`,
      [name, item],
    );
    return rows.map(({ text: each }) => each);
  }
}
