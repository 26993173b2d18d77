import { startTestApp } from '../support/test-app.js';
import type { TestApp } from '../support/test-app.js';
import { act, aPerson, approval, chain, end, publishFlows, sent, start } from './flow-work.fixtures.js';
import type { Person } from './flow-work.fixtures.js';

let engine: TestApp;
let clerk: Person;
let lead: Person;

beforeAll(async () => {
  engine = await startTestApp();
  await publishFlows(engine, {
    claim: { nodes: [start, approval('lead', 'lead'), end], edges: chain('start', 'lead', 'end') },
  });
  clerk = await aPerson(engine, 'clerk', 'clerk');
  lead = await aPerson(engine, 'lead', 'lead');
});

afterAll(() => engine?.stop());

async function listenTo(...events: readonly string[]): Promise<void> {
  const { key } = await aPerson(engine, `admin-${events.length}`, 'admin');
  const body = { url: 'https://books.example/hook', events };
  expect((await engine.request('PUT', '/api/v1/endpoints/books', { key, body })).status).toBe(200);
}

interface Told {
  readonly type: string;
  readonly subject: string;
  readonly data: Readonly<Record<string, unknown>>;
}

/** What waits to be sent about flows, oldest first. */
async function told(): Promise<readonly Told[]> {
  const { rows } = await engine.database.query<{ payload: Told }>(
    `SELECT payload FROM core.outbox WHERE topic = 'event' AND key LIKE 'flow/%' ORDER BY payload -> 'data' -> 'seq'`,
  );
  return rows.map(({ payload }) => payload);
}

describe('outside systems that listen to flows', () => {
  test('nothing is kept for a listener that nobody has set up', async () => {
    await sent(engine, 'claim', clerk, { amount: '5' });
    expect(await told()).toEqual([]);
  });

  test('hear of what they asked for, where it happened and who did it, and nothing of what was decided on', async () => {
    await listenTo('flow.started.v1', 'flow.approved.v1', 'flow.ended.v1');
    const record = await sent(engine, 'claim', clerk, { amount: '8123.45', secret: 'not for all' });
    await act(engine, lead, record, 'approve', { comment: 'for us alone' });
    const heard = await told();
    expect(heard.map(({ type }) => type)).toEqual(['flow.started.v1', 'flow.approved.v1', 'flow.ended.v1']);
    expect(heard[1]).toMatchObject({
      subject: `claim/${record}`,
      data: { flow: 'claim_flow', form: 'claim', recordId: record, node: 'lead', actor: lead.id },
    });
    expect(JSON.stringify(heard)).not.toMatch(/8123\.45|not for all|for us alone/);
  });
});
