import type { Definition } from '@dougong/kernel/metadata';
import { Publisher } from '../../src/releases/publisher.js';
import { startTestApp } from '../support/test-app.js';
import type { TestApp } from '../support/test-app.js';

/** A small house: clerks of two departments, a reader who sees less, somebody who looks after it all. */

const title = (text: string) => ({ 'zh-CN': text, en: text });
const text = (name: string, more = {}) => ({ type: 'string', 'x-title': title(name), ...more });
const head = (kind: string, key: string) => ({ kind, format: 1, key, title: title(key) });

const NOTE = {
  ...head('form', 'note'),
  usage: 'document',
  schema: {
    type: 'object',
    properties: {
      subject: text('Subject'),
      phone: text('Phone', { 'x-index': true }),
      cost: { ...text('Cost'), format: 'decimal', 'x-scale': 2, 'x-index': true },
    },
    additionalProperties: false,
  },
  ui: { order: ['subject', 'phone', 'cost'], titleField: 'subject' },
  lists: [{ id: 'all', title: title('All'), columns: ['subject', 'phone'] }],
  lifecycle: {
    initial: 'draft',
    states: [
      { id: 'draft', title: title('Draft'), tone: 'draft', editable: true },
      { id: 'closed', title: title('Closed'), tone: 'done' },
    ],
    actions: [{ id: 'close', title: title('Close'), from: ['draft'], to: 'closed' }],
  },
};

const role = (key: string, forms: unknown[], more = {}) => ({ ...head('role', key), forms, ...more });
const grant = (more = {}) => ({ form: 'note', actions: ['read', 'create', 'update'], rows: 'all', ...more });

const ROLES = [
  role('chief', [{ form: '*', actions: ['*'], rows: 'all' }], { system: ['design', 'administer', 'audit'] }),
  role('clerk', [grant({ rows: 'department' })]),
  role('leader', [grant({ rows: 'departments_below' })]),
  role('company', [grant({ rows: 'organisation' })]),
  role('closer', [grant({ states: ['closed'], actions: ['read'] })]),
  role('cheap', [grant({ where: { '<': [{ var: 'cost' }, '100'] }, actions: ['read'] })]),
  role('phones', [
    grant({ masked: [{ field: 'phone', first: 3, last: 4 }], hidden: ['cost'], readOnly: ['subject'] }),
  ]),
];

interface Body {
  readonly data: readonly Readonly<Record<string, unknown>>[];
  readonly record: Readonly<Record<string, unknown>> & { readonly id: string; readonly version: number };
  readonly errors: readonly { readonly code: string }[];
  readonly [name: string]: unknown;
}

let engine: TestApp;
const keys = new Map<string, string>();
const ids = new Map<string, string>();

async function ask(
  who: string,
  method: 'GET' | 'POST' | 'PATCH',
  path: string,
  body?: unknown,
  headers = {},
) {
  return engine.request<Body>(method, `/api/v1${path}`, {
    key: keys.get(who) ?? '',
    headers,
    ...(body === undefined ? {} : { body }),
  });
}

const seen = async (who: string) =>
  (await ask(who, 'GET', '/forms/note/records')).body.data.map(({ subject }) => subject).sort();

async function note(who: string, subject: string, more = {}): Promise<string> {
  const { body } = await ask(who, 'POST', '/forms/note/records', { subject, ...more });
  return body.record.id;
}

beforeAll(async () => {
  engine = await startTestApp();
  await engine.get(Publisher).publish({
    definitions: [NOTE, ...ROLES] as unknown as Definition[],
    base: 0,
    actor: null,
    comment: 'notes',
  });
  await engine.database.query(
    `INSERT INTO core.department (id, key, title, parent, active) VALUES
       ('00000000-0000-7000-8000-000000000001', 'company', '{"zh-CN":"c","en":"c"}', NULL, true),
       ('00000000-0000-7000-8000-000000000002', 'sales', '{"zh-CN":"s","en":"s"}', '00000000-0000-7000-8000-000000000001', true),
       ('00000000-0000-7000-8000-000000000003', 'north', '{"zh-CN":"n","en":"n"}', '00000000-0000-7000-8000-000000000002', true),
       ('00000000-0000-7000-8000-000000000004', 'works', '{"zh-CN":"w","en":"w"}', '00000000-0000-7000-8000-000000000001', true)`,
  );
  const people = [
    ['chief', 'chief', null],
    ['ann', 'clerk', 'north'],
    ['bo', 'clerk', 'north'],
    ['will', 'clerk', 'works'],
    ['sue', 'leader', 'sales'],
    ['max', 'company', 'works'],
    ['clo', 'closer', null],
    ['cheap', 'cheap', null],
    ['pho', 'phones', null],
  ] as const;
  for (const [login, of, department] of people) {
    const id = await engine.createUser(login, { roles: [of] });
    ids.set(login, id);
    keys.set(login, await engine.keyOf(id));
    if (department !== null)
      await engine.database.query(
        'UPDATE core.user_account SET department = (SELECT id FROM core.department WHERE key = $2) WHERE id = $1',
        [id, department],
      );
  }
  await engine.database.query('UPDATE core.directory_version SET version = version + 1');
  await note('ann', 'of ann', { cost: '50', phone: '13812345678' });
  await note('will', 'of will', { cost: '500' });
  const closed = await note('chief', 'of chief');
  await ask('chief', 'POST', `/forms/note/records/${closed}/actions/close`, {});
}, 300_000);

afterAll(() => engine.stop());

describe('which records a role reaches', () => {
  test('a department, those below, the whole organisation', async () => {
    expect(await seen('ann')).toEqual(['of ann']);
    expect(await seen('bo')).toEqual(['of ann']);
    expect(await seen('sue')).toEqual(['of ann']);
    expect(await seen('max')).toEqual(['of ann', 'of will']);
    expect(await seen('chief')).toEqual(['of ann', 'of chief', 'of will']);
  });

  test('states and conditions, the same in lists and on pages', async () => {
    expect(await seen('clo')).toEqual(['of chief']);
    expect(await seen('cheap')).toEqual(['of ann']);
    const { body } = await ask('chief', 'GET', '/forms/note/records');
    for (const who of ['ann', 'bo', 'sue', 'max', 'clo', 'cheap']) {
      const listed = await seen(who);
      for (const { id, subject } of body.data) {
        const { status } = await ask(who, 'GET', `/forms/note/records/${String(id)}`);
        expect([who, subject, status]).toEqual([who, subject, listed.includes(subject) ? 200 : 404]);
      }
    }
  });

  test('who may not see a record cannot change it either', async () => {
    const { body } = await ask('will', 'GET', '/forms/note/records');
    const path = `/forms/note/records/${String(body.data[0]?.['id'])}`;
    const patch = await ask('ann', 'PATCH', path, { subject: 'x' }, { 'if-match': '"1"' });
    expect(patch.status).toBe(404);
  });
});

describe('a text shown in part', () => {
  test('shows its ends on pages and in lists, and is not to be asked, sorted, searched or written by', async () => {
    const { body } = await ask('pho', 'GET', '/forms/note/records?sort=-created_at');
    const mine = body.data.find(({ subject }) => subject === 'of ann');
    expect(mine?.['phone']).toBe('138••••5678');
    expect(mine).not.toHaveProperty('cost');
    const path = `/forms/note/records/${String(mine?.['id'])}`;
    const page = await ask('pho', 'GET', path);
    expect(page.body.record['phone']).toBe('138••••5678');
    expect(page.text).not.toContain('13812345678');
    for (const query of ['filter[phone]=13812345678', 'filter[phone][starts]=138', 'sort=phone', 'sort=cost'])
      expect([query, (await ask('pho', 'GET', `/forms/note/records?${query}`)).status]).toEqual([query, 400]);
    const match = { 'if-match': `"${page.body.record.version}"` };
    const written = await ask('pho', 'PATCH', path, { phone: '1' }, match);
    expect(written.body.errors.map(({ code }) => code)).toEqual(['field_not_yours']);
    const renamed = await ask('pho', 'PATCH', path, { subject: 'x' }, match);
    expect(renamed.body.errors.map(({ code }) => code)).toEqual(['field_not_yours']);
    const hidden = await ask('pho', 'PATCH', path, { cost: '1' }, match);
    expect(hidden.body.errors.map(({ code }) => code)).toEqual(['unknown_field']);
  });
});

describe('why', () => {
  test('names the grant that decides, in a sentence, and needs the right to administer', async () => {
    const answer = await ask('chief', 'GET', '/access/why?user=pho&form=note&field=cost');
    expect(answer.body).toMatchObject({
      allowed: true,
      sight: 'hidden',
      deciding: { role: 'phones', path: '/forms/0', outcome: 'field_hidden' },
    });
    expect(answer.body['text']).toContain('Cost');
    const closing = await ask('chief', 'GET', '/access/why?user=chief&form=note&action=close');
    expect(closing.body['text']).toContain('Close');
    expect((await ask('ann', 'GET', '/access/why?user=pho&form=note')).status).toBe(403);
  });

  test('tells for a record what it depends on', async () => {
    const { body } = await ask('will', 'GET', '/forms/note/records');
    const record = String(body.data[0]?.['id']);
    const answer = await ask('chief', 'GET', `/access/why?user=ann&form=note&record=${record}`);
    expect(answer.body).toMatchObject({ allowed: false });
    expect(answer.body['considered']).toContainEqual(
      expect.objectContaining({ role: 'clerk', outcome: 'out_of_reach' }),
    );
    expect(answer.body['considered']).toContainEqual(
      expect.objectContaining({ role: 'company', outcome: 'not_held' }),
    );
  });

  test('refuses what is not there with its place', async () => {
    expect((await ask('chief', 'GET', '/access/why?user=nobody&form=note')).status).toBe(400);
    expect((await ask('chief', 'GET', '/access/why?user=ann&form=none')).status).toBe(404);
    const field = await ask('chief', 'GET', '/access/why?user=ann&form=note&field=costs');
    expect(field.body.errors).toMatchObject([{ code: 'unknown_field' }]);
  });
});

describe('what changed roles would mean', () => {
  test('is told with everybody whom it meets, before anything is published', async () => {
    const draft = { ...ROLES[1], forms: [grant({ rows: 'department', hidden: ['cost'] })] };
    const put = await engine.request('PUT', '/api/v1/drafts/role/clerk', {
      key: keys.get('chief') ?? '',
      body: { definition: draft },
      headers: { 'if-match': '"0"' },
    });
    expect([put.status, put.text]).toEqual([200, expect.anything()]);
    const { body } = await ask('chief', 'GET', '/access/changes');
    expect(body['changes']).toMatchObject([
      { form: 'note', what: 'loses_field', subject: 'cost', people: [{}, {}, {}] },
    ]);
    expect(JSON.stringify(body['changes'])).toContain('3');
  });

  test('grants of what is not there are refused with their place', async () => {
    const forms = [
      grant({ hidden: ['costs'] }),
      grant({ masked: [{ field: 'cost', last: 2 }] }),
      grant({ states: ['gone'] }),
      grant({ where: { '==': [{ var: 'today' }, '2026-01-01'] } }),
    ];
    const bad = forms.map((each, at) => role(`bad${at}`, [each]));
    const publish = engine.get(Publisher).publish({
      definitions: [NOTE, ...ROLES, ...bad] as unknown as Definition[],
      base: 1,
      actor: null,
      comment: 'bad',
    });
    const refused = await publish.then(
      () => undefined,
      (error: { issues?: readonly { code: string; path: string }[] }) => error,
    );
    expect(refused?.issues?.map(({ code, path }) => `${code} ${path}`)).toEqual(
      expect.arrayContaining([
        expect.stringContaining('unknown_field'),
        expect.stringContaining('mask_needs_text'),
        expect.stringContaining('unknown_state'),
        expect.stringContaining('grant_condition_too_far'),
      ]),
    );
  });
});
