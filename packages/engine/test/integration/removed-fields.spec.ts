import { Refusal } from '../../src/http/refusal.js';
import { startTestApp } from '../support/test-app.js';
import type { TestApp } from '../support/test-app.js';
import { approval, chain, end, start } from './flow-work.fixtures.js';
import {
  aForm,
  CHIEF,
  decimal,
  lines,
  publish,
  rowsOf,
  standing,
  text,
  title,
} from './publish-tables.fixtures.js';

let engine: TestApp;
let chief: string;

beforeAll(async () => {
  engine = await startTestApp();
  chief = await engine.keyOf(await engine.createUser('chief', { roles: ['chief'] }));
});

afterAll(async () => {
  await engine?.stop();
});

interface Made {
  readonly record: Readonly<Record<string, unknown>> & { readonly id: string };
}

const create = async (form: string, body: object) =>
  (await engine.request<Made>('POST', `/api/v1/forms/${form}/records`, { key: chief, body })).body.record;
const read = async (form: string, id: string) =>
  (await engine.request<Made>('GET', `/api/v1/forms/${form}/records/${id}`, { key: chief })).body.record;
const get = (path: string) =>
  engine.request<Record<string, unknown>>('GET', `/api/v1/design/${path}`, { key: chief });
const post = (path: string, body: object) =>
  engine.refused('POST', `/api/v1/design/${path}`, { key: chief, body });

async function issuesOf(work: Promise<unknown>): Promise<Refusal['issues']> {
  const error: unknown = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (error instanceof Refusal) return error.issues;
  throw error instanceof Error ? error : new Error('it was not refused');
}

describe('a field that is removed', () => {
  test('keeps its values, which are there again when it is put back', async () => {
    const whole = aForm('bill', {
      code: text(),
      sum: decimal(),
      rows: lines({ qty: decimal(), note: text() }),
    });
    await publish(engine, [whole]);
    const { id } = await create('bill', { code: 'one', sum: '12.50', rows: [{ qty: '2.00', note: 'soft' }] });
    await publish(engine, [aForm('bill', { code: text(), rows: lines({ qty: decimal() }) })]);
    const without = await read('bill', id);
    expect(without).not.toHaveProperty('sum');
    expect((await get('removed')).body).toMatchObject({
      data: [
        { form: 'bill', field: 'sum', definition: { format: 'decimal' } },
        { form: 'bill', line: 'rows', field: 'note' },
      ],
    });
    await create('bill', { code: 'two', rows: [{ qty: '1.00' }] });
    await publish(engine, [whole]);
    expect(await read('bill', id)).toMatchObject({ sum: '12.50', rows: [{ qty: '2.00', note: 'soft' }] });
    expect((await get('removed')).body).toEqual({ data: [] });
  });

  test('leaves a table of lines and a whole form as they are', async () => {
    const whole = aForm('trip', { code: text(), legs: lines({ to: text() }) });
    await publish(engine, [whole]);
    const { id } = await create('trip', { code: 'one', legs: [{ to: 'north' }] });
    await publish(engine, [aForm('trip', { code: text() })]);
    await publish(engine, []);
    await publish(engine, [whole]);
    expect(await read('trip', id)).toMatchObject({ code: 'one', legs: [{ to: 'north' }] });
    expect((await get('removed')).body.data).not.toContainEqual(expect.objectContaining({ form: 'trip' }));
  });

  test('keeps its key from fields of another type until its data is purged', async () => {
    await publish(engine, [aForm('note', { code: text(), size: text() })]);
    await create('note', { code: 'one', size: 'broad' });
    await publish(engine, [aForm('note', { code: text() })]);
    const other = [aForm('note', { code: text(), size: decimal() })];
    expect(await issuesOf(publish(engine, other))).toMatchObject([
      { code: 'key_of_removed_data', path: '/form/note/schema/properties/size' },
    ]);
    const part = { form: 'note', field: 'size' };
    expect(await post('removed/purge', { ...part, confirm: 'size' })).toMatchObject({
      status: 422,
      body: { code: 'purge_not_confirmed' },
    });
    expect((await post('removed/purge', { ...part, confirm: 'note.size' })).status).toBe(204);
    expect(await standing(engine, 'note')).not.toContain('column size text');
    expect(await rowsOf(engine, `SELECT action, form FROM core.audit_entry WHERE action = 'purge'`)).toEqual([
      { action: 'purge', form: 'note' },
    ]);
    await publish(engine, other);
    await create('note', { code: 'two', size: '2.00' });
    expect((await post('removed/purge', { ...part, confirm: 'note.size' })).status).toBe(404);
  });

  test('of a whole form is purged with its tables, once nothing refers to its records', async () => {
    const town = aForm('town', { code: text(), streets: lines({ name: text() }) });
    const visit = (more: object) => aForm('visit', { code: text(), ...more });
    await publish(engine, [town, visit({ town: text({ format: 'uuid', 'x-reference': { form: 'town' } }) })]);
    await publish(engine, [visit({})]);
    const purge = { form: 'town', confirm: 'town' };
    expect((await post('removed/purge', purge)).body).toMatchObject({ status: 409, code: 'purge_referred' });
    expect(
      (await post('removed/purge', { form: 'visit', field: 'town', confirm: 'visit.town' })).status,
    ).toBe(204);
    expect((await post('removed/purge', purge)).status).toBe(204);
    expect([await standing(engine, 'town'), await standing(engine, 'town__streets')]).toEqual([[], []]);
  });
});

describe('whoever is about to remove or retype a field', () => {
  test('is told who uses it and how many records have a value', async () => {
    const properties = {
      amount: decimal(),
      twice: decimal(2, { readOnly: true, 'x-formula': 'amount * 2' }),
    };
    await publish(engine, [
      aForm('sheet', properties, { lists: [{ id: 'all', title: title('All'), columns: ['amount'] }] }),
    ]);
    await create('sheet', { amount: '1.00' });
    await create('sheet', {});
    const { status, body } = await get('uses/form/sheet?field=amount');
    expect(status).toBe(200);
    expect(body).toMatchObject({
      uses: [{ path: '/lists/0/columns/0' }, { path: '/schema/properties/twice/x-formula' }],
      running: [],
      records: { count: 1, isCapped: false },
    });
    expect((await get('uses/form/nowhere')).status).toBe(404);
    expect((await get('uses/nothing/sheet')).status).toBe(404);
    const reader = await engine.keyOf(await engine.createUser('reader'));
    expect((await engine.request('GET', '/api/v1/design/uses/form/sheet', { key: reader })).status).toBe(403);
  });

  test('is told how many values would not fit, but none of them where he does not read the records', async () => {
    const drawing = { ...CHIEF, key: 'drawing', forms: [] };
    const half = {
      ...CHIEF,
      key: 'half',
      forms: [{ form: 'wage', actions: ['read'], rows: 'all', hidden: ['sum'] }],
    };
    const some = { ...half, key: 'some', forms: [{ form: 'wage', actions: ['read'], rows: 'own' }] };
    await publish(engine, [aForm('wage', { sum: text() }), drawing, half, some]);
    await create('wage', { sum: 'nine thousand' });
    const asked = { key: chief, body: { form: 'wage', field: 'sum', to: decimal() } };
    const seen = await engine.refused('POST', '/api/v1/design/retype-preview', asked);
    expect(seen.text).toContain('nine thousand');
    for (const role of ['drawing', 'half', 'some']) {
      const key = await engine.keyOf(await engine.createUser(role, { roles: [role] }));
      const told = await engine.refused('POST', '/api/v1/design/retype-preview', { ...asked, key });
      expect([role, told.body]).toMatchObject([role, { fails: 1, examples: [] }]);
    }
  });

  test('is told how many values would fit another type, and which would not', async () => {
    await publish(engine, [aForm('size', { width: text(), rows: lines({ deep: text() }) })]);
    await create('size', { width: '12', rows: [{ deep: '1' }, { deep: 'very' }] });
    const { id } = await create('size', { width: 'broad' });
    const ask = async (field: string, to: object) =>
      (await post('retype-preview', { form: 'size', field, to })).body;
    expect(await ask('width', decimal())).toMatchObject({
      kind: 'convert',
      values: 2,
      converts: 1,
      fails: 1,
      isCapped: false,
      examples: [{ record: id, value: 'broad', code: 'decimal_invalid' }],
    });
    expect(await ask('rows.deep', decimal())).toMatchObject({
      fails: 1,
      examples: [{ line: 2, value: 'very' }],
    });
    expect(await ask('width', text({ maxLength: 50 }))).toMatchObject({ kind: 'keep' });
    expect(await ask('width', text({ format: 'uuid', 'x-reference': { form: 'size' } }))).toMatchObject({
      kind: 'never',
    });
    expect(
      await post('retype-preview', { form: 'size', field: 'width', to: { type: 'nothing' } }),
    ).toMatchObject({ status: 422 });
  });
});

describe('a field that a running instance goes by', () => {
  const boss = text({ format: 'uuid', 'x-user': true });
  const request = (properties: object) =>
    aForm('request', properties, {
      usage: 'document',
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
    });
  const flow = (assignees: object) => ({
    kind: 'flow',
    format: 1,
    key: 'asking',
    title: title('Asking'),
    form: 'request',
    startAction: 'send',
    states: { running: 'sent', approved: 'done', rejected: 'refused' },
    admin: 'chief',
    nodes: [start, approval('lead', 'chief', { assignees: [assignees] }), end],
    edges: chain('start', 'lead', 'end'),
  });

  test('is neither removed nor retyped before the instance has ended, whatever became of the flow since', async () => {
    await publish(engine, [request({ code: text(), boss }), flow({ field: 'boss' })]);
    const { rows } = await engine.database.query<{ id: string }>(
      `SELECT id FROM core.user_account WHERE login = 'chief'`,
    );
    const { id } = await create('request', { code: 'one', boss: rows[0]?.id });
    const sent = await engine.request('POST', `/api/v1/forms/request/records/${id}/actions/send`, {
      key: chief,
      body: {},
    });
    expect(sent.status).toBe(200);
    await publish(engine, [request({ code: text(), boss }), flow({ role: 'chief' })]);
    expect((await get('uses/form/request?field=boss')).body).toMatchObject({
      uses: [],
      running: [{ flow: 'asking', running: 1, paths: [expect.stringContaining('/nodes/1')] }],
    });
    expect(
      await issuesOf(publish(engine, [request({ code: text() }), flow({ role: 'chief' })])),
    ).toMatchObject([{ code: 'used_by_running', params: { flow: 'asking', count: 1 } }]);
    await publish(engine, [request({ boss }), flow({ role: 'chief' })]);
  });
});
