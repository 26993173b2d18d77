import type { Definition } from '@dougong/kernel/metadata';
import type { TrialAnswer } from '../../src/flows/trials/trial-answer.js';
import { Refusal } from '../../src/http/refusal.js';
import { Drafts } from '../../src/releases/drafts.js';
import { Publisher } from '../../src/releases/publisher.js';
import { ReleaseRegistry } from '../../src/releases/release-registry.js';
import type { TestAnswer, TestApp } from '../support/test-app.js';
import { aPerson, approval, chain, end, node, start } from './flow-work.fixtures.js';
import type { Person } from './flow-work.fixtures.js';

/** Documents that pass a flow which asks, waits, calls, posts and makes other records; and people who try it. */

export const title = (text: string) => ({ 'zh-CN': text, en: text });
const head = (kind: string, key: string) => ({ kind, format: 1, key, title: title(key) });
const text = (name: string, more: object = {}) => ({ type: 'string', 'x-title': title(name), ...more });
const decimal = (name: string) => text(name, { format: 'decimal', 'x-scale': 2 });

const ITEM = {
  ...head('form', 'item'),
  usage: 'master',
  schema: { type: 'object', properties: { code: text('Code') }, additionalProperties: false },
  ui: { order: ['code'], codeField: 'code', titleField: 'code' },
};

const DOC = {
  ...head('form', 'doc'),
  usage: 'document',
  schema: {
    type: 'object',
    properties: {
      no: text('No', { 'x-number': { pattern: 'D{seq:4}' } }),
      item: text('Item', { format: 'uuid', 'x-reference': { form: 'item' } }),
      amount: decimal('Amount'),
      note: text('Note', { maxLength: 200 }),
    },
    additionalProperties: false,
  },
  ui: { order: ['no', 'item', 'amount', 'note'], codeField: 'no' },
  lifecycle: {
    initial: 'draft',
    states: [
      { id: 'draft', title: title('Draft'), tone: 'draft', editable: true },
      { id: 'sent', title: title('Sent'), tone: 'waiting' },
      { id: 'done', title: title('Done'), tone: 'done' },
      { id: 'refused', title: title('Refused'), tone: 'refused', editable: true },
    ],
    actions: [{ id: 'send', title: title('Send'), from: ['draft'] }],
  },
};

const LOG = {
  ...head('form', 'log'),
  usage: 'document',
  schema: { type: 'object', properties: { amount: decimal('Amount') }, additionalProperties: false },
  ui: { order: ['amount'] },
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
  ...head('posting', 'doc_posting'),
  form: 'doc',
  movements: [
    {
      id: 'in',
      register: 'quantities',
      direction: 'in',
      dimensions: { item: 'item' },
      resources: { qty: 'amount' },
    },
  ],
  vouchers: [
    {
      id: 'worth',
      summary: title('Worth'),
      lines: [
        { id: 'have', side: 'debit', account: 'have', amount: { formula: 'amount' } },
        { id: 'owe', side: 'credit', account: 'owe', amount: { formula: 'amount' } },
      ],
    },
  ],
  accounts: [
    { role: 'have', code: '1001', title: title('Have') },
    { role: 'owe', code: '2001', title: title('Owe') },
  ],
};

const RULE = {
  ...head('rule', 'tell_steward'),
  form: 'doc',
  enabled: true,
  trigger: { on: ['state'], states: ['sent'] },
  phase: 'afterSave',
  priority: 100,
  condition: true,
  actions: [{ id: 'tell', type: 'notify', to: [{ role: 'steward' }], title: title('Sent') }],
};

const late = { timeout: { after: 'PT4H', action: 'remind' } };

/** Asks the lead, above 100 the chief, too; then calls outside, posts and keeps a log. */
export const DRAWN = {
  ...head('flow', 'doc_flow'),
  form: 'doc',
  startAction: 'send',
  states: { running: 'sent', approved: 'done', rejected: 'refused' },
  admin: 'steward',
  nodes: [
    start,
    approval('lead', 'lead', late),
    node('large', 'condition'),
    approval('chief', 'chief', { allowAddSign: false, editable: ['note'] }),
    node('tell', 'action', {
      actions: [{ id: 'call', type: 'callWebhook', endpoint: 'books', payload: {} }],
    }),
    node('pause', 'timer', { after: 'P3D' }),
    node('post', 'action', {
      actions: [
        { id: 'post', type: 'post', posting: 'doc_posting' },
        { id: 'log', type: 'createRecord', form: 'log', values: { amount: 'amount' } },
      ],
    }),
    end,
  ],
  edges: [
    ...chain('start', 'lead', 'large'),
    { id: 'large-chief', from: 'large', to: 'chief', when: { '>': [{ var: 'amount' }, '100'] } },
    { id: 'large-tell', from: 'large', to: 'tell', default: true },
    ...chain('chief', 'tell', 'pause', 'post', 'end'),
  ],
};

const role = (key: string, more: object = {}) => ({
  ...head('role', key),
  forms: [{ form: '*', actions: ['*'], rows: 'all' }],
  ...more,
});

const ROLES = [
  role('clerk'),
  role('lead'),
  role('chief'),
  role('steward', { system: ['administer'] }),
  role('designer', { registers: ['*'], system: ['design', 'vouchers'] }),
  // Designs, but reads only what he made.
  { ...role('drawer', { system: ['design'] }), forms: [{ form: '*', actions: ['*'], rows: 'own' }] },
];

export const APPLICATION = [ITEM, DOC, LOG, QUANTITIES, POSTING, RULE, DRAWN, ...ROLES];

/** People of the company, by their role. */
export type Company = Readonly<
  Record<'clerk' | 'lead' | 'chief' | 'steward' | 'designer' | 'drawer', Person>
>;

/** Publishes the application and hires the company. */
export async function openCompany(engine: TestApp): Promise<Company> {
  await publish(engine, APPLICATION);
  const hired = ['clerk', 'lead', 'chief', 'steward', 'designer', 'drawer'].map(
    async (name) => [name, await aPerson(engine, name, name)] as const,
  );
  return Object.fromEntries(await Promise.all(hired)) as unknown as Company;
}

/** Publishes definitions on top of the release in force. */
export async function publish(engine: TestApp, definitions: readonly object[]): Promise<void> {
  const base = (await engine.get(ReleaseRegistry).refresh()).number;
  try {
    await engine
      .get(Publisher)
      .publish({ definitions: definitions as unknown as Definition[], base, actor: null });
  } catch (error) {
    throw error instanceof Refusal ? new Error(JSON.stringify(error.issues)) : error;
  }
}

/** Keeps a draft. */
export async function draft(engine: TestApp, by: Person, definition: object): Promise<void> {
  const { kind, key } = definition as Definition;
  await engine.get(Drafts).put({ kind, key }, definition as Definition, by.id, undefined);
}

/** Throws a draft away. */
export async function undraft(engine: TestApp, kind: Definition['kind'], key: string): Promise<void> {
  await engine.get(Drafts).discard({ kind, key }, undefined);
}

/** Tries the flow as a designer. */
export function tryOut(
  engine: TestApp,
  by: Person,
  body: object,
  flow = 'doc_flow',
): Promise<TestAnswer<TrialAnswer>> {
  return engine.request<TrialAnswer>('POST', `/api/v1/flows/${flow}/trials`, { key: by.key, body });
}

const TABLES = `
  SELECT c.oid::regclass::text AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
   WHERE n.nspname IN ('core', 'data', 'ledger', 'public') AND c.relkind = 'r' ORDER BY 1`;

const SEQUENCES = `
  SELECT sequencename AS name, coalesce(last_value, 0)::text AS text FROM pg_sequences
   WHERE schemaname = 'number_sequences' ORDER BY 1`;

/** What stands in every table, and how far every series of numbers has come. */
export async function footprint(owner: {
  query(text: string): Promise<{ rows: unknown[] }>;
}): Promise<Readonly<Record<string, string>>> {
  const tables = (await owner.query(TABLES)).rows as { name: string }[];
  const texts: Record<string, string> = {};
  for (const { name } of tables) {
    const { rows } = await owner.query(
      `SELECT count(*) || ' ' || coalesce(md5(string_agg(t::text, '|' ORDER BY t::text)), '') AS text FROM ${name} t`,
    );
    texts[name] = (rows[0] as { text: string }).text;
  }
  for (const { name, text } of (await owner.query(SEQUENCES)).rows as { name: string; text: string }[])
    texts[`number_sequences.${name}`] = text;
  return texts;
}
