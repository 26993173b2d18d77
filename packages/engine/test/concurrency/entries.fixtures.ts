import { Publisher } from '../../src/releases/publisher.js';
import type { TestApp } from '../support/test-app.js';

/** A small application that posts: entries whose lines go into or out of the balances of items. */

const title = (text: string) => ({ 'zh-CN': text, en: text });
const text = (name: string, more = {}) => ({ type: 'string', 'x-title': title(name), ...more });
const head = (kind: string, key: string) => ({ kind, format: 1, key, title: title(key) });

const ENTRY = {
  ...head('form', 'entry'),
  usage: 'document',
  schema: {
    type: 'object',
    properties: {
      no: text('Number', { readOnly: true, 'x-unique': true, 'x-number': { pattern: 'E-{yyyy}-{seq:5}' } }),
      way: text('Way', { enum: ['in', 'out'], 'x-titles': [title('In'), title('Out')] }),
      lines: {
        type: 'array',
        'x-title': title('Lines'),
        items: {
          type: 'object',
          properties: {
            item: text('Item'),
            qty: text('Quantity', { format: 'decimal', 'x-scale': 3, 'x-minimum': '0' }),
          },
          required: ['item', 'qty'],
          additionalProperties: false,
        },
      },
    },
    required: ['way'],
    additionalProperties: false,
  },
  ui: { order: ['no', 'way', 'lines'], codeField: 'no', titleField: 'no' },
  lists: [{ id: 'all', title: title('All'), columns: ['no'], sort: ['-no'] }],
  lifecycle: {
    initial: 'draft',
    states: [
      { id: 'draft', title: title('Draft'), tone: 'draft', editable: true },
      { id: 'posted', title: title('Posted'), tone: 'done' },
    ],
    actions: [{ id: 'post', title: title('Post'), from: ['draft'], to: 'posted' }],
  },
};

const QUANTITIES = {
  ...head('register', 'quantities'),
  type: 'balance',
  dimensions: [{ id: 'item', title: title('Item'), type: 'text', required: true }],
  resources: [{ id: 'qty', title: title('Quantity'), scale: 3, role: 'quantity' }],
  negative: 'refuse',
  valuation: 'none',
};

const POSTING = {
  ...head('posting', 'entry_posting'),
  form: 'entry',
  movements: [
    {
      id: 'quantity',
      register: 'quantities',
      foreach: 'lines',
      direction: { formula: 'IF(way == "in", "in", "out")' },
      dimensions: { item: 'lines.item' },
      resources: { qty: 'lines.qty' },
    },
  ],
};

const RULE = {
  ...head('rule', 'post_entry'),
  form: 'entry',
  enabled: true,
  trigger: { on: ['state'], states: ['posted'] },
  phase: 'afterSave',
  priority: 100,
  condition: true,
  actions: [{ id: 'post', type: 'post', posting: 'entry_posting' }],
};

const CLERK = {
  ...head('role', 'clerk'),
  forms: [{ form: 'entry', actions: ['*'], rows: 'all' }],
  registers: ['*'],
};

/** Publishes the application. */
export async function publishEntries(engine: TestApp): Promise<void> {
  const definitions = [ENTRY, QUANTITIES, POSTING, RULE, CLERK];
  await engine.get(Publisher).publish({ definitions, base: 0, actor: null, comment: 'entries' });
}

export interface EntryLine {
  readonly item: string;
  readonly qty: string;
}

/** Makes entries and posts them as a program does that signs in with a key. */
export class Clerk {
  private constructor(
    private readonly engine: TestApp,
    private readonly key: string,
  ) {}

  static async signIn(engine: TestApp, login: string): Promise<Clerk> {
    const id = await engine.createUser(login, { roles: ['clerk'] });
    return new Clerk(engine, await engine.keyOf(id));
  }

  get<Body>(path: string) {
    return this.engine.request<Body>('GET', path, { key: this.key });
  }

  create(way: 'in' | 'out', lines: readonly EntryLine[]) {
    return this.engine.request<{ record: { id: string; no: string } }>(
      'POST',
      '/api/v1/forms/entry/records',
      {
        key: this.key,
        body: { way, lines },
      },
    );
  }

  /** Makes an entry that waits for its posting. */
  async draft(way: 'in' | 'out', lines: readonly EntryLine[]): Promise<string> {
    const made = await this.create(way, lines);
    if (made.status !== 201) throw new Error(`no entry was made: ${made.text}`);
    return made.body.record.id;
  }

  /** Posts an entry; gives the status, with the code where it was refused. */
  async post(id: string): Promise<string> {
    const answer = await this.engine.request<{ code?: string }>(
      'POST',
      `/api/v1/forms/entry/records/${id}/actions/post`,
      {
        key: this.key,
        body: {},
      },
    );
    return answer.status === 200 ? '200' : `${answer.status} ${answer.body.code ?? ''}`;
  }
}
