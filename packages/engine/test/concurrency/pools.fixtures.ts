import { Publisher } from '../../src/releases/publisher.js';
import type { TestApp } from '../support/test-app.js';

/**
 * A small application with pools that are valued by layers. Documents are posted when they are made: what comes in and goes out,
 * what comes back of an earlier document, and what undoes one.
 */

const title = (text: string) => ({ 'zh-CN': text, en: text });
const head = (kind: string, key: string) => ({ kind, format: 1, key, title: title(key) });
const text = (name: string, more = {}) => ({ type: 'string', 'x-title': title(name), ...more });
const number = (name: string) => text(name, { format: 'decimal', 'x-scale': 3, 'x-minimum': '0' });
const reference = (form: string) => text(form, { format: 'uuid', 'x-reference': { form } });

const master = (key: string) => ({
  ...head('form', key),
  usage: 'master',
  schema: {
    type: 'object',
    properties: { code: text('Code') },
    required: ['code'],
    additionalProperties: false,
  },
  ui: { order: ['code'], codeField: 'code', titleField: 'code' },
});

const document = (key: string) => ({
  ...head('form', key),
  usage: 'document',
  schema: {
    type: 'object',
    properties: {
      original: text('Original', { maxLength: 40 }),
      item: reference('item'),
      price: text('Price', { format: 'decimal', 'x-scale': 2, 'x-minimum': '0' }),
      lines: {
        type: 'array',
        'x-title': title('Lines'),
        items: {
          type: 'object',
          properties: {
            item: reference('item'),
            place: reference('place'),
            qty: number('Quantity'),
            amount: text('Amount', { format: 'decimal', 'x-scale': 2, 'x-minimum': '0' }),
          },
          required: ['item', 'place', 'qty'],
          additionalProperties: false,
        },
      },
    },
    additionalProperties: false,
  },
  ui: { order: ['original', 'item', 'price', 'lines'] },
});

const dimension = (form: string) => ({
  id: form,
  title: title(form),
  type: 'reference',
  form,
  required: true,
});

const register = (key: string, more: object) => ({
  ...head('register', key),
  type: 'balance',
  dimensions: [dimension('item'), dimension('place')],
  negative: 'refuse',
  ...more,
});

const QUANTITY = { id: 'qty', title: title('Quantity'), scale: 3, role: 'quantity' };
const AMOUNT = { id: 'amount', title: title('Amount'), scale: 2, role: 'amount' };

const REGISTERS = [
  register('quantities', { resources: [QUANTITY], valuation: 'none' }),
  register('layered', { resources: [QUANTITY, AMOUNT], valuation: 'fifo' }),
  register('priced', { resources: [QUANTITY, AMOUNT], valuation: 'standard', standardBy: ['item'] }),
];

const line = { foreach: 'lines', dimensions: { item: 'lines.item', place: 'lines.place' } };
const qty = { qty: 'lines.qty' };

const accounts = ['goods', 'other'].map((role, at) => ({ role, code: `10${at}`, title: title(role) }));
const entry = (debit: string, credit: string) => {
  const amount = { movement: 'value', resource: 'amount' };
  return [
    {
      id: 'entry',
      summary: title('entry'),
      lines: [
        { id: 'debit', side: 'debit', account: debit, amount },
        { id: 'credit', side: 'credit', account: credit, amount },
      ],
    },
  ];
};

const posting = (form: string, more: object) => ({ ...head('posting', form), form, ...more });

const POSTINGS = [
  posting('receipt', {
    movements: [
      { id: 'stock', register: 'quantities', ...line, direction: 'in', resources: qty },
      {
        id: 'value',
        register: 'layered',
        ...line,
        direction: 'in',
        resources: { ...qty, amount: 'lines.amount' },
      },
    ],
    vouchers: entry('goods', 'other'),
    accounts,
  }),
  posting('issue', {
    movements: [
      { id: 'stock', register: 'quantities', ...line, direction: 'out', resources: qty },
      { id: 'value', register: 'layered', ...line, direction: 'out', resources: qty },
    ],
    vouchers: entry('other', 'goods'),
    accounts,
  }),
  posting('comeback', {
    movements: [
      {
        ...{ id: 'value', register: 'layered', ...line, direction: 'in', entry: 'return', resources: qty },
        link: { postings: ['issue'], movement: 'value', document: 'original', line: '"1"' },
      },
      { id: 'stock', register: 'quantities', ...line, direction: 'in', resources: qty },
    ],
  }),
  posting('priced_receipt', {
    movements: [
      {
        ...{ id: 'value', register: 'priced', ...line, direction: 'in' },
        resources: { ...qty, amount: 'lines.amount' },
      },
    ],
  }),
  posting('pricing', {
    movements: [
      {
        ...{ id: 'value', register: 'priced', entry: 'revalue', price: 'price' },
        dimensions: { item: 'item' },
        resources: {},
      },
    ],
  }),
  posting('undoing', {
    movements: [],
    reverses: { postings: ['receipt', 'issue', 'comeback'], document: 'original', style: 'red' },
  }),
];

const FORMS = ['receipt', 'issue', 'comeback', 'undoing', 'priced_receipt', 'pricing'] as const;

const rule = (form: string) => ({
  ...head('rule', `post_${form}`),
  form,
  enabled: true,
  trigger: { on: ['create'] },
  phase: 'afterSave',
  priority: 100,
  condition: true,
  actions: [{ id: 'post', type: 'post', posting: form }],
});

const CLERK = {
  ...head('role', 'clerk'),
  forms: [{ form: '*', actions: ['*'], rows: 'all' }],
  registers: ['*'],
};

/** Publishes the application. */
export async function publishPools(engine: TestApp): Promise<void> {
  const masters = [master('item'), master('place')];
  const documents = FORMS.map(document);
  const definitions = [...masters, ...documents, ...REGISTERS, ...POSTINGS, ...FORMS.map(rule), CLERK];
  await engine.get(Publisher).publish({ definitions, base: 0, actor: null, comment: 'pools' });
}

export interface PoolLine {
  readonly item: string;
  readonly place: string;
  readonly qty: string;
  readonly amount?: string;
}

interface Made {
  readonly record: { readonly id: string };
  readonly code?: string;
  readonly detail?: string;
  readonly errors?: readonly { readonly code: string; readonly params: Readonly<Record<string, unknown>> }[];
}

/** What became of a document. */
export interface Answer {
  readonly status: number;
  readonly id: string;
  /** Of a refusal. */
  readonly code: string;
  readonly detail: string;
  readonly params: Readonly<Record<string, unknown>>;
}

const ATTEMPTS_MAX = 5;

/** Makes documents as a program does that signs in with a key. */
export class PoolClerk {
  private constructor(
    private readonly engine: TestApp,
    private readonly key: string,
  ) {}

  static async signIn(engine: TestApp, login: string): Promise<PoolClerk> {
    return new PoolClerk(engine, await engine.keyOf(await engine.createUser(login, { roles: ['clerk'] })));
  }

  /** Makes a record of a master form. */
  async master(form: 'item' | 'place', code: string): Promise<string> {
    const { id, status, detail } = await this.send(form, { code });
    if (status !== 201) throw new Error(detail);
    return id;
  }

  make(form: (typeof FORMS)[number], lines: readonly PoolLine[], original?: string): Promise<Answer> {
    return this.send(form, { lines, ...(original === undefined ? {} : { original }) });
  }

  /** Gives an item a new standard cost. */
  price(item: string, price: string): Promise<Answer> {
    return this.send('pricing', { item, price });
  }

  /** Nothing is left of what an overloaded machine gives up, so it is sent again, as a program does. */
  private async send(form: string, body: object): Promise<Answer> {
    for (let attempt = 1; ; attempt += 1) {
      const answer = await this.sendOnce(form, body);
      if (answer.status !== 503 || attempt === ATTEMPTS_MAX) return answer;
    }
  }

  private async sendOnce(form: string, body: object): Promise<Answer> {
    const { status, body: made } = await this.engine.request<Made>('POST', `/api/v1/forms/${form}/records`, {
      key: this.key,
      body,
      headers: { 'accept-language': 'en' },
    });
    const { record, code = '', detail = '', errors = [] } = made;
    return { status, id: record?.id ?? '', code, detail, params: errors[0]?.params ?? {} };
  }
}
