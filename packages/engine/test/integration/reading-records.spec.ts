import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { readGrant } from '../../src/records/form-grant.js';
import { sortableFields } from '../../src/records/list-order.js';
import { pageParts } from '../../src/records/list-pages.js';
import { parseListQuestion } from '../../src/records/list-question.js';
import { pageStatement } from '../../src/records/list-statement.js';
import { ReleaseRegistry } from '../../src/releases/release-registry.js';
import { SubjectStore } from '../../src/identity/subject-store.js';
import { startTestApp } from '../support/test-app.js';
import type { TestAnswer, TestApp } from '../support/test-app.js';
import { anActor, publishClaims } from './reading-records.fixtures.js';
import type { Actor } from './reading-records.fixtures.js';

type Row = Record<string, unknown> & { readonly id: string };

interface PageBody {
  readonly data: readonly Row[];
  readonly nextCursor?: string;
  readonly total?: number;
  readonly refs: Record<string, Record<string, Record<string, string>>>;
  readonly users: Record<string, string>;
}

interface RecordBody {
  readonly actions: readonly unknown[];
  readonly editable: { readonly header: readonly string[]; readonly lines: unknown };
}

interface AppBody {
  readonly menu: readonly { readonly id: string; readonly entries: readonly { readonly id: string }[] }[];
  readonly forms: readonly unknown[];
}

const CLAIMS = '/api/v1/forms/claim/records';
const BULK = 3000;

let engine: TestApp;
let chief: Actor;
let reader: Actor;
let owner: Actor;
let assignee: Actor;
let outsider: Actor;
let places: readonly string[];

/** Fills the list at once; every fourth record has no due day and no cost. */
async function fillClaims(by: Actor): Promise<void> {
  places = [randomUUID(), randomUUID()];
  await engine.database.query(
    `INSERT INTO data.place (id, version, status, created_at, created_by, updated_at, updated_by, code, name)
     SELECT p.id, 1, 'active', now(), $2, now(), $2, 'P' || n, 'Place ' || n FROM unnest($1::uuid[]) WITH ORDINALITY AS p(id, n)`,
    [places, by.id],
  );
  await engine.database.query(
    `INSERT INTO data.claim (id, version, status, created_at, created_by, updated_at, updated_by, no, subject, place, amount, cost, due, urgent)
     SELECT gen_random_uuid(), 1, 'draft', timestamptz '2026-01-01' + n * interval '1 minute', $1, now(), $1, 'B-' || lpad(n::text, 5, '0'),
            'Subject ' || n, ($2::uuid[])[1 + n % 2], n % 1000, CASE WHEN n % 4 > 0 THEN n % 7 END,
            CASE WHEN n % 4 > 0 THEN date '2026-01-01' + n % 50 END, n % 10 = 0
       FROM generate_series(1, ${BULK}) n`,
    [by.id, places],
  );
  const database = new pg.Client({ connectionString: engine.urls.ownerUrl });
  await database.connect();
  await database.query('ANALYZE data.claim, data.place').finally(() => database.end());
}

function get<Body = PageBody>(
  actor: Actor,
  path: string,
  headers: Record<string, string> = {},
): Promise<TestAnswer<Body>> {
  return engine.request<Body>('GET', path, { key: actor.key, headers });
}

async function create(actor: Actor, values: object): Promise<Row> {
  const answer = await engine.request<{ record: Row }>('POST', CLAIMS, { key: actor.key, body: values });
  expect(answer.status).toBe(201);
  return answer.body.record;
}

/** Follows the cursors to the end. */
async function allPages(
  actor: Actor,
  query: string,
  between?: () => Promise<unknown>,
): Promise<readonly Row[]> {
  const rows: Row[] = [];
  let cursor: string | undefined;
  do {
    const page = await get(actor, `${CLAIMS}?${query}${cursor === undefined ? '' : `&cursor=${cursor}`}`);
    expect(page.status).toBe(200);
    rows.push(...page.body.data);
    cursor = page.body.nextCursor;
    await between?.();
  } while (cursor !== undefined);
  return rows;
}

async function openTaskOn(recordId: string, person: Actor): Promise<void> {
  await engine.database.query(
    `INSERT INTO core.task (id, form, record_id, kind, title, assignee, state, opened_at) VALUES ($1, 'claim', $2, 'complete', '{"zh-CN":"看","en":"Look"}', $3, 'open', now())`,
    [randomUUID(), recordId, person.id],
  );
}

beforeAll(async () => {
  engine = await startTestApp();
  await publishClaims(engine);
  [chief, reader, owner, assignee, outsider] = (await Promise.all(
    ['chief', 'reader', 'owner', 'assignee', 'outsider'].map((role) => anActor(engine, role, role)),
  )) as [Actor, Actor, Actor, Actor, Actor];
  await fillClaims(chief);
});

afterAll(() => engine.stop());

describe('a list', () => {
  test('shows every record once on its pages, in order', async () => {
    const rows = await allPages(chief, 'sort=created_at&limit=200');
    expect(new Set(rows.map((row) => row.id)).size).toBe(rows.length);
    expect(rows.length).toBe(BULK);
    const times = rows.map((row) => String(row['created_at']));
    expect(times).toEqual([...times].sort());
  });

  test('skips and repeats nothing while others add records', async () => {
    const place = places[0] ?? '';
    const before = await allPages(
      chief,
      `sort=amount&limit=200&filter[place]=${place}&filter[amount][lt]=500`,
    );
    const during = await allPages(
      chief,
      `sort=amount&limit=100&filter[place]=${place}&filter[amount][lt]=500`,
      () => create(chief, { subject: 'added', amount: '499.50', place }),
    );
    const ids = during.map((row) => row.id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.filter((id) => before.some((row) => row.id === id))).toEqual(before.map((row) => row.id));
  });

  test.each(['due', '-due'])('loses no record without a value when sorted by %s', async (sort) => {
    const total = (await get(chief, `${CLAIMS}?count=exact&limit=1`)).body.total;
    const rows = await allPages(chief, `sort=${sort}&limit=190`);
    expect(rows.length).toBe(total);
    const firstBlank = rows.findIndex((row) => row['due'] === null);
    const lastBlank = rows.findLastIndex((row) => row['due'] === null);
    expect(sort === 'due' ? lastBlank : firstBlank).toBe(sort === 'due' ? rows.length - 1 : 0);
    const days = rows.flatMap((row) => (row['due'] === null ? [] : [String(row['due'])]));
    expect(days).toEqual(sort === 'due' ? [...days].sort() : [...days].sort().reverse());
  });

  test.each([
    ['filter[amount]=12', (row: Row) => row['amount'] === '12'],
    ['filter[amount][gte]=998', (row: Row) => ['998', '999'].includes(String(row['amount']))],
    ['filter[amount][between]=3,4', (row: Row) => ['3', '4'].includes(String(row['amount']))],
    ['filter[due][blank]=true', (row: Row) => row['due'] === null],
    ['filter[due][lte]=2026-01-02', (row: Row) => String(row['due']) <= '2026-01-02'],
    ['filter[urgent]=true', (row: Row) => row['urgent'] === true],
    ['filter[subject][contains]=ject 77', (row: Row) => String(row['subject']).includes('ject 77')],
    ['filter[no][starts]=B-0001', (row: Row) => String(row['no']).startsWith('B-0001')],
    ['filter[status][in]=draft,closed', (row: Row) => row['status'] === 'draft'],
  ])('keeps to %s', async (filter, fits) => {
    const { status, body } = await get(chief, `${CLAIMS}?${filter}`);
    expect(status).toBe(200);
    expect(body.data.length).toBeGreaterThan(0);
    expect(body.data.every(fits)).toBe(true);
  });

  test('takes a search for words and not for a pattern', async () => {
    expect((await get(chief, `${CLAIMS}?q=subject 2999`)).body.data.map((row) => row['no'])).toEqual([
      'B-02999',
    ]);
    expect((await get(chief, `${CLAIMS}?q=%25`)).body.data).toEqual([]);
    expect(
      (await get(chief, `${CLAIMS}?q=${encodeURIComponent(`'; DROP TABLE data.claim --`)}`)).status,
    ).toBe(200);
  });

  test('shows the names of what its records refer to', async () => {
    const { data, refs, users } = (await get(chief, `${CLAIMS}?limit=1&filter[no]=B-00001`)).body;
    expect(refs['place']?.[String(data[0]?.['place'])]).toEqual({ code: 'P2', title: 'Place 2' });
    expect(users[chief.id]).toBe('chief');
  });

  test('keeps to the condition of the list that is asked for', async () => {
    const { data, total } = (await get(chief, `${CLAIMS}?list=large_or_urgent&limit=200&count=exact`)).body;
    expect(total).toBeLessThan(BULK);
    const isShown = (row: Row) =>
      Number(row['amount']) > 900 || (row['urgent'] === true && row['place'] !== places[0]);
    expect(data.every(isShown)).toBe(true);
    expect((await get(reader, `${CLAIMS}?list=mine`)).body.data).toEqual([]);
  });

  test.each([
    ['filter[subjekt]=x', 'unknown_field'],
    ['filter[amount][contains]=1', 'unknown_operator'],
    ['filter[amount][gt]=many', 'decimal_invalid'],
    ['filter[amount][gt]=1&filter[amount][gt]=2', 'bad_parameter'],
    ['sort=subject', 'sort_not_offered'],
    ['sort=subject,due', 'sort_not_offered'],
    ['sort=due,id,amount', 'sort_not_offered'],
    ['sort=due,-due', 'sorted_twice'],
    ['sort=due,amount,cost,place', 'too_many_sorts'],
    ['list=none', 'unknown_list'],
    ['cursor=abc', 'bad_cursor'],
    ['limit=none', 'bad_parameter'],
    ['filters[amount]=1', 'unknown_parameter'],
    ['q=%00', 'bad_parameter'],
    ['filter[subject]=%00', 'text_invalid'],
    ['filter[due]=2026-02-31', 'date_invalid'],
    ['filter[created_at][gt]=9999-12-31T23:59:59-23:00', 'bad_parameter'],
    ['filter[created_at][gt]=2026-01-01T25:00:00Z', 'date_time_invalid'],
  ])('refuses %s', async (query, code) => {
    const { status, body } = await engine.refused('GET', `${CLAIMS}?${query}`, { key: chief.key });
    expect([status, body.errors[0]?.code]).toEqual([400, code]);
  });

  test('proposes the field that was probably meant', async () => {
    const { body } = await engine.refused('GET', `${CLAIMS}?filter[subjekt]=x`, { key: chief.key });
    expect(body.errors[0]).toMatchObject({
      pointer: '#/filter/subjekt/eq',
      params: { suggestion: 'subject' },
    });
  });

  test('refuses a cursor of another filter or sort', async () => {
    const { nextCursor } = (await get(chief, `${CLAIMS}?sort=amount&limit=5`)).body;
    for (const query of ['sort=-amount', 'sort=amount&filter[urgent]=true', 'sort=amount&q=x']) {
      const { status, body } = await engine.refused('GET', `${CLAIMS}?${query}&cursor=${nextCursor}`, {
        key: chief.key,
      });
      expect([status, body.errors[0]?.code]).toEqual([400, 'cursor_of_other_query']);
    }
  });

  test('refuses a cursor that somebody has changed', async () => {
    const { nextCursor = '' } = (await get(chief, `${CLAIMS}?sort=amount&limit=5`)).body;
    const [fingerprint, , id] = JSON.parse(Buffer.from(nextCursor, 'base64url').toString()) as string[];
    for (const parts of [
      [fingerprint, 'x', id],
      [fingerprint, 1, id],
      [fingerprint, '1', 'x'],
      [fingerprint, '1'],
    ]) {
      const cursor = Buffer.from(JSON.stringify(parts)).toString('base64url');
      const { status, body } = await engine.refused('GET', `${CLAIMS}?sort=amount&cursor=${cursor}`, {
        key: chief.key,
      });
      expect([status, body.errors[0]?.code]).toEqual([400, 'bad_cursor']);
    }
  });

  test('offers only sorts that an index gives, on every page and with values missing', async () => {
    const release = await engine.get(ReleaseRegistry).current();
    const subject = await engine.get(SubjectStore).byId(chief.id);
    const model = release.models.get('claim');
    if (!model || !subject) throw new Error('the application is published');
    const grant = readGrant(release, subject, model);
    for (const field of sortableFields(model)) {
      for (const sort of [field, `-${field}`]) {
        const { nextCursor } = (await get(chief, `${CLAIMS}?sort=${sort}&limit=20`)).body;
        for (const query of [{ sort }, { sort, cursor: nextCursor }, { sort, 'filter[amount][gte]': '10' }]) {
          const question = parseListQuestion({ release, subject, model, grant }, query);
          const place = {
            release,
            model,
            subject,
            grant,
            question,
            occasion: { actor: subject.id, now: '', today: '' },
          };
          for (const part of pageParts(question.order, question.position)) {
            const { text, values } = pageStatement(place, part, 21);
            const { rows } = await engine.database.query<{ 'QUERY PLAN': string }>(`EXPLAIN ${text}`, values);
            const plan = rows.map((row) => row['QUERY PLAN']).join('\n');
            expect(plan).not.toMatch(/\bSort\b/);
          }
        }
      }
    }
  });

  test('costs one statement whatever it refers to', async () => {
    const before = { ...engine.database.totals };
    await get(chief, `${CLAIMS}?limit=200`);
    await get(chief, `${CLAIMS}?limit=200`);
    expect(engine.database.totals.statements - before.statements).toBeLessThanOrEqual(2);
  });
});

describe('a field that a role hides', () => {
  let id: string;

  beforeAll(async () => {
    id = (await create(chief, { subject: 'secret', cost: '77.70', lines: [{ item: 'one', cost: '77.70' }] }))
      .id;
    await engine.request('PATCH', `${CLAIMS}/${id}`, {
      key: chief.key,
      headers: { 'if-match': '"1"' },
      body: { cost: '88.80', lines: { upsert: [{ item: 'two', cost: '88.80' }] } },
    });
    await openTaskOn(id, reader);
  });

  test.each(['', '/history', '/related', '/flow', '/movements'])('is not in the record%s', async (tail) => {
    const { status, text } = await get(reader, `${CLAIMS}/${id}${tail}`);
    expect(status).toBe(200);
    expect(text).not.toMatch(/77\.70|88\.80/);
    if (tail === '/history') expect((await get(chief, `${CLAIMS}/${id}${tail}`)).text).toMatch(/88\.80/);
  });

  test('is not in lists, and not among the facts of tasks', async () => {
    const { data } = (await get(reader, `${CLAIMS}?filter[subject]=secret`)).body;
    expect(data[0]).not.toHaveProperty('cost');
    const tasks = await get(reader, '/api/v1/tasks');
    expect(tasks.body.data.length).toBe(1);
    expect(tasks.text).not.toMatch(/88\.80/);
  });

  test.each(['filter[cost][gt]=1', 'filter[cost][blank]=false', 'sort=cost'])(
    'cannot be asked about: %s',
    async (query) => {
      const { status, body } = await engine.refused('GET', `${CLAIMS}?${query}`, { key: reader.key });
      expect(status).toBe(400);
      expect(JSON.stringify(body.errors[0]?.params)).not.toContain('"cost"]');
      expect(['unknown_field', 'sort_not_offered']).toContain(body.errors[0]?.code);
    },
  );

  test('does not order a list that is sorted by it', async () => {
    const { status, body } = await get(reader, `${CLAIMS}?list=by_cost&limit=3`);
    const times = body.data.map((row) => String(row['created_at']));
    expect([status, times]).toEqual([200, [...times].sort().reverse()]);
  });

  test('is left out of names too', async () => {
    const { refs } = (await get(reader, `${CLAIMS}?limit=5&sort=-no`)).body;
    expect(
      Object.values(refs['place'] ?? {}).every((label) => label['code'] === undefined && label['title']),
    ).toBe(true);
  });
});

describe('a record', () => {
  test('of somebody else does not exist for those who see only their own', async () => {
    const [own, other] = [
      await create(owner, { subject: 'mine' }),
      await create(chief, { subject: 'theirs' }),
    ];
    expect((await get(owner, CLAIMS)).body.data.map((row) => row['subject'])).toEqual(['mine']);
    for (const tail of ['', '/history', '/related', '/flow', '/movements']) {
      expect((await get(owner, `${CLAIMS}/${own.id}${tail}`)).status).toBe(200);
      expect((await get(owner, `${CLAIMS}/${other.id}${tail}`)).status).toBe(404);
    }
  });

  test('is open to whoever has a task on it', async () => {
    const record = await create(chief, { subject: 'shared' });
    expect((await get(outsider, `${CLAIMS}/${record.id}`)).status).toBe(404);
    await openTaskOn(record.id, outsider);
    await openTaskOn(record.id, assignee);
    expect((await get(outsider, `${CLAIMS}/${record.id}`)).status).toBe(200);
    expect((await get(outsider, '/api/v1/definitions/form/claim')).status).toBe(200);
    expect((await get(assignee, CLAIMS)).body.data.map((row) => row.id)).toEqual([record.id]);
  });

  test('that is asked for by a form or id that is none does not exist', async () => {
    for (const path of [
      `${CLAIMS}/none`,
      `${CLAIMS}/${randomUUID()}`,
      `/api/v1/forms/nothing/records/${randomUUID()}`,
    ]) {
      expect((await get(chief, path)).status).toBe(404);
    }
  });

  test('is sent again only when it has changed', async () => {
    const { id } = await create(chief, { subject: 'cached' });
    const first = await get(chief, `${CLAIMS}/${id}`);
    expect(first.headers['etag']).toBe('"1"');
    const second = await get(chief, `${CLAIMS}/${id}`, { 'if-none-match': '"1"' });
    expect([second.status, second.text]).toEqual([304, '']);
  });

  test('says what may be done with it and what not', async () => {
    const { id } = await create(owner, { amount: '1' });
    const { body } = await get<RecordBody>(owner, `${CLAIMS}/${id}`);
    expect(body.actions).toEqual([
      expect.objectContaining({ id: 'close', kind: 'lifecycle', allowed: true, missing: ['subject'] }),
      expect.objectContaining({ id: 'delete', kind: 'delete', allowed: false, reason: 'no_right' }),
    ]);
    expect(body.editable.header).toContain('subject');
    expect(body.editable.header).not.toContain('no');
    expect((await get<RecordBody>(reader, `${CLAIMS}/${id}`)).body.editable).toEqual({
      header: [],
      lines: {},
    });
  });

  test('knows the documents before and after it', async () => {
    const first = await create(chief, { subject: 'first' });
    const next = await create(chief, { subject: 'next', follows: first.id });
    const related = async (id: string) => (await get(chief, `${CLAIMS}/${id}/related`)).body.data;
    expect(await related(first.id)).toEqual([
      expect.objectContaining({ id: next.id, relation: 'referred_by', code: next['no'] }),
    ]);
    expect(await related(next.id)).toEqual([
      expect.objectContaining({ id: first.id, relation: 'refers_to' }),
    ]);
  });
});

describe('somebody', () => {
  test('who is not signed in reads nothing', async () => {
    for (const path of [
      CLAIMS,
      '/api/v1/app',
      '/api/v1/tasks',
      '/api/v1/definitions',
      '/api/v1/catalog',
      '/api/v1/audit',
    ]) {
      expect((await engine.request('GET', path)).status).toBe(401);
    }
  });

  test('without the right is refused, and the audit says so', async () => {
    const { id } = await anActor(engine, 'curious', 'outsider');
    const key = await engine.keyOf(id);
    const paths = [
      CLAIMS,
      '/api/v1/registers/budget/balances',
      '/api/v1/vouchers',
      '/api/v1/audit',
      '/api/v1/definitions/role/chief',
      '/api/v1/definitions/form/claim',
    ];
    for (const path of paths) expect((await engine.request('GET', path, { key })).status).toBe(403);
    const audit = await get(chief, `/api/v1/audit?actor=${id}&outcome=refused`);
    expect(audit.body.data.length).toBe(paths.length);
    expect(audit.body.users[id]).toBe('curious');
  });

  test('gets the menu and the forms of his roles', async () => {
    const app = async (actor: Actor) => (await get<AppBody>(actor, '/api/v1/app')).body;
    expect((await app(chief)).menu.map((section) => section.id)).toEqual(['work', 'books']);
    expect((await app(reader)).menu.flatMap((section) => section.entries.map((entry) => entry.id))).toEqual([
      'claims',
      'places',
    ]);
    expect((await app(owner)).forms).toEqual([
      expect.objectContaining({
        key: 'claim',
        can: {
          print: false,
          share: false,
          read: true,
          create: true,
          update: true,
          delete: false,
          import: false,
          export: false,
          actions: ['close'],
        },
      }),
    ]);
  });

  test('reads the definitions of the forms that he works with, and of those that they refer to', async () => {
    const keys = async (actor: Actor) =>
      (await get(actor, '/api/v1/definitions')).body.data.map((each) => `${each['kind']}/${each['key']}`);
    expect((await keys(owner)).sort()).toEqual(['form/claim', 'form/place']);
    expect(await keys(chief)).toEqual(
      expect.arrayContaining(['role/reader', 'register/budget', 'menu/main']),
    );
    expect((await get<Row>(owner, '/api/v1/definitions/form/place')).body['key']).toBe('place');
    expect((await get(owner, '/api/v1/definitions/form/none')).status).toBe(404);
  });
});

test('the schemas of definitions are public, and the catalogue lists every part', async () => {
  const schema = await engine.request<Record<string, unknown>>('GET', '/api/v1/schemas/form.json');
  expect([schema.status, schema.body['$id']]).toEqual([200, '/api/v1/schemas/form.json']);
  expect((await engine.request('GET', '/api/v1/schemas/none.json')).status).toBe(404);
  const catalog = await get<Record<string, readonly unknown[]>>(chief, '/api/v1/catalog');
  for (const parts of ['nodeTypes', 'ruleActions', 'fieldTypes', 'functions'])
    expect(catalog.body[parts]?.length).toBeGreaterThan(5);
});
