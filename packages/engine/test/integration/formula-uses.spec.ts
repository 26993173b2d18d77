import { startTestApp } from '../support/test-app.js';
import type { TestApp } from '../support/test-app.js';
import { anActor } from './reading-records.fixtures.js';
import type { Actor } from './reading-records.fixtures.js';
import { publishShares } from './formula-uses.fixtures.js';

interface Use {
  readonly field: string;
  readonly line?: string;
  readonly release: number;
  readonly version: number;
  readonly inputs: Readonly<Record<string, string>>;
  readonly result: string;
}

const SHARES = '/api/v1/forms/share/records';

let engine: TestApp;
let chief: Actor;
let clerk: Actor;
let release: number;

beforeAll(async () => {
  engine = await startTestApp();
  release = await publishShares(engine, '(cost / life) * runs');
  chief = await anActor(engine, 'chief', 'chief');
  clerk = await anActor(engine, 'clerk', 'clerk');
});

afterAll(() => engine.stop());

async function usesOf(id: string, by: Actor): Promise<readonly Use[]> {
  const { body } = await engine.request<{ data: readonly Use[] }>('GET', `${SHARES}/${id}/formula-uses`, {
    key: by.key,
  });
  return body.data;
}

describe('numbers that a named formula gave', () => {
  test('keep the release and the inputs that gave them, whatever the formula becomes', async () => {
    const made = await engine.request<{ record: { id: string; share: string } }>('POST', SHARES, {
      key: chief.key,
      body: { cost: '100000.00', life: '3000', runs: '7' },
    });
    expect(made.status).toBe(201);
    const { id, share } = made.body.record;
    expect(share).toBe('233.33');
    const first = {
      field: 'share',
      definition: { kind: 'formula', key: 'share_of_runs' },
      inputs: { cost: '100000', life: '3000', runs: '7' },
      result: '233.33',
      release,
      version: 1,
    };
    expect(await usesOf(id, chief)).toMatchObject([first]);

    const next = await publishShares(engine, '(cost / life) * runs * 2', release);
    const changed = await engine.request<{ record: { share: string } }>('PATCH', `${SHARES}/${id}`, {
      key: chief.key,
      headers: { 'if-match': '"1"' },
      body: { note: 'again' },
    });
    expect(changed.body).toMatchObject({ record: { share: '466.67' } });
    expect(await usesOf(id, chief)).toMatchObject([{ result: '466.67', release: next, version: 2 }, first]);
    expect(await usesOf(id, clerk)).toEqual([]);
  });

  test('are written with the record or not at all', async () => {
    const refused = await engine.request('POST', SHARES, {
      key: chief.key,
      body: { cost: '1.00', life: '1', runs: '1', wrong: true },
    });
    expect(refused.status).toBe(422);
    const { rows } = await engine.database.query<{ count: string }>(
      'SELECT count(DISTINCT record_id)::text AS count FROM core.formula_uses',
      [],
    );
    expect(rows[0]?.count).toBe('1');
  });

  test('are told only to whoever sees the record', async () => {
    const unknown = await engine.request(
      'GET',
      `${SHARES}/00000000-0000-4000-8000-000000000000/formula-uses`,
      {
        key: clerk.key,
      },
    );
    expect(unknown.status).toBe(404);
  });
});
