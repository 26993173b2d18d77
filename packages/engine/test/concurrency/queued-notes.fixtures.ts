import { Publisher } from '../../src/releases/publisher.js';
import type { TestAnswer, TestApp } from '../support/test-app.js';

/**
 * Notes that post as soon as they are made; those of `queued` wait in line for their balance, those of `locked` lock it each. Both
 * also with layers.
 */

const title = (text: string) => ({ 'zh-CN': text, en: text });
const text = (name: string, more = {}) => ({ type: 'string', 'x-title': title(name), ...more });
const decimal = (name: string, scale: number) =>
  text(name, { format: 'decimal', 'x-scale': scale, 'x-minimum': '0' });
const head = (kind: string, key: string) => ({ kind, format: 1, key, title: title(key) });

export const WAYS_OF_KEEPING = ['queued', 'locked', 'queued_layers', 'locked_layers'] as const;
export type Kept = (typeof WAYS_OF_KEEPING)[number];

const noteForm = (key: string) => ({
  ...head('form', key),
  usage: 'document',
  schema: {
    type: 'object',
    properties: {
      mark: text('Mark', { 'x-unique': true }),
      way: text('Way', { enum: ['in', 'out'], 'x-titles': [title('In'), title('Out')] }),
      day: { type: 'string', format: 'date', 'x-title': title('Day'), 'x-default': 'today' },
      lines: {
        type: 'array',
        'x-title': title('Lines'),
        items: {
          type: 'object',
          properties: { item: text('Item'), qty: decimal('Quantity', 3), amount: decimal('Amount', 2) },
          required: ['item', 'qty'],
          additionalProperties: false,
        },
      },
    },
    required: ['way'],
    additionalProperties: false,
  },
  ui: { order: ['mark', 'way', 'day', 'lines'], titleField: 'mark' },
  lists: [{ id: 'all', title: title('All'), columns: ['mark'], sort: ['mark'] }],
  lifecycle: {
    initial: 'done',
    states: [{ id: 'done', title: title('Done'), tone: 'done' }],
    actions: [],
  },
});

const pool = (key: string, kept: Kept) => ({
  ...head('register', key),
  type: 'balance',
  dimensions: [{ id: 'item', title: title('Item'), type: 'text', required: true }],
  resources: [
    { id: 'qty', title: title('Quantity'), scale: 3, role: 'quantity' },
    { id: 'amount', title: title('Amount'), scale: 2, role: 'amount' },
  ],
  negative: 'refuse',
  valuation: kept.endsWith('layers') ? 'fifo' : 'moving_average',
  balance: kept.startsWith('queued') ? 'queued' : 'locked',
});

const movement = (id: 'in' | 'out', register: string, resources: Record<string, string>) => ({
  id: `goes_${id}`,
  register,
  foreach: 'lines',
  when: { '==': [{ var: 'way' }, id] },
  direction: id,
  dimensions: { item: 'lines.item' },
  resources,
});

function applicationOf(kept: Kept) {
  const [form, register] = [`${kept}_note`, `${kept}_pool`];
  return [
    noteForm(form),
    pool(register, kept),
    {
      ...head('posting', `${form}_posting`),
      form,
      businessDate: 'day',
      movements: [
        movement('in', register, { qty: 'lines.qty', amount: 'lines.amount' }),
        movement('out', register, { qty: 'lines.qty' }),
      ],
    },
    {
      ...head('rule', `post_${form}`),
      form,
      enabled: true,
      trigger: { on: ['create'] },
      phase: 'afterSave',
      priority: 100,
      condition: true,
      actions: [{ id: 'post', type: 'post', posting: `${form}_posting` }],
    },
  ];
}

/** Hears of every item of which few are left. */
const FEW_LEFT = {
  ...head('rule', 'few_left'),
  form: 'queued_note',
  enabled: true,
  phase: 'afterSave',
  trigger: {
    on: ['threshold'],
    threshold: { register: 'queued_pool', resource: 'qty', comparison: '<', value: '5' },
  },
  priority: 100,
  condition: true,
  actions: [{ id: 'make', type: 'createRecord', form: 'locked_note', values: { way: '"in"' } }],
};

const CLERK = {
  ...head('role', 'clerk'),
  forms: WAYS_OF_KEEPING.map((kept) => ({ form: `${kept}_note`, actions: ['*'], rows: 'all' })),
  registers: ['*'],
};

export async function publishNotes(engine: TestApp): Promise<void> {
  const definitions = [...WAYS_OF_KEEPING.flatMap(applicationOf), FEW_LEFT, CLERK];
  await engine.get(Publisher).publish({ definitions, base: 0, actor: null, comment: 'notes' });
}

export interface NoteLine {
  readonly item: string;
  readonly qty: string;
  readonly amount?: string;
}

export interface Note {
  readonly way: 'in' | 'out';
  readonly lines: readonly NoteLine[];
  readonly mark?: string;
  readonly day?: string;
}

type Answer = TestAnswer<{ readonly record?: { readonly id: string }; readonly code?: string }>;

/** Sends notes as a program does that signs in with a key. */
export class NoteClerk {
  private constructor(
    private readonly engine: TestApp,
    private readonly key: string,
  ) {}

  static async signIn(engine: TestApp, login: string): Promise<NoteClerk> {
    const id = await engine.createUser(login, { roles: ['clerk'] });
    return new NoteClerk(engine, await engine.keyOf(id));
  }

  send(
    kept: Kept,
    note: Note,
    { once, preview }: { once?: string; preview?: boolean } = {},
  ): Promise<Answer> {
    const headers = once === undefined ? undefined : { 'idempotency-key': once };
    const path = `/api/v1/forms/${kept}_note/records${preview ? '?preview=true' : ''}`;
    return this.engine.request('POST', path, { key: this.key, body: note, ...(headers ? { headers } : {}) });
  }

  /** The status, with the code where it was refused. */
  async outcome(kept: Kept, note: Note): Promise<string> {
    const { status, body } = await this.send(kept, note);
    return status < 300 ? String(status) : `${status} ${body.code ?? ''}`;
  }
}

export interface MovementRow {
  readonly r1: string;
  readonly r2: string;
  readonly after1: string;
  readonly after2: string;
  readonly xid: string;
}

/** What happened to an item, in the order in which it did. */
export async function movementsOf(
  engine: TestApp,
  kept: Kept,
  item: string,
): Promise<readonly MovementRow[]> {
  const { rows } = await engine.database.query<MovementRow & Record<string, unknown>>(
    `SELECT m.r1::text, m.r2::text, m.after1::text, m.after2::text, p.xid::text
       FROM ledger.movement m JOIN ledger.posting p ON p.id = m.posting_id JOIN ledger.register_key k ON k.id = m.key_id
      WHERE k.register = $1 AND k.s1 = $2 ORDER BY m.seq`,
    [`${kept}_pool`, item],
  );
  return rows;
}

/** Every balance is the sum of its movements and of its layers, and says what the last of them left; every note is posted, and only notes are. */
export async function faultsInBooks(engine: TestApp): Promise<readonly unknown[]> {
  const { rows } = await engine.database.query(`
    SELECT k.register, k.s1, b.r1::text, b.r2::text, m.r1::text AS moved1, m.r2::text AS moved2
      FROM ledger.balance b JOIN ledger.register_key k ON k.id = b.key_id
      LEFT JOIN (SELECT key_id, sum(r1) AS r1, sum(r2) AS r2 FROM ledger.movement GROUP BY key_id) m USING (key_id)
     WHERE b.r1 <> coalesce(m.r1, 0) OR b.r2 <> coalesce(m.r2, 0) OR b.r1 < 0 OR (b.r1 = 0 AND b.r2 <> 0)`);
  const { rows: broken } = await engine.database.query(`
    SELECT seq FROM (
      SELECT m.seq, m.after1 - m.r1 - lag(m.after1, 1, 0) OVER w AS gap1, m.after2 - m.r2 - lag(m.after2, 1, 0) OVER w AS gap2
        FROM ledger.movement m WINDOW w AS (PARTITION BY m.key_id ORDER BY m.seq)) x WHERE gap1 <> 0 OR gap2 <> 0`);
  const { rows: unposted } = await engine.database.query(`
    SELECT n.id FROM (${WAYS_OF_KEEPING.map((kept) => `SELECT id FROM data.${kept}_note`).join(' UNION ALL ')}) n
      FULL JOIN ledger.posting p ON p.source_id = n.id WHERE p.id IS NULL OR n.id IS NULL`);
  const { rows: layers } = await engine.database.query(`
    SELECT b.key_id FROM ledger.balance b JOIN (
      SELECT key_id, sum(quantity) AS r1, sum(amount) AS r2 FROM ledger.layer WHERE open GROUP BY key_id) l USING (key_id)
     WHERE l.r1 <> b.r1 OR l.r2 <> b.r2`);
  return [...rows, ...broken, ...unposted, ...layers];
}
