import { Refusal } from '../../src/http/refusal.js';
import { PublishRuns } from '../../src/releases/tables/publish-runs.js';
import type { PublishProgress } from '../../src/releases/tables/publish-runs.js';
import { startTestApp } from '../support/test-app.js';
import type { TestApp } from '../support/test-app.js';
import {
  aForm,
  choice,
  day,
  decimal,
  fillRows,
  lines,
  publish,
  rowsOf,
  standing,
  text,
  whole,
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

const inForce = async () =>
  (await rowsOf<{ number: number }>(engine, 'SELECT number FROM core.current_release'))[0]?.number;

async function refusalOf(work: Promise<unknown>): Promise<Refusal> {
  const error = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof Refusal)) throw error instanceof Error ? error : new Error('it was not refused');
  return error;
}

describe('a publish', () => {
  test('tells how far it has come and leaves a record that says it is done', async () => {
    const heard: PublishProgress[] = [];
    const release = await publish(engine, [aForm('paper', { code: text() })], {
      onProgress: (progress) => void heard.push(progress),
    });
    expect([...new Set(heard.map(({ phase }) => phase))]).toEqual(['prepare', 'switch', 'finish', 'done']);
    const { body } = await engine.request<{ data: { id: string }[] }>('GET', '/api/v1/publish-runs?limit=1', {
      key: chief,
    });
    expect(body.data).toMatchObject([{ release, phase: 'done', error: null, endedAt: expect.any(String) }]);
    const one = await engine.request('GET', `/api/v1/publish-runs/${body.data[0]?.id}`, { key: chief });
    expect(one.body).toEqual(body.data[0]);
    expect((await engine.request('GET', '/api/v1/publish-runs/0', { key: chief })).status).toBe(404);
  });

  test('that fails leaves the tables and the release in force as they were', async () => {
    await publish(engine, [aForm('note', { code: text() })]);
    const [before, release] = [await standing(engine, 'note'), await inForce()];
    const after = [
      aForm('note', { code: text(), place: text({ 'x-index': true }) }),
      aForm('sheet', { code: text() }),
    ];
    const failing = publish(engine, after, {
      alongside: () => Promise.reject(new Refusal(409, 'nothing_to_publish')),
    });
    expect((await refusalOf(failing)).code).toBe('nothing_to_publish');
    expect(await standing(engine, 'note')).toEqual(before);
    expect(await standing(engine, 'sheet')).toEqual([]);
    expect(await inForce()).toBe(release);
    expect((await engine.get(PublishRuns).list(1))[0]).toMatchObject({
      phase: 'failed',
      error: { code: 'nothing_to_publish' },
    });
    await publish(engine, after);
    expect(await standing(engine, 'note')).toContain('index note_place_ix');
  });

  test('of a unique field is refused where records share a value, and no broken index stays behind', async () => {
    await publish(engine, [aForm('tag', { code: text() })]);
    await fillRows(engine, 'tag', { code: `'same'` }, 2);
    const before = await standing(engine, 'tag');
    const refusal = await refusalOf(publish(engine, [aForm('tag', { code: text({ 'x-unique': true }) })]));
    expect(refusal.issues).toMatchObject([
      { code: 'unique_has_duplicates', path: '/form/tag/schema/properties/code/x-unique' },
    ]);
    expect(await standing(engine, 'tag')).toEqual(before);
  });

  test('of two at once ends one with the release, the other is told to look again', async () => {
    const base = (await inForce()) ?? 0;
    const results = await Promise.allSettled([
      publish(engine, [aForm('one', { code: text() })], { base }),
      publish(engine, [aForm('two', { code: text() })], { base }),
    ]);
    const refused = results.flatMap((each) => (each.status === 'rejected' ? [each.reason as Refusal] : []));
    expect(refused).toHaveLength(1);
    expect(refused[0]).toMatchObject({ status: 412, code: 'stale_release' });
    expect(await inForce()).toBe(base + 1);
  });

  test('gives way to those who work while somebody holds a table that it is to change', async () => {
    await publish(engine, [aForm('busy', { code: text() })]);
    await fillRows(engine, 'busy', { code: `'row ' || n` }, 500);
    let isDone = false;
    let publishing: Promise<void> | undefined;
    await engine.database.transaction(async (session) => {
      await session.query('UPDATE data.busy SET code = code');
      publishing = publish(engine, [aForm('busy', { code: text(), place: text() })]).then(() => {
        isDone = true;
      });
      await waiting();
      // A publish that insisted on its lock would keep this one waiting until the transaction around it ends: for ever.
      for (let n = 0; n < 10; n += 1) await engine.database.query('SELECT count(*) FROM data.busy');
      expect(isDone).toBe(false);
    });
    await publishing;
    expect(await standing(engine, 'busy')).toContain('column place text');
  });

  /** Until the publish has asked for its lock. */
  async function waiting(): Promise<void> {
    for (;;) {
      const rows = await rowsOf(
        engine,
        `SELECT FROM pg_locks WHERE NOT granted AND relation = 'data.busy'::regclass`,
      );
      if (rows.length > 0) return;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }
});

describe('a field that is given another type', () => {
  const create = async (form: string, body: object) =>
    (
      await engine.request<{ data: { id: string } }>('POST', `/api/v1/forms/${form}/records`, {
        key: chief,
        body,
      })
    ).body;

  test('keeps its values, as far as they say the same', async () => {
    const before = aForm('bill', {
      sum: text(),
      pieces: whole(),
      due: text(),
      kind: choice('a', 'b'),
      rows: lines({ qty: text() }),
    });
    await publish(engine, [before]);
    await create('bill', {
      sum: '1,234.5',
      pieces: 7,
      due: '2026/3/5',
      kind: 'a',
      rows: [{ qty: '3' }, { qty: '4.25' }],
    });
    await create('bill', { sum: '２', due: '2026年12月31日' });
    const after = aForm('bill', {
      sum: decimal(2, { 'x-index': true }),
      pieces: decimal(1),
      due: day(),
      kind: text(),
      rows: lines({ qty: decimal(3) }),
    });
    await publish(engine, [after]);
    const { body } = await engine.request<{ data: object[] }>('GET', '/api/v1/forms/bill/records?sort=sum', {
      key: chief,
    });
    expect(body.data).toMatchObject([
      { sum: '2.00', pieces: null, due: '2026-12-31', kind: null },
      { sum: '1234.50', pieces: '7.0', due: '2026-03-05', kind: 'a' },
    ]);
    expect(await rowsOf(engine, 'SELECT qty::text FROM data.bill__rows ORDER BY line_no')).toEqual([
      { qty: '3.000' },
      { qty: '4.250' },
    ]);
    const now = await standing(engine, 'bill');
    expect(now).toContain('column sum numeric');
    expect(now).toContain('index bill_sum_ix');
    expect(now.filter((name) => /new_|old_/.test(name))).toEqual([]);
    await create('bill', { sum: '3.00', pieces: '2.5', rows: [{ qty: '1.000' }] });
  });

  test('is refused with the records whose values do not fit, and nothing changes', async () => {
    await publish(engine, [aForm('size', { width: text() })]);
    await create('size', { width: '12' });
    await create('size', { width: 'broad' });
    const [before, release] = [await standing(engine, 'size'), await inForce()];
    const refusal = await refusalOf(publish(engine, [aForm('size', { width: decimal() })]));
    expect(refusal.issues).toMatchObject([
      {
        code: 'retype_fails',
        path: '/form/size/schema/properties/width',
        params: { count: 1, examples: [{ value: 'broad', code: 'decimal_invalid' }] },
      },
    ]);
    expect(await standing(engine, 'size')).toEqual(before);
    expect(await inForce()).toBe(release);
  });

  test('is refused where no value can say the same', async () => {
    await publish(engine, [
      aForm('tie', { other: text({ format: 'uuid', 'x-reference': { form: 'tie' } }) }),
    ]);
    const refusal = await refusalOf(publish(engine, [aForm('tie', { other: text() })]));
    expect(refusal.issues).toMatchObject([{ code: 'field_retyped' }]);
  });

  test('is read and written at once by those who had it before, in whatever process', async () => {
    const other = await startTestApp({ urls: engine.urls, clock: engine.clock });
    await publish(engine, [aForm('scale', { weight: text({ 'x-index': true }) })]);
    const path = '/api/v1/forms/scale/records';
    for (const app of [engine, other])
      for (let n = 0; n < 8; n += 1)
        await app.request('GET', `${path}?filter[weight]=1&sort=weight`, { key: chief });
    await create('scale', { weight: '1' });
    await publish(engine, [aForm('scale', { weight: decimal(1, { 'x-index': true }) })]);
    const made = await other.request('POST', path, { key: chief, body: { weight: '2.5' } });
    expect(made.status).toBe(201);
    for (const app of [engine, other]) {
      const answers = await Promise.all(
        Array.from({ length: 8 }, () =>
          app.request<{ data: object[] }>('GET', `${path}?filter[weight]=1&sort=weight`, { key: chief }),
        ),
      );
      expect(answers.map(({ status, body }) => [status, body.data.length])).toEqual(
        answers.map(() => [200, 1]),
      );
    }
    await other.stop();
  });

  test('takes along what others write while it is converted', async () => {
    await publish(engine, [aForm('meter', { value: text() })]);
    await fillRows(engine, 'meter', { value: 'n::text' }, 5000);
    let written = 0;
    await publish(engine, [aForm('meter', { value: decimal(0) })], {
      onProgress: async ({ phase, step, done }) => {
        if (
          phase === 'finish' ||
          phase === 'done' ||
          !(step?.startsWith('fill_shadow') || phase === 'switch')
        )
          return;
        if (phase === 'prepare' && done === 0) return;
        written += 1;
        await fillRows(engine, 'meter', { value: `'${100_000 + written}'` }, 1);
        await engine.database.query(
          `UPDATE data.meter SET value = '${200_000 + written}' WHERE value = '${written}'`,
        );
      },
    });
    expect(written).toBeGreaterThan(2);
    const [row] = await rowsOf<{ rows: number; sum: string }>(
      engine,
      'SELECT count(value)::int AS rows, sum(value)::text AS sum FROM data.meter',
    );
    const changed = Array.from({ length: written }, (_, at) => at + 1);
    const expected = (5000 * 5001) / 2 + changed.reduce((sum, n) => sum + 100_000 + n + 200_000, 0);
    expect(row).toEqual({ rows: 5000 + written, sum: String(expected) });
  });
});
