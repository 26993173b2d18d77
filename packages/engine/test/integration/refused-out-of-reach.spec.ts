import { randomUUID } from 'node:crypto';
import { startTestApp } from '../support/test-app.js';
import type { TestApp } from '../support/test-app.js';
import { anActor, publishClaims } from './reading-records.fixtures.js';
import type { Actor } from './reading-records.fixtures.js';

/** Somebody tries to change a record that his roles keep from him: he hears that it is not there, the audit knows better. */

let engine: TestApp;
let owner: Actor;
let record: string;

beforeAll(async () => {
  engine = await startTestApp();
  await publishClaims(engine);
  const chief = await anActor(engine, 'chief', 'chief');
  owner = await anActor(engine, 'owner', 'owner');
  const made = await engine.request<{ record: { id: string } }>('POST', '/api/v1/forms/claim/records', {
    key: chief.key,
    body: { subject: 'not his' },
  });
  record = made.body.record.id;
});

afterAll(() => engine.stop());

async function change(id: string): Promise<number> {
  const { status } = await engine.request('PATCH', `/api/v1/forms/claim/records/${id}`, {
    key: owner.key,
    body: { subject: 'mine' },
    headers: { 'if-match': '"1"' },
  });
  return status;
}

async function entriesOf(id: string): Promise<readonly object[]> {
  const { rows } = await engine.database.query(
    `SELECT actor, action, outcome, code, form FROM core.audit_entry WHERE record_id = $1 AND outcome = 'refused'`,
    [id],
  );
  return rows;
}

test('a try on a record out of reach is answered as if there were none, and stands in the audit', async () => {
  expect(await change(record)).toBe(404);
  expect(await entriesOf(record)).toEqual([
    { actor: owner.id, action: 'update', outcome: 'refused', code: 'not_found', form: 'claim' },
  ]);
});

test('a record that is nowhere leaves nothing behind', async () => {
  const nowhere = randomUUID();
  expect(await change(nowhere)).toBe(404);
  expect(await entriesOf(nowhere)).toEqual([]);
});
