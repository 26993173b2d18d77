import { readFileSync } from 'node:fs';
import type { Definition, FormDefinition } from '@dougong/kernel/metadata';
import { Publisher } from '../../src/releases/publisher.js';
import { Upkeep } from '../../src/workers/upkeep.js';
import { startTestApp } from '../support/test-app.js';
import type { TestAnswer, TestApp } from '../support/test-app.js';

/** Files on their way into fields of records and out again, and who is kept from them. */

type Values = Record<string, unknown>;

const FIXTURES = `${__dirname}/../../../kernel/src/metadata/fixtures`;
const fixture = (path: string): unknown => JSON.parse(readFileSync(`${FIXTURES}/${path}`, 'utf8'));
const FORM = fixture('form/valid/every-kind.json') as FormDefinition;
const REASONS = fixture('choice-list/valid/reasons.json') as Definition;
const title = { 'zh-CN': '—', en: '—' };
const role = (key: string, forms: object[]) => ({ kind: 'role', format: 1, key, title, forms });
const WRITES = { form: 'sample', actions: ['create', 'read', 'update', 'delete'], rows: 'all' };
const ROLES = [
  role('clerk', [WRITES]),
  role('guest', [{ ...WRITES, actions: ['read'] }]),
  role('masked', [{ ...WRITES, hidden: ['papers'] }]),
];

const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==',
  'base64',
);
const PDF = Buffer.from('%PDF-1.4\n%%EOF');

let engine: TestApp;
const keys = new Map<string, string>();

interface Sending {
  readonly by?: string;
  readonly field?: string;
  readonly name?: string;
}

const upload = (content: Buffer, { by = 'ann', field = 'papers', name = 'a.pdf' }: Sending = {}) =>
  engine.request('POST', `/api/v1/forms/sample/fields/${field}/files?name=${encodeURIComponent(name)}`, {
    body: content,
    headers: { 'content-type': 'application/octet-stream', 'accept-language': 'en' },
    key: keys.get(by) ?? '',
  });
const save = (values: Values, by = 'ann') =>
  engine.request('POST', '/api/v1/forms/sample/records', {
    body: { name: 'x', ...values },
    key: keys.get(by) ?? '',
  });
const change = (id: string, version: number, body: Values, by = 'ann') =>
  engine.request('PATCH', `/api/v1/forms/sample/records/${id}`, {
    body,
    key: keys.get(by) ?? '',
    headers: { 'if-match': `"${version}"` },
  });
const download = (record: string, file: string, by = 'ann') =>
  engine.app.inject({
    url: `/api/v1/forms/sample/records/${record}/files/${file}`,
    headers: { authorization: `Bearer ${keys.get(by) ?? ''}` },
  });
const idIn = ({ body }: TestAnswer) => String(body['id']);
const recordOf = ({ body }: TestAnswer) => body['record'] as Values & { id: string };
const codesOf = ({ body }: TestAnswer) =>
  ((body['errors'] ?? []) as { code: string; pointer: string }[]).map(
    ({ code, pointer }) => `${code} ${pointer}`,
  );

async function counted(table: string): Promise<number> {
  const { rows } = await engine.database.query<{ n: number }>(`SELECT count(*)::integer AS n FROM ${table}`);
  return rows[0]?.n ?? -1;
}

beforeAll(async () => {
  engine = await startTestApp();
  await engine.get(Publisher).publish({
    definitions: [FORM, REASONS, ...ROLES] as unknown as Definition[],
    base: 0,
    actor: null,
  });
  for (const [login, roles] of [
    ['ann', ['clerk']],
    ['bob', ['clerk']],
    ['gus', ['guest']],
    ['meg', ['masked']],
    ['nil', []],
  ] as const)
    keys.set(login, await engine.keyOf(await engine.createUser(login, { roles })));
});

afterAll(() => engine.stop());

test('a file is uploaded, saved with a record, and given back byte for byte to be saved', async () => {
  const sent = await upload(PDF, { name: '合同 1.pdf' });
  expect([sent.status, sent.body]).toEqual([
    201,
    { id: idIn(sent), name: '合同 1.pdf', mediaType: 'application/pdf', bytes: PDF.length },
  ]);
  // What a sender says of a file beside its id is not believed.
  const made = await save({ papers: [{ id: idIn(sent), name: 'forged.exe', bytes: 1 }] });
  expect(made.status).toBe(201);
  expect(recordOf(made)['papers']).toEqual([sent.body]);
  const answer = await download(recordOf(made).id, idIn(sent), 'gus');
  expect([answer.statusCode, answer.rawPayload.equals(PDF)]).toEqual([200, true]);
  expect(answer.headers).toMatchObject({
    'content-type': 'application/pdf',
    'content-disposition': expect.stringMatching(/^attachment; .*%E5%90%88/) as string,
    'x-content-type-options': 'nosniff',
    'content-security-policy': "sandbox; default-src 'none'",
    'cache-control': 'private, no-store',
  });
});

test('a picture may be shown in a page', async () => {
  const sent = await upload(PNG, { field: 'photos', name: 'p.png' });
  const made = await save({ photos: [idIn(sent)] });
  const answer = await download(recordOf(made).id, idIn(sent));
  expect(answer.headers['content-disposition']).toMatch(/^inline; /);
  expect(answer.rawPayload.equals(PNG)).toBe(true);
});

test('a record keeps its files when somebody else changes it, and lets go of those that are taken out', async () => {
  const [one, two] = [await upload(PDF), await upload(PDF, { name: 'b.pdf' })];
  const made = recordOf(await save({ papers: [one.body, two.body] }));
  const changed = await change(made.id, 1, { papers: [{ id: idIn(two) }], text: 'x' }, 'bob');
  expect([changed.status, recordOf(changed)['papers']]).toEqual([200, [two.body]]);
  expect((await download(made.id, idIn(one))).statusCode).toBe(404);
  expect((await download(made.id, idIn(two))).statusCode).toBe(200);
  const cleared = await change(made.id, 2, { papers: null });
  expect(recordOf(cleared)['papers'] ?? null).toBeNull();
});

test('a signature is kept with who signed and when; what begins like a picture is not enough', async () => {
  const forged = await upload(Buffer.concat([PNG, Buffer.from('<script>1</script>')]), {
    field: 'signature',
    name: 's.png',
  });
  expect([forged.status, codesOf(forged)]).toEqual([422, ['signature_invalid #']]);
  const sent = await upload(PNG, { field: 'signature', name: 's.png' });
  const made = recordOf(await save({ signature: [{ id: idIn(sent), by: 'somebody' }] }));
  const { rows } = await engine.database.query<{ id: string }>(
    `SELECT id FROM core.user_account WHERE login = 'ann'`,
  );
  expect(made['signature']).toEqual([{ ...sent.body, by: rows[0]?.id, at: made['created_at'] }]);
  expect((await download(made.id, idIn(sent), 'gus')).statusCode).toBe(200);
});

test.each([
  ['somebody else’s upload', async () => [idIn(await upload(PDF, { by: 'bob' }))]],
  ['a file that is nowhere', () => Promise.resolve(['00000000-0000-4000-8000-000000000001'])],
  ['an upload for another field', async () => [idIn(await upload(PNG, { field: 'photos', name: 'a.png' }))]],
  [
    'a file of another record',
    async () => {
      const id = idIn(await upload(PDF));
      await save({ papers: [id] });
      return [id];
    },
  ],
])('%s cannot be put into a record', async (_, ids) => {
  const answer = await save({ papers: await ids() });
  expect([answer.status, codesOf(answer)]).toEqual([422, ['file_unknown #/papers/0']]);
});

test('a record takes no more files than its field says', async () => {
  const ids = await Promise.all([1, 2, 3, 4].map(async () => idIn(await upload(PDF))));
  const answer = await save({ papers: ids });
  expect([answer.status, codesOf(answer)]).toEqual([422, ['too_many_files #/papers']]);
});

test.each([
  ['a page that calls itself a picture', Buffer.from('<html><script>1</script>'), 'photos', 'a.png'],
  ['a drawing that may hold a program', Buffer.from('<svg xmlns="x"/>'), 'photos', 'a.svg'],
  ['a paper where pictures are wanted', PDF, 'photos', 'a.pdf'],
  ['a kind of picture that the field does not take', Buffer.from('GIF89a....'), 'photos', 'a.gif'],
  ['a program', Buffer.from('MZ'), 'papers', 'a.exe'],
])('%s is refused and not kept', async (_, content, field, name) => {
  const before = await counted('core.file');
  const answer = await upload(content, { field, name });
  expect([answer.status, codesOf(answer)[0]?.split(' ')[0]]).toEqual([422, 'file_type_refused']);
  expect(await counted('core.file')).toBe(before);
});

test('an empty file and one that is too large are refused, in the words of the caller', async () => {
  expect((await upload(Buffer.alloc(0))).status).toBe(422);
  const large = Buffer.concat([PDF, Buffer.alloc(2 * 1024 * 1024)]);
  const answer = await upload(large);
  expect([answer.status, answer.body['code'], answer.text]).toEqual([
    413,
    'upload_too_large',
    expect.stringContaining('2 MB'),
  ]);
});

test.each([
  ['somebody who writes nothing', 'gus', 403],
  ['somebody from whom the field is hidden', 'meg', 403],
  ['somebody without a role', 'nil', 403],
])('%s uploads nothing', async (_, by, status) => {
  expect((await upload(PDF, { by })).status).toBe(status);
});

test('nothing is uploaded for a field that holds no files', async () => {
  expect((await upload(PDF, { field: 'text' })).status).toBe(404);
  expect((await upload(PDF, { field: 'lines' })).status).toBe(404);
});

test('a file is given only to those who see the record and the field', async () => {
  const [paper, photo] = [await upload(PDF), await upload(PNG, { field: 'photos', name: 'a.png' })];
  const { id } = recordOf(await save({ papers: [idIn(paper)], photos: [idIn(photo)] }));
  const other = recordOf(await save({}));
  const statuses = await Promise.all(
    [
      download(id, idIn(paper), 'bob'),
      download(id, idIn(photo), 'meg'),
      download(id, idIn(paper), 'meg'),
      download(id, idIn(paper), 'nil'),
      download(other.id, idIn(paper)),
    ].map(async (answer) => (await answer).statusCode),
  );
  expect(statuses).toEqual([200, 200, 404, 404, 404]);
});

test('what no record uses is cleared away after a day, what a record uses stays', async () => {
  const kept = await upload(Buffer.from('%PDF-kept'));
  const made = recordOf(await save({ papers: [idIn(kept)] }));
  const gone = recordOf(await save({ papers: [idIn(await upload(Buffer.from('%PDF-gone')))] }));
  const deleted = await engine.request('DELETE', `/api/v1/forms/sample/records/${gone.id}`, {
    key: keys.get('ann') ?? '',
    headers: { 'if-match': '"1"' },
  });
  expect(deleted.status).toBeLessThan(300);
  await upload(Buffer.from('%PDF-waits'));
  await engine.get(Upkeep).round();
  expect(await contents()).toEqual(expect.arrayContaining(['%PDF-gone', '%PDF-kept', '%PDF-waits']));
  engine.clock.advance({ hours: 25 });
  await engine.get(Upkeep).round();
  const left = await contents();
  expect([left.includes('%PDF-kept'), left.includes('%PDF-gone'), left.includes('%PDF-waits')]).toEqual([
    true,
    false,
    false,
  ]);
  expect((await download(made.id, idIn(kept))).statusCode).toBe(200);
  expect(await counted('core.file_use')).toBe(await counted('core.file'));
});

async function contents(): Promise<readonly string[]> {
  const { rows } = await engine.database.query<{ bytes: Buffer }>('SELECT bytes FROM core.file_content');
  return rows.map(({ bytes }) => bytes.toString('latin1'));
}

test('an upload and a change of files stand in the audit', async () => {
  const sent = await upload(PDF, { by: 'bob' });
  const made = recordOf(await save({}, 'bob'));
  await change(made.id, 1, { papers: [idIn(sent)] }, 'bob');
  const { rows } = await engine.database.query<{ action: string; changes: { path: string }[] }>(
    `SELECT action, changes FROM core.audit_entry WHERE actor = (SELECT id FROM core.user_account WHERE login = 'bob')
      ORDER BY at DESC, id DESC LIMIT 3`,
  );
  const told = rows.map(
    ({ action, changes }) => `${action} ${(changes ?? []).map(({ path }) => path).join()}`,
  );
  expect(told).toEqual(expect.arrayContaining(['upload /papers', 'update /papers']));
});

test('a person does not hoard uploads that nothing uses', async () => {
  await engine.database.query(
    `INSERT INTO core.file (id, sha256, name, media_type, size, form, field, created_at, created_by, unused_since)
     SELECT gen_random_uuid(), sha256, name, media_type, size, form, field, created_at, created_by, unused_since
       FROM (SELECT f.* FROM core.file f JOIN core.user_account u ON u.id = f.created_by WHERE u.login = 'bob' LIMIT 1) f,
            generate_series(1, 200)`,
  );
  expect((await upload(PDF, { by: 'bob' })).status).toBe(429);
  expect((await upload(PDF)).status).toBe(201);
});
