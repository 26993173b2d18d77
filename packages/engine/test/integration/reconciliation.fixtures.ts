import type { Definition } from '@dougong/kernel/metadata';
import { ReconciliationWorker } from '../../src/reconciliation/reconciliation-worker.js';
import { Publisher } from '../../src/releases/publisher.js';
import { startTestApp } from '../support/test-app.js';
import type { TestApp } from '../support/test-app.js';
import { TEST_DAY } from '../support/test-clock.js';

/** Entries that post to a register, rows of books that somebody feeds, and a reconciliation of the two. */

export const FIRST_DAY = `${TEST_DAY.slice(0, 7)}-01`;

const title = (text: string) => ({ 'zh-CN': text, en: text });
const text = (name: string, more = {}) => ({ type: 'string', 'x-title': title(name), ...more });
const decimal = (name: string) => text(name, { format: 'decimal', 'x-scale': 2 });
const head = (kind: string, key: string) => ({ kind, format: 1, key, title: title(key) });
const list = { id: 'all', title: title('All'), columns: ['document'], sort: ['-created_at'] };

const ITEM = {
  ...head('form', 'item'),
  usage: 'master',
  schema: { type: 'object', properties: { code: text('Code') }, additionalProperties: false },
  ui: { order: ['code'], codeField: 'code', titleField: 'code' },
  lists: [{ ...list, columns: ['code'] }],
};

const ENTRY = {
  ...head('form', 'entry'),
  usage: 'document',
  schema: {
    type: 'object',
    properties: {
      document: text('Document'),
      item: text('Item', { format: 'uuid', 'x-reference': { form: 'item' } }),
      place: text('Place'),
      qty: decimal('Quantity'),
      amount: decimal('Amount'),
      day: text('Day', { format: 'date' }),
    },
    required: ['item', 'qty'],
    additionalProperties: false,
  },
  ui: { order: ['document', 'item', 'place', 'qty', 'amount', 'day'], codeField: 'document' },
  lists: [list],
  lifecycle: {
    initial: 'draft',
    states: [
      { id: 'draft', title: title('Draft'), tone: 'draft', editable: true },
      { id: 'posted', title: title('Posted'), tone: 'done' },
    ],
    actions: [{ id: 'post', title: title('Post'), from: ['draft'], to: 'posted' }],
  },
};

const BOOK_ROW = {
  ...head('form', 'book_row'),
  usage: 'document',
  schema: {
    type: 'object',
    properties: {
      document: text('Document'),
      type: text('Type'),
      date: text('Date', { format: 'date' }),
      item: text('Item'),
      place: text('Place'),
      boxes: decimal('Boxes'),
      amount: decimal('Amount'),
    },
    additionalProperties: false,
  },
  ui: { order: ['document', 'type', 'date', 'item', 'place', 'boxes', 'amount'] },
  lists: [list],
};

const QUANTITIES = {
  ...head('register', 'quantities'),
  type: 'balance',
  dimensions: [
    { id: 'item', title: title('Item'), type: 'reference', form: 'item', required: true },
    { id: 'place', title: title('Place'), type: 'text', required: false },
  ],
  resources: [
    { id: 'qty', title: title('Quantity'), scale: 2, role: 'quantity' },
    { id: 'amount', title: title('Amount'), scale: 2, role: 'amount' },
  ],
  negative: 'allow',
  valuation: 'none',
};

const POSTING = {
  ...head('posting', 'entry_posting'),
  form: 'entry',
  businessDate: 'day',
  movements: [
    {
      id: 'quantities',
      register: 'quantities',
      direction: 'in',
      dimensions: { item: 'item', place: 'place' },
      resources: { qty: 'qty', amount: 'amount' },
    },
  ],
};

const POST_RULE = {
  ...head('rule', 'post_entry'),
  form: 'entry',
  enabled: true,
  trigger: { on: ['state'], states: ['posted'] },
  phase: 'afterSave',
  priority: 100,
  condition: true,
  actions: [{ id: 'post', type: 'post', posting: 'entry_posting' }],
};

const role = (key: string, system: readonly string[] = []) => ({
  ...head('role', key),
  forms: [{ form: '*', actions: ['*'], rows: 'all' }],
  registers: ['*'],
  system,
});

const register = { from: 'register', register: 'quantities' };
const life = {
  cycle: 'day',
  approver: 'approver',
  owners: [{ category: 'amount', role: 'clerk' }, { role: 'keeper' }],
  reasons: [{ id: 'late', title: title('late') }],
};

const ENTRIES_AND_BOOKS = {
  ...head('reconciliation', 'entries_and_books'),
  ...life,
  compare: 'entries',
  operation: {
    ...register,
    fields: { item: 'item.code', place: 'place', quantity: 'qty', amount: 'amount' },
  },
  books: {
    from: 'form',
    form: 'book_row',
    fields: {
      ...{ document: 'document', type: 'type', date: 'date', item: 'item', place: 'place' },
      ...{ quantity: 'boxes', amount: 'amount' },
    },
    codes: { item: { 'B-1': 'bolt' } },
    factor: '10',
  },
  businessTypes: { entry_posting: 'receipt' },
  levels: { graceDays: 0 },
  remedies: [
    {
      id: 'enter',
      title: title('enter'),
      kind: 'supplement',
      form: 'book_row',
      fields: {
        ...{ document: 'document', type: '"receipt"', item: 'item', place: 'place', date: 'today' },
        ...{ boxes: 'quantity / 10', amount: 'amount' },
      },
    },
  ],
};

const HELD_AND_PUSHED = {
  ...head('reconciliation', 'held_and_pushed'),
  ...life,
  schedule: '0 2 * * *',
  compare: 'balances',
  operation: {
    ...register,
    fields: { item: 'item.code', place: 'place', quantity: 'qty', amount: 'amount' },
  },
  books: { from: 'pushed', codes: { item: { 'B-1': 'bolt' } } },
  scope: { place: ['north'] },
};

const DEFINITIONS = [
  ...[ITEM, ENTRY, BOOK_ROW, QUANTITIES, POSTING, POST_RULE, ENTRIES_AND_BOOKS, HELD_AND_PUSHED],
  ...[role('keeper'), role('clerk'), role('approver')],
  role('accountant', ['reconcile', 'administer', 'close_periods']),
];

type Person = 'keeper' | 'cleo' | 'clem' | 'approver' | 'accountant';

/** An engine with both sides, and people who look after what differs. */
export class CountingHouseAtWork {
  private readonly items = new Map<string, string>();

  private constructor(
    readonly engine: TestApp,
    readonly ids: Readonly<Record<Person, string>>,
    private readonly keys: Readonly<Record<Person, string>>,
  ) {}

  static async start(): Promise<CountingHouseAtWork> {
    const engine = await startTestApp();
    const definitions = DEFINITIONS as unknown as Definition[];
    await engine.get(Publisher).publish({ definitions, base: 0, actor: null, comment: 'both sides' });
    const roles = {
      keeper: 'keeper',
      cleo: 'clerk',
      clem: 'clerk',
      approver: 'approver',
      accountant: 'accountant',
    };
    const ids: Record<string, string> = {};
    const keys: Record<string, string> = {};
    for (const [person, held] of Object.entries(roles)) {
      ids[person] = await engine.createUser(person, { roles: [held] });
      keys[person] = await engine.keyOf(ids[person]);
    }
    return new CountingHouseAtWork(engine, ids as Record<Person, string>, keys as Record<Person, string>);
  }

  ask<Body = Record<string, unknown>>(
    person: Person,
    method: 'GET' | 'POST' | 'DELETE',
    path: string,
    body?: unknown,
  ) {
    const of = path.startsWith('/') ? path : `/api/v1/reconciliations/${path}`;
    const headers: Record<string, string> = method === 'DELETE' ? { 'if-match': '"1"' } : {};
    return this.engine.request<Body>(method, of, {
      key: this.keys[person],
      headers,
      ...(body !== undefined && { body }),
    });
  }

  async record(form: string, body: object): Promise<string> {
    const answer = await this.ask<{ record: { id: string } }>(
      'accountant',
      'POST',
      `/api/v1/forms/${form}/records`,
      body,
    );
    if (answer.status !== 201) throw new Error(answer.text);
    return answer.body.record.id;
  }

  /** Posts an entry of an item, which is made when it is new. */
  async entry(document: string, item: string, qty: string, amount: string, place = 'north'): Promise<void> {
    let id = this.items.get(item);
    if (id === undefined) this.items.set(item, (id = await this.record('item', { code: item })));
    const values = { document, item: id, place, qty, amount, day: FIRST_DAY };
    const entry = await this.record('entry', values);
    const posted = await this.ask(
      'accountant',
      'POST',
      `/api/v1/forms/entry/records/${entry}/actions/post`,
      {},
    );
    if (posted.status !== 200) throw new Error(posted.text);
  }

  bookRow(document: string, item: string, boxes: string, amount: string): Promise<string> {
    return this.record('book_row', { document, type: 'receipt', date: FIRST_DAY, item, boxes, amount });
  }

  /** Lets the worker do one round and everything that follows from it. */
  async work(): Promise<void> {
    await this.engine.get(ReconciliationWorker).round();
    await this.engine.runWorkers();
  }

  /** A run through the day of the tests, carried out. */
  async run(key = 'entries_and_books', wish: object = { cutoff: TEST_DAY }) {
    const asked = await this.ask<Run>('accountant', 'POST', `${key}/runs`, wish);
    if (asked.status !== 202) throw new Error(asked.text);
    await this.work();
    return (await this.ask<Run>('accountant', 'GET', `${key}/runs/${asked.body.id}`)).body;
  }

  async differences(person: Person = 'accountant', query = '', key = 'entries_and_books') {
    const { body } = await this.ask<{ data: readonly Told[] }>(person, 'GET', `${key}/differences?${query}`);
    return body.data;
  }

  /** The one difference of a document. */
  async of(document: string): Promise<Told> {
    const [found] = await this.differences('accountant', `document=${document}`);
    if (!found) throw new Error(`nothing differs in ${document}`);
    return found;
  }

  act(person: Person, { id }: Told, act: string, body: object = {}) {
    return this.ask<Told>(person, 'POST', `entries_and_books/differences/${id}/actions/${act}`, body);
  }

  async history({ id }: Told): Promise<readonly string[]> {
    const { body } = await this.ask<{ history: readonly { act: string; to: string }[] }>(
      'accountant',
      'GET',
      `entries_and_books/differences/${id}`,
    );
    return body.history.map(({ act, to }) => `${act}: ${to}`);
  }
}

export interface Run {
  readonly id: string;
  readonly state: string;
  readonly failure: string | null;
  readonly inputs: Readonly<Record<string, { readonly rows: number; readonly hash: string }>>;
  readonly summary: Readonly<Record<string, unknown>>;
  readonly resultHash: string;
}

export interface Told {
  readonly id: string;
  readonly document: string;
  readonly item: string;
  readonly category: string;
  readonly level: string;
  readonly state: string;
  readonly role: string;
  readonly assignee: string | null;
  readonly amount: string;
  readonly quantity: string;
  readonly missingIn: string | null;
  readonly firstSeen: string;
  readonly version: number;
  readonly remedyRecord: string | null;
  readonly code?: string;
}
