import { dayPlus } from '@dougong/kernel/foundation';
import type { Definition } from '@dougong/kernel/metadata';
import { CostWorker } from '../../src/costing/cost-worker.js';
import { Publisher } from '../../src/releases/publisher.js';
import { startTestApp } from '../support/test-app.js';
import type { TestAnswer, TestApp } from '../support/test-app.js';
import { TEST_DAY } from '../support/test-clock.js';

/** Cost accounting as metadata: reports of work, pools of costs, two services, two items, bills, provisional receipts. */

const title = (text: string) => ({ 'zh-CN': text, en: text });
const head = (kind: string, key: string) => ({ kind, format: 1, key, title: title(key) });
const text = (name: string, more = {}) => ({ type: 'string', 'x-title': title(name), ...more });
const decimal = (name: string, scale = 2) => text(name, { format: 'decimal', 'x-scale': scale });
const date = (name: string) => text(name, { format: 'date' });
const to = (form: string) => text(form, { format: 'uuid', 'x-reference': { form } });
const table = (name: string, properties: object) => ({
  type: 'array',
  'x-title': title(name),
  items: { type: 'object', properties, additionalProperties: false },
});

function form(key: string, usage: string, properties: Readonly<Record<string, object>>) {
  const fields = Object.keys(properties);
  return {
    ...head('form', key),
    usage,
    schema: { type: 'object', properties, additionalProperties: false },
    ui: { order: fields, ...(usage === 'master' && { codeField: 'code', titleField: 'code' }) },
    lists: [{ id: 'all', title: title('All'), columns: [fields[0]], sort: ['-created_at'] }],
  };
}

const FORMS = [
  form('item', 'master', { code: text('Code'), price: decimal('Price') }),
  form('tool', 'master', { code: text('Code'), cost: decimal('Cost'), life: decimal('Life', 0) }),
  form('work', 'document', {
    item: to('item'),
    day: date('Day'),
    labour: decimal('Labour hours'),
    machine: decimal('Machine hours'),
    tool: to('tool'),
    runs: decimal('Runs', 0),
  }),
  form('expense', 'document', {
    day: date('Day'),
    pool: text('Pool'),
    item: to('item'),
    amount: decimal('Amount'),
  }),
  form('material', 'document', {
    day: date('Day'),
    item: to('item'),
    part: to('item'),
    quantity: decimal('Quantity'),
    amount: decimal('Amount'),
  }),
  form('service', 'document', {
    day: date('Day'),
    from_pool: text('From'),
    to_pool: text('To'),
    units: decimal('Units'),
  }),
  form('count', 'document', {
    day: date('Day'),
    item: to('item'),
    good: decimal('Good'),
    open: decimal('In process'),
    degree: decimal('Degree', 4),
  }),
  form('receipt', 'document', {
    day: date('Day'),
    item: to('item'),
    quantity: decimal('Quantity'),
    amount: decimal('Amount'),
  }),
  form('take', 'document', { day: date('Day'), item: to('item'), quantity: decimal('Quantity') }),
  form('bill', 'master', {
    code: text('Code'),
    item: to('item'),
    lot: decimal('Lot'),
    valid_from: date('Valid from'),
    phantom: { type: 'boolean', 'x-title': title('Phantom') },
    lines: table('Lines', { item: to('item'), quantity: decimal('Quantity'), scrap: decimal('Scrap', 4) }),
    operations: table('Operations', { name: text('Name'), hours: decimal('Hours'), rate: decimal('Rate') }),
  }),
  form('settlement', 'document', {
    item: to('item'),
    day: date('Day'),
    amount: decimal('Amount'),
    run_version: decimal('Version', 0),
    lines: table('Lines', { receipt: to('receipt'), amount: decimal('Amount') }),
  }),
];

function register(
  key: string,
  dimensions: readonly object[],
  resources: readonly object[],
  more: object = {},
) {
  return {
    ...head('register', key),
    type: 'turnover',
    dimensions,
    resources,
    negative: 'allow',
    valuation: 'none',
    ...more,
  };
}

const item = (required = true, id = 'item') => ({
  id,
  title: title(id),
  type: 'reference',
  form: 'item',
  required,
});
const word = (id: string) => ({ id, title: title(id), type: 'text', required: false });
const quantity = (id: string) => ({ id, title: title(id), scale: 2, role: 'quantity' });
const amount = { id: 'amount', title: title('amount'), scale: 2, role: 'amount' };

const REGISTERS = [
  register('hours', [item()], [quantity('labour'), quantity('machine')]),
  register(
    'tool_runs',
    [{ id: 'tool', title: title('tool'), type: 'reference', form: 'tool', required: true }, item()],
    [quantity('runs')],
  ),
  register('costs', [word('pool'), item(false)], [amount]),
  register('services', [word('from_pool'), word('to_pool')], [quantity('units')]),
  register('item_value', [item()], [quantity('quantity'), amount], {
    type: 'balance',
    negative: 'refuse',
    valuation: 'moving_average',
  }),
  register('in_process', [item(), item(true, 'part')], [quantity('quantity'), amount], { type: 'balance' }),
];

const movement = (id: string, key: string, dimensions: readonly string[], resources: readonly string[]) => ({
  id,
  register: key,
  direction: 'in',
  dimensions: Object.fromEntries(dimensions.map((name) => [name, name])),
  resources: Object.fromEntries(resources.map((name) => [name, name])),
});

const posting = (key: string, movements: readonly object[]) => ({
  ...head('posting', `${key}_posting`),
  form: key,
  businessDate: 'day',
  movements,
});

const POSTINGS = [
  posting('work', [
    movement('hours', 'hours', ['item'], ['labour', 'machine']),
    { ...movement('runs', 'tool_runs', ['tool', 'item'], ['runs']), when: { notEmpty: [{ var: 'tool' }] } },
  ]),
  posting('expense', [movement('cost', 'costs', ['pool', 'item'], ['amount'])]),
  posting('material', [movement('taken', 'in_process', ['item', 'part'], ['quantity', 'amount'])]),
  posting('service', [movement('units', 'services', ['from_pool', 'to_pool'], ['units'])]),
  posting('receipt', [movement('value', 'item_value', ['item'], ['quantity', 'amount'])]),
  posting('take', [{ ...movement('value', 'item_value', ['item'], ['quantity']), direction: 'out' }]),
];

const account = (role: string, code: string) => ({ role, code, title: title(role) });
const line = (side: string, role: string, from: object) => ({
  id: `${role}_${side}`,
  side,
  account: role,
  amount: from,
});
const trueUp = (direction: string) => ({ movement: 'true_up', resource: 'amount', direction });

/** What is still there bears its part of the difference, what is gone is a cost of what was sold. */
const TRUE_UP = {
  ...posting('settlement', [
    {
      id: 'true_up',
      register: 'item_value',
      foreach: 'lines',
      entry: 'capitalise',
      dimensions: {},
      resources: { amount: 'amount' },
      link: { postings: ['receipt_posting'], movement: 'value', document: 'lines.receipt' },
    },
  ]),
  accounts: [account('held', '1405'), account('gone', '6401'), account('production', '5001')],
  vouchers: [
    {
      id: 'true_up',
      summary: title('True up'),
      lines: [
        line('debit', 'held', trueUp('in')),
        line('credit', 'held', trueUp('out')),
        line('debit', 'gone', { movement: 'true_up', variance: 'late_cost' }),
        line('credit', 'production', { formula: 'MAX(amount, 0)' }),
        line('debit', 'production', { formula: 'MAX(0 - amount, 0)' }),
      ],
    },
  ],
};

const ALL_POSTINGS = [...POSTINGS, TRUE_UP];

/** Every document is posted in the command that makes it. */
const RULES = ALL_POSTINGS.map(({ form: key, key: ref }) => ({
  ...head('rule', `post_${key}`),
  form: key,
  enabled: true,
  trigger: { on: ['create'] },
  phase: 'afterSave',
  priority: 100,
  condition: true,
  actions: [{ id: 'post', type: 'post', posting: ref }],
}));

const pool = (id: string, driver?: string) => ({
  id,
  title: title(id),
  element: id === 'wages' ? 'labour' : 'overhead',
  source: 'costs',
  where: { '==': [{ var: 'pool' }, id] },
  amount: 'scaled(amount)',
  ...(driver && { driver }),
});

const ALLOCATION = {
  ...head('allocation', 'month_costs'),
  scale: 2,
  receiver: { title: title('Item'), form: 'item' },
  elements: ['material', 'labour', 'overhead'].map((id) => ({ id, title: title(id) })),
  sources: [
    { id: 'materials', register: 'in_process', take: 'in' },
    { id: 'carried', register: 'in_process', take: 'opening' },
    { id: 'costs', register: 'costs', take: 'in' },
    { id: 'hours', register: 'hours', take: 'in' },
    { id: 'services', register: 'services', take: 'in' },
    { id: 'runs', register: 'tool_runs', take: 'in' },
    { id: 'counts', form: 'count', date: 'day' },
    { id: 'receipts', register: 'item_value', take: 'each', posting: 'receipt_posting', movement: 'value' },
    { id: 'items', form: 'item' },
  ],
  direct: [
    { id: 'materials', element: 'material', source: 'materials', receiver: 'item', amount: 'amount' },
    { id: 'carried', element: 'material', source: 'carried', receiver: 'item', amount: 'amount' },
  ],
  charges: [
    {
      id: 'tools',
      title: title('tools'),
      element: 'overhead',
      source: 'runs',
      asset: 'tool',
      receiver: 'item',
      used: 'runs',
      cost: 'tool.cost',
      life: 'tool.life',
      formula: 'tool.cost / tool.life * runs',
    },
  ],
  pools: [pool('wages', 'labour'), pool('rent', 'machine'), pool('power'), pool('repair')],
  drivers: ['labour', 'machine'].map((id) => ({
    id,
    title: title(id),
    source: 'hours',
    receiver: 'item',
    quantity: id,
  })),
  services: {
    method: 'step_down',
    pools: ['power', 'repair'],
    usage: [{ id: 'use', source: 'services', from: 'from_pool', to: 'to_pool', quantity: 'units' }],
  },
  output: { source: 'counts', receiver: 'item', quantity: 'good' },
  inProcess: {
    source: 'counts',
    receiver: 'item',
    quantity: 'open',
    degrees: [{ elements: ['labour', 'overhead'], degree: 'degree' }],
  },
  standard: {
    bills: {
      form: 'bill',
      validFrom: 'valid_from',
      item: 'item',
      lot: 'lot',
      phantom: 'phantom',
      lines: { field: 'lines', item: 'lines.item', quantity: 'lines.quantity', scrap: 'lines.scrap' },
      operations: {
        field: 'operations',
        name: 'operations.name',
        hours: 'operations.hours',
        rate: 'operations.rate',
      },
    },
    prices: { source: 'items', item: 'id', price: 'price' },
    materials: {
      source: 'materials',
      receiver: 'item',
      item: 'part',
      quantity: 'quantity',
      amount: 'amount',
    },
    work: { source: 'hours', receiver: 'item', hours: 'labour', amount: 'labour * 30' },
  },
  settlement: {
    source: 'receipts',
    receiver: 'item',
    quantity: 'quantity',
    amount: 'amount',
    form: 'settlement',
    values: { item: 'receiver', day: 'period_to', amount: 'amount', run_version: 'version' },
    lines: { field: 'lines', values: { receipt: 'receipts.document', amount: 'receipts.amount' } },
  },
};

const ROLES = [
  {
    ...head('role', 'accountant'),
    forms: [{ form: '*', actions: ['*'], rows: 'all' }],
    registers: ['*'],
    system: ['costing', 'close_periods'],
  },
  { ...head('role', 'clerk'), forms: [{ form: 'work', actions: ['*'], rows: 'all' }] },
];

/** A named formula that pools are read by; publishing another one changes later runs only. */
const scaled = (expression: string) => ({
  ...head('formula', 'scaled'),
  parameters: [{ id: 'value', title: title('value'), type: 'number' }],
  result: { type: 'number', scale: 2 },
  expression,
});

export interface Run {
  readonly run: {
    readonly id: string;
    readonly version: number;
    readonly state: string;
    readonly release: number;
    readonly inputHash: string | null;
    readonly rerunOf: string | null;
    readonly formulas: Readonly<Record<string, string>>;
    readonly progress: Readonly<Record<string, number>>;
    readonly issues: readonly { readonly code: string; readonly detail: string }[];
  };
  readonly table: {
    readonly products: readonly {
      readonly product: string;
      readonly quantity: string;
      readonly total: string;
      readonly unit: string;
      readonly elements: readonly {
        readonly element: string;
        readonly amount: string;
        readonly unit: string;
      }[];
    }[];
    readonly totals: Readonly<Record<string, string>>;
  };
  readonly results: readonly Readonly<Record<string, unknown>>[];
}

export const MONTH = TEST_DAY.slice(0, 7);

/** A day of the month before. */
export const EARLIER = dayPlus(`${MONTH}-01`, -5);

/** An engine with the application, and an accountant who may run its costs. */
export class CostsAtWork {
  private constructor(
    readonly engine: TestApp,
    readonly key: string,
    private release: number,
  ) {}

  static async start(): Promise<CostsAtWork> {
    const engine = await startTestApp();
    const accountant = await engine.createUser('accountant', { roles: ['accountant'] });
    const costs = new CostsAtWork(engine, await engine.keyOf(accountant), 0);
    await costs.publish('value');
    return costs;
  }

  /** Publishes everything, with this expression as the named formula. */
  async publish(expression: string): Promise<void> {
    const definitions = [
      ...FORMS,
      ...REGISTERS,
      ...ALL_POSTINGS,
      ...RULES,
      ...ROLES,
      scaled(expression),
      ALLOCATION,
    ];
    const { number } = await this.engine.get(Publisher).publish({
      definitions: definitions as unknown as Definition[],
      base: this.release,
      actor: null,
      comment: expression,
    });
    this.release = number;
  }

  async made(key: string, values: object): Promise<string> {
    const answer = await this.post<{ record: { id: string } }>(`/api/v1/forms/${key}/records`, values);
    if (answer.status !== 201) throw new Error(answer.text);
    return answer.body.record.id;
  }

  /** A document of the month. */
  document(key: string, values: object, day = TEST_DAY): Promise<string> {
    return this.made(key, { day, ...values });
  }

  post<Body>(path: string, body: object = {}): Promise<TestAnswer<Body>> {
    return this.engine.request<Body>('POST', path, { key: this.key, body });
  }

  async get<Body>(path: string): Promise<Body> {
    const answer = await this.engine.request<Body>('GET', path, { key: this.key });
    if (answer.status !== 200) throw new Error(answer.text);
    return answer.body;
  }

  order(parameters: object = {}, period = MONTH): object {
    return { allocation: 'month_costs', period, parameters };
  }

  /** Starts a version and lets the workers work it out. */
  async run(parameters: object = {}): Promise<Run> {
    const started = await this.post<Run>('/api/v1/costing/runs', this.order(parameters));
    if (started.status !== 202) throw new Error(started.text);
    await this.workOut();
    return this.get<Run>(`/api/v1/costing/runs/${started.body.run.id}`);
  }

  async workOut(): Promise<void> {
    while (await this.engine.get(CostWorker).round());
  }

  async rows(sql: string): Promise<readonly Readonly<Record<string, unknown>>[]> {
    return (await this.engine.database.query<Record<string, unknown>>(sql)).rows;
  }
}
