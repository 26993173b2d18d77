import * as xlsx from '@e965/xlsx';
import { startTestApp } from '../support/test-app.js';
import type { TestApp } from '../support/test-app.js';
import { Importer } from './import.fixtures.js';
import { anActor, publishClaims } from './reading-records.fixtures.js';
import type { Actor } from './reading-records.fixtures.js';

let engine: TestApp;
let chief: Actor;
let importer: Importer;

beforeAll(async () => {
  engine = await startTestApp();
  await publishClaims(engine);
  chief = await anActor(engine, 'chief', 'chief');
  importer = new Importer(engine, chief);
});

afterAll(() => engine?.stop());

type Row = Record<string, unknown>;

async function table(name: string, where = 'true'): Promise<readonly Row[]> {
  return (await engine.database.query<Row>(`SELECT * FROM data.${name} WHERE ${where} ORDER BY id`)).rows;
}

async function get(form: string, id: string): Promise<Row> {
  const path = `/api/v1/forms/${form}/records/${id}`;
  return (await engine.request<{ record: Row }>('GET', path, { key: chief.key })).body.record;
}

function book(sheets: Record<string, unknown[][]>): Buffer {
  const made = xlsx.utils.book_new();
  for (const [name, rows] of Object.entries(sheets))
    xlsx.utils.book_append_sheet(made, xlsx.utils.aoa_to_sheet(rows), name);
  return xlsx.write(made, { type: 'buffer' }) as Buffer;
}

const csv = (...rows: readonly string[]) => rows.join('\n');

describe('a file that is brought', () => {
  test('is shown with its columns assigned to fields by title, and with its header row found', async () => {
    const { body } = await importer.bring(
      'place',
      csv('Places of 2026,', ',', 'Code,Name,Colour', 'P1,Hall,red'),
    );
    expect(body.sheets[0]).toMatchObject({ name: 'file', headerRow: 3 });
    expect(body.sheets[0]?.columns.map(({ target }) => target)).toEqual(['code', 'name', null]);
  });

  test('is refused when it is no sheet, and for those without the right', async () => {
    expect((await importer.bring('place', Buffer.from([0xd0, 0xcf, 0x11, 0xe0]))).status).toBe(422);
    const reader = new Importer(engine, await anActor(engine, 'reader', 'reader'));
    expect((await reader.bring('place', 'Code')).status).toBe(403);
    expect((await importer.bring('nothing', 'Code')).status).toBe(404);
    const json = await engine.request('POST', '/api/v1/forms/place/records', {
      key: chief.key,
      body: Buffer.from('x'),
      headers: { 'content-type': 'text/csv' },
    });
    expect(json.status).toBe(415);
  });

  test('is seen by whoever brought it alone', async () => {
    const { body } = await importer.bring('place', 'Code\nX');
    const other = await anActor(engine, 'other-chief', 'chief');
    const seen = await engine.request('GET', `/api/v1/forms/place/imports/${body.id}`, { key: other.key });
    expect(seen.status).toBe(404);
  });

  test('has its columns assigned as they were the last time', async () => {
    const brought = await importer.bring('place', 'Kürzel,Name\nK9,Kept');
    const columns = [
      { column: 0, target: 'code' },
      { column: 1, target: 'name' },
    ];
    const job = await importer.runFile('place', brought.body.id, { mode: 'insert', columns });
    expect(job.result).toMatchObject({ created: 1, failed: 0 });
    const again = await importer.bring('place', 'Kürzel\nK10');
    expect(again.body.sheets[0]?.columns[0]?.target).toBe('code');
  });
});

describe('importing', () => {
  test('makes records by the usual rules: numbers are drawn, names looked up, choices read by title', async () => {
    await importer.run('place', csv('Code,Name', 'P1,Hall', '007,Yard'), { mode: 'insert' });
    const job = await importer.run(
      'claim',
      csv(
        'Subject,Place,Amount,Due,Urgent,Size',
        'one,P1,"1,234.50",2026/11/5,Yes,Large',
        'two,Yard,¥3,20261106,否,small',
      ),
      { mode: 'insert' },
    );
    expect(job).toMatchObject({ state: 'done', result: { documents: 2, created: 2, failed: 0 } });
    const [one] = await table('claim', `subject = 'one'`);
    const [two] = await table('claim', `subject = 'two'`);
    expect(one).toMatchObject({ amount: '1234.50', due: '2026-11-05', urgent: true, size: 'large' });
    expect(one?.no).toMatch(/^C-\d{4}-\d{4}$/);
    expect(two).toMatchObject({ amount: '3.00', urgent: false, size: 'small' });
    const [yard] = await table('place', `code = '007'`);
    expect(two?.place).toBe(yard?.id);
    const { rows } = await engine.database.query(
      `SELECT DISTINCT channel, request_id FROM core.audit_entry WHERE record_id = ANY($1)`,
      [[one?.id, two?.id]],
    );
    expect(rows).toEqual([{ channel: 'import', request_id: job.id }]);
  });

  test('tells each fault with its cell and a sentence, and brings the good rows in', async () => {
    const job = await importer.run(
      'claim',
      csv('Subject,Place,Amount,Due', 'good,P1,1,', 'bad,nowhere,x,3/4/2026', 'low,P1,-5,'),
      { mode: 'insert' },
    );
    expect(job.result).toMatchObject({ created: 1, failed: 2 });
    const told = job.result.errors.map(({ cell, code }) => `${cell} ${code}`);
    expect(told).toEqual(expect.arrayContaining(['B3 name_unknown', 'D3 date_unclear', 'C4 number_min']));
    expect(job.result.errors.every(({ detail }) => detail.endsWith('.'))).toBe(true);
  });

  test('gives the failing rows back with their reasons; mended, they are brought again', async () => {
    const job = await importer.run('place', csv('Code,Name', 'E1,fine', 'E1,twice', 'E2,also fine'), {
      mode: 'insert',
    });
    expect(job.result).toMatchObject({ created: 2, failed: 1 });
    const file = xlsx.read(await importer.download(job.files.errors ?? ''));
    const rows = xlsx.utils.sheet_to_json<string[]>(file.Sheets[file.SheetNames[0] ?? ''] as xlsx.WorkSheet, {
      header: 1,
    });
    expect(rows[0]).toEqual(['Code', 'Name', 'What is wrong']);
    expect(rows[1]?.slice(0, 2)).toEqual(['E1', 'twice']);
    expect(rows[1]?.[2]).toMatch(/row 2/);
    const mended = book({ Data: [rows[0] ?? [], ['E3', 'mended', rows[1]?.[2]]] });
    expect((await importer.run('place', mended, { mode: 'insert' })).result).toMatchObject({
      created: 1,
      failed: 0,
    });
  });

  test('a dry run tells the same and leaves nothing behind', async () => {
    const before = await table('place');
    const job = await importer.run('place', csv('Code,Name', 'D1,a', 'E1,there already'), {
      mode: 'insert',
      dryRun: true,
    });
    expect(job.result).toMatchObject({ created: 1, failed: 1 });
    expect(job.result.errors).toMatchObject([{ cell: 'A3', code: 'not_unique' }]);
    expect(await table('place')).toEqual(before);
  });

  test('all or nothing: one bad row keeps the others out', async () => {
    const bad = csv('Code,Name', 'A1,a', 'A2,b', 'E1,there already');
    const job = await importer.run('place', bad, { mode: 'insert', atomic: true });
    expect(job.result).toMatchObject({ created: 0, skipped: 2, failed: 1 });
    expect(await table('place', `code LIKE 'A_'`)).toEqual([]);
    const good = csv('Code,Name', 'A1,a', 'A2,b');
    expect((await importer.run('place', good, { mode: 'insert', atomic: true })).result.created).toBe(2);
  });

  test('meets records by key: changes those that are there, makes the others, or leaves them out', async () => {
    await importer.run('place', csv('Code,Name', 'M1,old'), { mode: 'insert' });
    const upsert = await importer.run('place', csv('Code,Name', 'M1,new', 'M2,made'), { mode: 'upsert' });
    expect(upsert.result).toMatchObject({ created: 1, updated: 1 });
    const again = await importer.run('place', csv('Code,Name', 'M1,new', 'M2,made'), { mode: 'upsert' });
    expect(again.result).toMatchObject({ created: 0, updated: 0, unchanged: 2 });
    const skip = await importer.run('place', csv('Code,Name', 'M1,other', 'M3,made'), { mode: 'skip' });
    expect(skip.result).toMatchObject({ created: 1, skipped: 1 });
    const update = await importer.run('place', csv('Code,Name', 'M1,last', 'M9,nobody'), { mode: 'update' });
    expect(update.result).toMatchObject({ updated: 1, failed: 1 });
    expect(update.result.errors[0]).toMatchObject({ cell: 'A3', code: 'import_not_found' });
    expect((await table('place', `code = 'M1'`))[0]).toMatchObject({ name: 'last', version: 3 });
  });

  test('a blank cell leaves a value as it is, unless blanks are to clear it', async () => {
    await importer.run('place', csv('Code,Name,Rating', 'B1,kept,good'), { mode: 'insert' });
    const blank = csv('Code,Name,Rating', 'B1,kept,');
    expect((await importer.run('place', blank, { mode: 'upsert' })).result.unchanged).toBe(1);
    expect((await importer.run('place', blank, { mode: 'upsert', blanks: 'clear' })).result.updated).toBe(1);
    expect((await table('place', `code = 'B1'`))[0]?.rating).toBeNull();
  });

  test('several rows are one document with its lines', async () => {
    const rows = [
      ['Subject', 'Amount', 'Lines/Item', 'Lines/Cost'],
      ['lined', 10, 'first', 1.1],
      [null, null, 'second', 2],
      ['lined', 10, 'third', 3],
      ['next', 20, 'only', 4],
    ];
    const job = await importer.run('claim', book({ Claims: rows }), { mode: 'insert' });
    expect(job.result).toMatchObject({ documents: 2, created: 2 });
    const [lined] = await table('claim', `subject = 'lined'`);
    const { lines } = await get('claim', String(lined?.id));
    expect(lines).toMatchObject([
      { item: 'first', cost: '1.10' },
      { item: 'second', cost: '2.00' },
      { item: 'third', cost: '3.00' },
    ]);
  });

  test('lines may stand on a sheet of their own, where each names its document', async () => {
    const file = book({
      Claims: [
        ['Subject', 'Amount'],
        ['apart', 1],
        ['other', 2],
      ],
      Items: [
        ['Claim', 'Item', 'Cost'],
        ['apart', 'x', 5],
        ['other', 'y', 6],
        ['apart', 'z', 7],
        ['lost', 'w', 8],
      ],
    });
    const columns = [
      { column: 1, target: 'lines.item' },
      { column: 2, target: 'lines.cost' },
    ];
    const job = await importer.run('claim', file, { mode: 'insert', lines: { sheet: 1, columns, owner: 0 } });
    expect(job.result).toMatchObject({ created: 2, failed: 1 });
    expect(job.result.errors[0]).toMatchObject({ sheet: 'Items', row: 5, code: 'import_owner_unknown' });
    const [apart] = await table('claim', `subject = 'apart'`);
    expect((await get('claim', String(apart?.id))).lines).toMatchObject([{ item: 'x' }, { item: 'z' }]);
  });

  test('a row may name a record that a later row makes', async () => {
    const [first] = await table('claim', `subject = 'lined'`);
    const job = await importer.run(
      'claim',
      csv('Subject,Follows', `tail,head`, `head,${String(first?.no)}`),
      { mode: 'insert' },
    );
    expect(job.result).toMatchObject({ created: 2, failed: 0 });
    const [head] = await table('claim', `subject = 'head'`);
    expect((await table('claim', `subject = 'tail'`))[0]?.follows).toBe(head?.id);
  });

  test('warns where the sheet itself has lost digits', async () => {
    const file = book({
      Places: [
        ['Code', 'Name'],
        [123456789012345680, 'long'],
      ],
    });
    const job = await importer.run('place', file, { mode: 'insert' });
    expect(job.result.warnings).toMatchObject([{ cell: 'A2', code: 'sheet_digits_lost' }]);
  });

  test('what cannot be meant is refused before anything begins', async () => {
    const { body } = await importer.bring('place', 'Colour\nred');
    const codes = async (asked: object) => {
      const { status, body: problem } = await importer.start('place', body.id, asked);
      return [
        status,
        ...(problem as unknown as { errors: { code: string }[] }).errors.map(({ code }) => code),
      ];
    };
    expect(await codes({ mode: 'insert' })).toEqual([422, 'nothing_mapped']);
    expect(await codes({ mode: 'upsert', columns: [{ column: 0, target: 'name' }] })).toEqual([
      422,
      'import_keys_missing',
    ]);
    expect(await codes({ mode: 'insert', columns: [{ column: 0, target: 'nothing' }] })).toEqual([
      422,
      'unknown_field',
    ]);
    expect(await codes({ mode: 'insert', sheet: 4 })).toEqual([422, 'unknown_sheet']);
    expect((await codes({ mode: 'no' }))[0]).toBe(422);
  });
});

describe('what goes out comes in again', () => {
  test.each(['xlsx', 'csv'])('an exported %s brought back changes nothing', async (format) => {
    const url = `/api/v1/forms/claim/export?format=${format}&lines=rows&sort=created_at&filter[subject][starts]=l`;
    const file = await importer.download(url);
    const job = await importer.run('claim', file, { mode: 'upsert' });
    expect(job.result).toMatchObject({ created: 0, updated: 0, failed: 0, errors: [] });
    expect(job.result.unchanged).toBeGreaterThan(0);
  });

  test('by ids as well, where lines are on their own sheets', async () => {
    const file = await importer.download('/api/v1/forms/place/export?format=xlsx&ids=true');
    const job = await importer.run('place', file, { mode: 'upsert', keys: ['id'] });
    expect(job.result).toMatchObject({ created: 0, updated: 0, failed: 0 });
    expect(job.result.unchanged).toBe((await table('place')).length);
  });
});

describe('undoing an import', () => {
  interface Undone {
    readonly undone: number;
    readonly conflicts: number;
    readonly left: readonly { readonly code: string; readonly record: string; readonly detail: string }[];
  }

  test('takes away what it made and gives back what it changed', async () => {
    await importer.run('place', csv('Code,Name,Rating', 'U1,before,good'), { mode: 'insert' });
    const job = await importer.run('place', csv('Code,Name', 'U1,after', 'U2,made'), { mode: 'upsert' });
    expect(job.result).toMatchObject({ created: 1, updated: 1 });
    const undo = await importer.undo<Undone>('place', job.id);
    expect(undo).toMatchObject({ state: 'done', result: { undone: 2, conflicts: 0, left: [] } });
    expect(await table('place', `code LIKE 'U_'`)).toMatchObject([
      { code: 'U1', name: 'before', rating: 'good' },
    ]);
  });

  test('gives lines back as they were', async () => {
    const [lined] = await table('claim', `subject = 'lined'`);
    const id = String(lined?.id);
    const before = await get('claim', id);
    const rows = [
      ['Number', 'Lines/Item', 'Lines/Cost'],
      [lined?.no, 'changed', 9],
      [null, 'second', 2],
    ];
    const job = await importer.run('claim', book({ Claims: rows }), { mode: 'update' });
    expect(job.result).toMatchObject({ updated: 1, failed: 0 });
    expect((await get('claim', id)).lines).toHaveLength(2);
    expect((await importer.undo<Undone>('claim', job.id)).result).toMatchObject({ undone: 1, conflicts: 0 });
    const plain = (record: Row) => (record.lines as Row[]).map(({ item, cost }) => ({ item, cost }));
    expect(plain(await get('claim', id))).toEqual(plain(before));
  });

  test('leaves what somebody has worked on since, and lists it', async () => {
    const job = await importer.run('place', csv('Code,Name', 'V1,a', 'V2,b'), { mode: 'insert' });
    const [one] = await table('place', `code = 'V1'`);
    const path = `/api/v1/forms/place/records/${String(one?.id)}`;
    await engine.request('PATCH', path, {
      key: chief.key,
      body: { name: 'mine' },
      headers: { 'if-match': '"1"' },
    });
    const undo = await importer.undo<Undone>('place', job.id);
    expect(undo.result).toMatchObject({
      undone: 1,
      conflicts: 1,
      left: [{ record: one?.id, code: 'stale_version' }],
    });
    expect(undo.result.left[0]?.detail).not.toBe('');
    expect(await table('place', `code LIKE 'V_'`)).toMatchObject([{ code: 'V1', name: 'mine' }]);
  });

  test('is not for others, nor for a dry run', async () => {
    const dry = await importer.run('place', csv('Code', 'W1'), { mode: 'insert', dryRun: true });
    const undo = (key: string) =>
      engine.request('POST', `/api/v1/forms/place/imports/jobs/${dry.id}/actions/undo`, { key });
    expect((await undo(chief.key)).status).toBe(404);
    const other = await anActor(engine, 'third-chief', 'chief');
    expect((await undo(other.key)).status).toBe(404);
  });
});

test('every kind of fault of a row is told at once: names, numbers, days, choices and blanks', async () => {
  const job = await importer.run('place', csv('Code,Name', ',No code', 'Q1,fine'), {
    mode: 'insert',
    dryRun: true,
  });
  expect(job.result).toMatchObject({ created: 2, failed: 0 });
  const bad = await importer.run(
    'claim',
    csv('Subject,Place,Amount,Due,Size', 'bad,nowhere,x,3/4/2026,huge', 'low,P1,-5,2026-01-02,small'),
    { mode: 'insert', dryRun: true },
  );
  const told = bad.result.errors.map(({ cell, code }) => `${cell} ${code}`).sort();
  expect(told).toEqual([
    'B2 name_unknown',
    'C2 decimal_invalid',
    'C3 number_min',
    'D2 date_unclear',
    'E2 choice_unknown',
  ]);
});

test('the end of an import shows the rows with their faulty cells, those that failed first', async () => {
  const job = await importer.run('claim', csv('Subject,Amount', 'good,1', 'bad,x', 'fair,2'), {
    mode: 'insert',
    dryRun: true,
  });
  const { columns, shown } = job.result.rows;
  expect(columns).toEqual([
    [
      { head: 'Subject', target: 'subject' },
      { head: 'Amount', target: 'amount' },
    ],
  ]);
  expect(shown).toMatchObject([
    { row: 3, outcome: 'failed', cells: ['bad', 'x'], faults: [{ at: 1, code: 'decimal_invalid' }] },
    { row: 2, outcome: 'created', cells: ['good', '1'], faults: [] },
    { row: 4, outcome: 'created', cells: ['fair', '2'], faults: [] },
  ]);
});

test('an import of somebody else shows administrators how it went, and nothing of its rows', async () => {
  const job = await importer.run('place', csv('Code,Name', 'HB1,told to nobody', 'HB1,kept back'), {
    mode: 'insert',
  });
  const house = await anActor(engine, 'house', 'boss');
  const seen = await engine.request('GET', `/api/v1/jobs/${job.id}`, { key: house.key });
  expect(seen.body).toMatchObject({ state: 'done', result: { created: 1, failed: 1 } });
  expect(seen.text).not.toMatch(/told to nobody|kept back/);
  expect((await engine.request('GET', job.files.errors ?? '', { key: house.key })).status).toBe(404);
});

describe('a key with a scope', () => {
  let account: string;
  let house: Actor;
  const post = (key: string, path: string, body: object) =>
    engine.request('POST', `/api/v1/${path}`, { key, body });
  const place = (...actions: string[]) => ({ forms: [{ form: 'place', actions }] });

  beforeAll(async () => {
    house = await anActor(engine, 'keeper-of-keys', 'boss');
    const made = await post(house.key, 'service-accounts', { login: 'sync', name: 'sync', roles: ['chief'] });
    account = String(made.body['id']);
  });

  async function keyWith(scope: object): Promise<Importer> {
    const made = await post(house.key, `service-accounts/${account}/keys`, { name: 'k', scope });
    return new Importer(engine, { id: account, key: String(made.body['key']) });
  }

  test('brings in no more than it may write, though its account may', async () => {
    const narrow = await keyWith(place('read', 'import', 'update'));
    const file = (await narrow.bring('place', csv('Code,Name', 'KEY1,by a key'))).body.id;
    for (const mode of ['insert', 'upsert', 'skip'])
      expect((await narrow.start('place', file, { mode, keys: ['code'] })).status).toBe(403);
    expect(await table('place', `code = 'KEY1'`)).toEqual([]);
    const wide = await keyWith(place('read', 'import', 'create'));
    const made = await wide.run('place', csv('Code,Name', 'KEY1,by a key'), { mode: 'insert' });
    expect(made.result).toMatchObject({ created: 1 });
  });

  test('sees, takes back and fetches nothing of what another key of its account did elsewhere', async () => {
    const wide = await keyWith(place('*'));
    const done = await wide.run('place', csv('Code,Name', 'KEY2,kept', 'KEY2,twice'), { mode: 'insert' });
    const undo = `/api/v1/forms/place/imports/jobs/${done.id}/actions/undo`;
    for (const scope of [{ forms: [{ form: 'claim', actions: ['*'] }] }, place('read', 'import')]) {
      const { body } = await post(house.key, `service-accounts/${account}/keys`, { name: 'k', scope });
      const key = String(body['key']);
      expect([403, 404]).toContain((await engine.request('POST', undo, { key })).status);
    }
    const elsewhere = await keyWith({ forms: [{ form: 'claim', actions: ['*'] }] });
    await expect(elsewhere.download(done.files.errors ?? '')).rejects.toThrow();
    expect(await table('place', `code = 'KEY2'`)).toHaveLength(1);
  });
});

test('past imports of a form are listed with their files, without the rows that each shows by itself', async () => {
  const { id } = await importer.run('place', csv('Code', 'L1'), { mode: 'insert' });
  const { body } = await engine.request<{ data: readonly Row[] }>(
    'GET',
    '/api/v1/jobs?form=place&kind=import,import_undo',
    { key: chief.key },
  );
  expect(body.data[0]).toMatchObject({
    id,
    form: 'place',
    about: { file: 'file.csv', mode: 'insert', dryRun: false },
  });
  expect(body.data[0]?.['result']).toMatchObject({ created: 1 });
  expect(body.data[0]?.['result']).toMatchObject({ rows: null });
  expect(body.data.every(({ form }) => form === 'place')).toBe(true);
});

test('the file to fill in is there as CSV too, with a mark by which spreadsheets know its encoding', async () => {
  const file = await importer.download('/api/v1/forms/claim/import-template.csv');
  expect([...file.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
  const [head = '', notes = ''] = file.toString('utf8').slice(1).split('\r\n');
  expect(head).toMatch(/^Subject,Place,Amount/);
  const job = await importer.run('claim', `${head}\n${notes}\nfrom csv`, { mode: 'insert' });
  expect(job.result).toMatchObject({ documents: 1, created: 1 });
});

test('the file to fill in has titles, notes and lists, and is brought as it is filled', async () => {
  const file = xlsx.read(await importer.download('/api/v1/forms/claim/import-template.xlsx'));
  expect(file.SheetNames).toEqual(['claim', 'Lists']);
  const sheet = file.Sheets['claim'] as xlsx.WorkSheet;
  const [head, notes] = xlsx.utils.sheet_to_json<string[]>(sheet, { header: 1 });
  expect(head).not.toContain('Number');
  expect(head?.slice(0, 3)).toEqual(['Subject', 'Place', 'Amount']);
  expect(notes?.every((note) => note.startsWith('[Note]'))).toBe(true);
  xlsx.utils.sheet_add_aoa(sheet, [['from the template', 'P1', 12]], { origin: 'A3' });
  const job = await importer.run('claim', xlsx.write(file, { type: 'buffer' }) as Buffer, { mode: 'insert' });
  expect(job.result).toMatchObject({ documents: 1, created: 1, failed: 0 });
});
