import type { Definition } from '@dougong/kernel/metadata';
import { Publisher } from '../../src/releases/publisher.js';
import { startTestApp } from '../support/test-app.js';
import type { TestApp, TestAppOptions } from '../support/test-app.js';
import { TEST_DAY } from '../support/test-clock.js';

/** A small application whose rules reach other records, flows, ledgers and outside systems: entries of items. */

export const title = (text: string) => ({ 'zh-CN': text, en: text });
const text = (name: string, more = {}) => ({ type: 'string', 'x-title': title(name), ...more });
const decimal = (name: string, more = {}) => text(name, { format: 'decimal', 'x-scale': 2, ...more });
const head = (kind: string, key: string) => ({ kind, format: 1, key, title: title(key) });
const item = text('Item', { format: 'uuid', 'x-reference': { form: 'item' } });

const ITEM = {
  ...head('form', 'item'),
  usage: 'master',
  schema: {
    type: 'object',
    properties: {
      code: text('Code'),
      parent: text('Parent', { format: 'uuid', 'x-reference': { form: 'item' } }),
      least: decimal('Least'),
      count: decimal('Count'),
      due: text('Due', { format: 'date' }),
      note: text('Note'),
    },
    additionalProperties: false,
  },
  ui: { order: ['code', 'parent', 'least', 'count', 'due', 'note'], codeField: 'code', titleField: 'code' },
  lists: [{ id: 'all', title: title('All'), columns: ['code'], sort: ['code'] }],
};

const ENTRY = {
  ...head('form', 'entry'),
  usage: 'document',
  schema: {
    type: 'object',
    properties: { item, qty: decimal('Quantity'), code: text('Code'), day: text('Day', { format: 'date' }) },
    required: ['qty'],
    additionalProperties: false,
  },
  ui: { order: ['item', 'qty', 'code', 'day'] },
  lists: [{ id: 'all', title: title('All'), columns: ['qty'], sort: ['-created_at'] }],
  lifecycle: {
    initial: 'draft',
    states: [
      { id: 'draft', title: title('Draft'), tone: 'draft', editable: true },
      { id: 'posted', title: title('Posted'), tone: 'done' },
      { id: 'asked', title: title('Asked'), tone: 'waiting' },
      { id: 'agreed', title: title('Agreed'), tone: 'done' },
      { id: 'refused', title: title('Refused'), tone: 'refused' },
    ],
    actions: [
      { id: 'post', title: title('Post'), from: ['draft'], to: 'posted' },
      { id: 'ask', title: title('Ask'), from: ['draft'] },
    ],
  },
};

const LOG = {
  ...head('form', 'log'),
  usage: 'document',
  schema: {
    type: 'object',
    properties: { about: text('About'), qty: decimal('Quantity') },
    additionalProperties: false,
  },
  ui: { order: ['about', 'qty'] },
  lists: [{ id: 'all', title: title('All'), columns: ['about'], sort: ['-created_at'] }],
};

const QUANTITIES = {
  ...head('register', 'quantities'),
  type: 'balance',
  dimensions: [{ id: 'item', title: title('Item'), type: 'reference', form: 'item', required: true }],
  resources: [{ id: 'qty', title: title('Quantity'), scale: 2, role: 'quantity' }],
  negative: 'refuse',
  valuation: 'none',
};

const POSTING = {
  ...head('posting', 'entry_posting'),
  form: 'entry',
  businessDate: 'day',
  movements: [
    {
      id: 'quantity',
      register: 'quantities',
      direction: { formula: 'IF(qty < 0, "out", "in")' },
      dimensions: { item: 'item' },
      resources: { qty: 'ABS(qty)' },
    },
  ],
};

const node = (id: string, type: string, config = {}) => ({ id, type, title: title(id), config });
const edge = (from: string, to: string) => ({ id: `${from}_${to}`, from, to });

const FLOW = {
  ...head('flow', 'entry_flow'),
  form: 'entry',
  startAction: 'ask',
  states: { running: 'asked', approved: 'agreed', rejected: 'refused' },
  admin: 'chief',
  nodes: [
    node('start', 'start'),
    node('look', 'approval', { assignees: [{ role: 'chief' }] }),
    node('end', 'end'),
  ],
  edges: [edge('start', 'look'), edge('look', 'end')],
};

const CHIEF = {
  ...head('role', 'chief'),
  forms: [{ form: '*', actions: ['*'], rows: 'all' }],
  registers: ['*'],
  system: ['design', 'administer'],
};

const APPLICATION = [ITEM, ENTRY, LOG, QUANTITIES, POSTING, FLOW, CHIEF];

/** A rule of entries, after the save of a new one unless said otherwise. */
export function aRule(key: string, actions: readonly object[], more: object = {}): object {
  return {
    ...head('rule', key),
    form: 'entry',
    enabled: true,
    trigger: { on: ['create'] },
    phase: 'afterSave',
    priority: 100,
    condition: true,
    actions: actions.map((each, at) => ({ id: `a${at}`, ...each })),
    ...more,
  };
}

/** Posts an entry when it is taken as posted. */
export const postRule = (more: object = {}): object =>
  aRule('post_entry', [{ type: 'post', posting: 'entry_posting', ...more }], {
    trigger: { on: ['state'], states: ['posted'] },
  });

export interface Saved {
  readonly record: Readonly<Record<string, unknown>> & { readonly id: string };
  readonly notes?: readonly { readonly code: string; readonly detail: string }[];
  readonly code?: string;
}

/** An engine with the application and these rules, and somebody who may do everything. */
export class RulesAtWork {
  private constructor(
    readonly engine: TestApp,
    readonly key: string,
    readonly chief: string,
    private release: number,
  ) {}

  static async start(rules: readonly object[], options: TestAppOptions = {}): Promise<RulesAtWork> {
    const engine = await startTestApp(options);
    const release = await publish(engine, rules, 0);
    const chief = await engine.createUser('chief', { roles: ['chief'] });
    return new RulesAtWork(engine, await engine.keyOf(chief), chief, release);
  }

  /** Puts other rules in force. */
  async rule(rules: readonly object[]): Promise<void> {
    this.release = await publish(this.engine, rules, this.release);
  }

  create(form: string, body: object) {
    return this.engine.request<Saved>('POST', `/api/v1/forms/${form}/records`, { key: this.key, body });
  }

  /** Makes a record and gives its id. */
  async made(form: string, body: object): Promise<string> {
    const answer = await this.create(form, body);
    if (answer.status !== 201) throw new Error(answer.text);
    return answer.body.record.id;
  }

  act(id: string, action: string) {
    const path = `/api/v1/forms/entry/records/${id}/actions/${action}`;
    return this.engine.request<Saved>('POST', path, { key: this.key, body: {} });
  }

  /** Makes an entry and posts it. */
  async posted(item: string, qty: string): Promise<void> {
    const answer = await this.act(await this.made('entry', { item, qty, day: TEST_DAY }), 'post');
    if (answer.status !== 200) throw new Error(answer.text);
  }

  async record(form: string, id: string): Promise<Readonly<Record<string, unknown>>> {
    const path = `/api/v1/forms/${form}/records/${id}`;
    const { body } = await this.engine.request<Saved>('GET', path, { key: this.key });
    return body.record;
  }

  async rows(sql: string): Promise<readonly Readonly<Record<string, unknown>>[]> {
    return (await this.engine.database.query<Record<string, unknown>>(sql)).rows;
  }
}

async function publish(engine: TestApp, rules: readonly object[], base: number): Promise<number> {
  const definitions = [...APPLICATION, ...rules] as unknown as Definition[];
  const release = await engine.get(Publisher).publish({ definitions, base, actor: null, comment: 'rules' });
  return release.number;
}
