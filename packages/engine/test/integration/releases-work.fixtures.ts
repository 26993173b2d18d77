import type { Definition } from '@dougong/kernel/metadata';
import { Publisher } from '../../src/releases/publisher.js';
import type { Problem } from '../../src/http/problem.js';
import { startTestApp } from '../support/test-app.js';
import type { TestAnswer, TestApp, TestAppOptions } from '../support/test-app.js';

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- many routes, each looked at by its test
export type Body = any;

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

export const title = (zh: string, en: string) => ({ 'zh-CN': zh, en });

export const NOTE = { type: 'string', 'x-title': title('备注', 'Note') };

export const CLAIM = {
  kind: 'form',
  format: 1,
  key: 'claim',
  title: title('申请', 'Claim'),
  usage: 'document',
  schema: {
    type: 'object',
    properties: {
      amount: { type: 'string', format: 'decimal', 'x-scale': 2, 'x-title': title('金额', 'Amount') },
      reason: { type: 'string', 'x-title': title('事由', 'Reason') },
    },
  },
  ui: { order: ['amount', 'reason'] },
  lifecycle: {
    initial: 'draft',
    states: [
      { id: 'draft', title: title('草稿', 'Draft'), tone: 'draft', editable: true },
      { id: 'asked', title: title('审批中', 'Asked'), tone: 'waiting' },
      { id: 'done', title: title('完成', 'Done'), tone: 'done' },
    ],
    actions: [{ id: 'ask', title: title('提交', 'Send'), from: ['draft'] }],
  },
} as unknown as Definition;

export const AGREE = {
  kind: 'flow',
  format: 1,
  key: 'agree',
  title: title('审批', 'Agreement'),
  form: 'claim',
  startAction: 'ask',
  states: { running: 'asked', approved: 'done', rejected: 'draft' },
  admin: 'designer',
  nodes: [
    { id: 's', type: 'start', title: title('发起', 'Start'), config: {} },
    {
      id: 'a',
      type: 'approval',
      title: title('主管', 'Manager'),
      config: { assignees: [{ role: 'designer' }] },
    },
    { id: 'e', type: 'end', title: title('结束', 'End'), config: {} },
  ],
  edges: [
    { id: 'e1', from: 's', to: 'a' },
    { id: 'e2', from: 'a', to: 'e' },
  ],
} as unknown as Definition;

export const role = (key: string, forms: readonly object[], system: readonly string[] = []): Definition =>
  ({ kind: 'role', format: 1, key, title: title(key, key), forms, system }) as unknown as Definition;

export const ROLES = [
  role('designer', [{ form: '*', actions: ['*'], rows: 'all' }], ['design', 'administer', 'audit']),
  role('clerk', [{ form: 'claim', actions: ['read', 'create', 'ask'], rows: 'own' }]),
];

/** A copy of a definition with something changed. */
export function edited<D>(definition: D, edit: (copy: Body) => void): D {
  const copy = JSON.parse(JSON.stringify(definition)) as D;
  edit(copy);
  return copy;
}

export const withNote = (form: Definition = CLAIM): Definition =>
  edited(form, (copy) => {
    copy.schema.properties.note = NOTE;
    copy.ui.order.push('note');
  });

/** An application with designers at work on it. */
export class Workshop {
  private readonly keys = new Map<string, string>();

  private constructor(readonly engine: TestApp) {}

  static async open(
    definitions: readonly Definition[] = [CLAIM, AGREE, ...ROLES],
    options: TestAppOptions = {},
  ): Promise<Workshop> {
    const workshop = new Workshop(await startTestApp(options));
    await workshop.install(definitions, 0);
    await workshop.hire('mei', 'designer');
    await workshop.hire('lin', 'designer');
    await workshop.hire('wang', 'clerk');
    return workshop;
  }

  /** Publishes past all drafts, as the installation of a template does. */
  async install(definitions: readonly Definition[], base: number): Promise<void> {
    await this.engine.get(Publisher).publish({ definitions, base, actor: null, comment: 'installed' });
  }

  async hire(login: string, ...roles: readonly string[]): Promise<void> {
    const id = await this.engine.createUser(login, { roles });
    this.keys.set(login, await this.engine.keyOf(id));
  }

  keyOf(login: string): string {
    const key = this.keys.get(login);
    if (key === undefined) throw new Error(`${login} was not hired`);
    return key;
  }

  as(
    login: string,
    method: Method,
    path: string,
    body?: unknown,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<TestAnswer<Body>> {
    return this.engine.request<Body>(method, `/api/v1/${path}`, {
      body,
      key: this.keys.get(login),
      headers: { 'accept-language': 'en', ...headers },
    });
  }

  /** The body of an answer that is as wished. */
  async ok(login: string, method: Method, path: string, body?: unknown): Promise<Body> {
    const answer = await this.as(login, method, path, body);
    if (answer.status >= 300) throw new Error(`${method} ${path}: ${answer.status} ${answer.text}`);
    return answer.body;
  }

  async refused(login: string, method: Method, path: string, body?: unknown, headers = {}): Promise<Problem> {
    return (await this.as(login, method, path, body, headers)).body as Problem;
  }

  draft(definition: Definition, login = 'mei'): Promise<Body> {
    return this.ok(login, 'PUT', `drafts/${definition.kind}/${definition.key}`, { definition });
  }

  async publish(login = 'mei'): Promise<number> {
    return (await this.ok(login, 'POST', 'publish', {})).release.number as number;
  }
}
