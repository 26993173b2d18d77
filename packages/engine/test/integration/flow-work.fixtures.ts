import type { Definition } from '@dougong/kernel/metadata';
import { Refusal } from '../../src/http/refusal.js';
import { Publisher } from '../../src/releases/publisher.js';
import type { TestAnswer, TestApp } from '../support/test-app.js';

/** Small forms, each with a flow of its own, and what people do with them over HTTP. */

const title = (text: string) => ({ 'zh-CN': text, en: text });
const head = (kind: string, key: string) => ({ kind, format: 1, key, title: title(key) });

export const node = (id: string, type: string, config: object = {}) => ({
  id,
  type,
  title: title(id),
  config,
});
export const start = node('start', 'start');
export const end = node('end', 'end');
export const approval = (id: string, role: string, config: object = {}) =>
  node(id, 'approval', { assignees: [{ role }], ...config });

/** Lines from each node to the next. */
export const chain = (...ids: readonly string[]) =>
  ids.slice(1).map((to, at) => ({ id: `${ids[at]}-${to}`, from: ids[at] ?? '', to }));

const field = (text: string, more: object = {}) => ({ type: 'string', 'x-title': title(text), ...more });

function form(key: string) {
  return {
    ...head('form', key),
    usage: 'document',
    schema: {
      type: 'object',
      properties: {
        amount: field('Amount', { format: 'decimal', 'x-scale': 2 }),
        note: field('Note', { maxLength: 200 }),
        secret: field('Secret', { maxLength: 200 }),
      },
      additionalProperties: false,
    },
    ui: { order: ['amount', 'note', 'secret'] },
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
}

/** A flow of the form with the same key. */
export interface FlowParts {
  readonly nodes: readonly object[];
  readonly edges: readonly object[];
  readonly settings?: object;
  /** The form, where it is not the flow's own; such a flow runs inside of others only. */
  readonly form?: string;
}

function flow(key: string, { form: other, ...parts }: FlowParts) {
  return {
    ...head('flow', `${key}_flow`),
    form: other ?? key,
    ...(other === undefined ? { startAction: 'send' } : {}),
    states: other === undefined ? { running: 'sent', approved: 'done', rejected: 'refused' } : {},
    admin: 'steward',
    ...parts,
  };
}

const ROLES = ['clerk', 'lead', 'chief', 'steward'];

function role(key: string, forms: readonly string[], rows: string) {
  return { ...head('role', key), forms: forms.map((each) => ({ form: each, actions: ['*'], rows })) };
}

export interface Others {
  /** Which records a role sees, where not all. */
  readonly rows?: Readonly<Record<string, 'own' | 'all'>>;
  readonly rules?: readonly object[];
}

/** A rule that starts the flow of a form for its drafts, every minute. */
export const startsByItself = (key: string) => ({
  ...head('rule', `${key}_start`),
  form: key,
  phase: 'afterSave',
  priority: 100,
  enabled: true,
  trigger: { on: ['schedule'], schedule: { every: 'PT1M' } },
  condition: { '==': [{ var: 'status' }, 'draft'] },
  actions: [{ id: 'start', type: 'startFlow', flow: `${key}_flow` }],
});

/** Publishes forms with their flows as one release on top of another. */
export async function publishFlows(
  engine: TestApp,
  flows: Readonly<Record<string, FlowParts>>,
  base = 0,
  { rows = {}, rules = [] }: Others = {},
): Promise<void> {
  const own = Object.keys(flows).filter((key) => flows[key]?.form === undefined);
  const definitions = [
    ...own.map(form),
    ...Object.entries(flows).map(([key, parts]) => flow(key, parts)),
    ...ROLES.map((key) => role(key, own, rows[key] ?? 'all')),
    { ...head('role', 'admin'), forms: [], system: ['administer'] },
    ...rules,
  ];
  try {
    await engine
      .get(Publisher)
      .publish({ definitions: definitions as unknown as Definition[], base, actor: null });
  } catch (error) {
    throw error instanceof Refusal ? new Error(JSON.stringify(error.issues)) : error;
  }
}

export interface Person {
  readonly id: string;
  readonly key: string;
}

/** Somebody with roles. */
export async function aPerson(engine: TestApp, login: string, ...roles: readonly string[]): Promise<Person> {
  const id = await engine.createUser(login, { roles });
  return { id, key: await engine.keyOf(id) };
}

interface RecordBody {
  readonly record: { readonly id: string };
}

/** Makes a document and sends it into its flow. */
export async function sent(engine: TestApp, of: string, by: Person, values: object = {}): Promise<string> {
  const path = `/api/v1/forms/${of}/records`;
  const made = await engine.request<RecordBody>('POST', path, { key: by.key, body: values });
  const { id } = made.body.record;
  const answer = await engine.request('POST', `${path}/${id}/actions/send`, { key: by.key, body: {} });
  if (answer.status !== 200) throw new Error(answer.text);
  return id;
}

export interface OpenTask {
  readonly id: string;
  readonly node: string;
  readonly assignee: string;
  readonly kind: string;
}

/** The open to-dos on a record, by node. */
export async function openTasks(engine: TestApp, record: string): Promise<readonly OpenTask[]> {
  const { rows } = await engine.database.query<OpenTask & Record<string, unknown>>(
    `SELECT id, node_id AS node, assignee, kind FROM core.task WHERE record_id = $1 AND state = 'open' AND kind <> 'cc'
      ORDER BY node_id, opened_at, id`,
    [record],
  );
  return rows;
}

/** Nodes with an open to-do. */
export async function openNodes(engine: TestApp, record: string): Promise<readonly string[]> {
  return (await openTasks(engine, record)).map(({ node: id }) => id);
}

/** What somebody does with his open to-do on a record. */
export async function act(
  engine: TestApp,
  by: Person,
  record: string,
  action: string,
  body: object = {},
): Promise<TestAnswer> {
  const tasks = await openTasks(engine, record);
  const task = tasks.find(({ assignee }) => assignee === by.id);
  if (!task) throw new Error(`nothing waits for ${by.id}: ${JSON.stringify(tasks)}`);
  return engine.request('POST', `/api/v1/tasks/${task.id}/actions/${action}`, { key: by.key, body });
}

/** What somebody does with the flow of a record. */
export function onFlow(
  engine: TestApp,
  by: Person,
  of: string,
  record: string,
  action: string,
  body: object = {},
): Promise<TestAnswer> {
  return engine.request('POST', `/api/v1/forms/${of}/records/${record}/flow/actions/${action}`, {
    key: by.key,
    body,
  });
}

export interface InstanceRow {
  readonly id: string;
  readonly status: string;
  readonly revision: number;
  readonly trouble: string | null;
  readonly parent: string | null;
  readonly reason: string | null;
}

/** The instances on a record, the main one first. */
export async function instancesOf(engine: TestApp, record: string): Promise<readonly InstanceRow[]> {
  const { rows } = await engine.database.query<InstanceRow & Record<string, unknown>>(
    `SELECT id, status, revision, trouble, parent_id AS parent, state ->> 'reason' AS reason FROM core.flow_instance
      WHERE record_id = $1 ORDER BY parent_id IS NOT NULL, started_at, id`,
    [record],
  );
  return rows;
}

export async function statusOf(engine: TestApp, record: string): Promise<string | undefined> {
  return (await instancesOf(engine, record))[0]?.status;
}

/** The kinds of events of all instances of a record, in order. */
export async function eventsOf(engine: TestApp, record: string): Promise<readonly string[]> {
  const { rows } = await engine.database.query<{ readonly kind: string }>(
    `SELECT e.kind FROM core.flow_event e JOIN core.flow_instance i ON i.id = e.instance_id WHERE i.record_id = $1
      ORDER BY i.started_at, e.instance_id, e.seq`,
    [record],
  );
  return rows.map(({ kind }) => kind);
}
