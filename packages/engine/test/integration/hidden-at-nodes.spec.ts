import type { Definition } from '@dougong/kernel/metadata';
import { Publisher } from '../../src/releases/publisher.js';
import { startTestApp } from '../support/test-app.js';
import type { TestApp } from '../support/test-app.js';
import { act, aPerson, approval, chain, end, sent, start } from './flow-work.fixtures.js';
import type { Person } from './flow-work.fixtures.js';

/** A step that hides fields hides them wherever its people may look, and not only on the page of the record. */

const title = (text: string) => ({ 'zh-CN': text, en: text });
const head = (kind: string, key: string) => ({ kind, format: 1, key, title: title(key) });
const text = (name: string, more: object = {}) => ({
  type: 'string',
  maxLength: 80,
  'x-title': title(name),
  ...more,
});

const CLAIM = {
  ...head('form', 'claim'),
  usage: 'document',
  schema: {
    type: 'object',
    properties: {
      no: text('Number', { 'x-index': true }),
      subject: text('Subject'),
      note: text('Note'),
      amount: {
        ...text('Amount', { format: 'decimal', 'x-scale': 2, 'x-index': true }),
        maxLength: undefined,
      },
      follows: {
        type: 'string',
        format: 'uuid',
        'x-title': title('Follows'),
        'x-reference': { form: 'claim' },
      },
    },
    additionalProperties: false,
  },
  ui: {
    order: ['no', 'subject', 'note', 'amount', 'follows'],
    codeField: 'no',
    titleField: 'subject',
    facts: ['amount', 'note'],
  },
  lists: [
    {
      id: 'large',
      title: title('Large'),
      columns: ['no'],
      where: { '>': [{ var: 'amount' }, '900'] },
    },
    {
      id: 'after_large',
      title: title('After a large one'),
      columns: ['no'],
      where: { '>': [{ var: 'follows.amount' }, '900'] },
    },
    { id: 'done', title: title('Done'), columns: ['no'], where: { '==': [{ var: 'status' }, 'done'] } },
  ],
  lifecycle: {
    initial: 'draft',
    states: [
      { id: 'draft', title: title('Draft'), tone: 'draft', editable: true },
      { id: 'sent', title: title('Sent'), tone: 'waiting' },
      { id: 'done', title: title('Done'), tone: 'done', editable: true },
    ],
    actions: [{ id: 'send', title: title('Send'), from: ['draft'] }],
  },
};

const FLOW = {
  ...head('flow', 'claim_flow'),
  form: 'claim',
  startAction: 'send',
  states: { running: 'sent', approved: 'done', rejected: 'draft' },
  admin: 'steward',
  nodes: [
    start,
    approval('blind', 'lead', { hidden: ['amount', 'subject', 'follows'] }),
    approval('chief', 'chief'),
    end,
  ],
  edges: chain('start', 'blind', 'chief', 'end'),
};

const role = (key: string, rows: string, more: object = {}) => ({
  ...head('role', key),
  forms: [{ form: 'claim', actions: ['*'], rows, ...more }],
});

const plain = (definition: object): Definition => JSON.parse(JSON.stringify(definition)) as Definition;

let engine: TestApp;
let clerk: Person;
let lead: Person;
let chief: Person;
let first: string;
let record: string;

beforeAll(async () => {
  engine = await startTestApp({ settings: { measure: true } });
  const roles = [role('clerk', 'all'), role('lead', 'all'), role('chief', 'all'), role('steward', 'all')];
  const others = [role('helper', 'assigned'), role('teller', 'all', { hidden: ['amount'] })];
  const definitions = [CLAIM, FLOW, ...roles, ...others].map(plain);
  await engine.get(Publisher).publish({ definitions, base: 0, actor: null });
  clerk = await aPerson(engine, 'clerk', 'clerk');
  lead = await aPerson(engine, 'lead', 'lead');
  chief = await aPerson(engine, 'chief', 'chief');
  first = await sent(engine, 'claim', clerk, { no: 'C1', subject: 'open', amount: '10' });
  await act(engine, lead, first, 'approve');
  record = await sent(engine, 'claim', clerk, {
    no: 'C2',
    subject: 'covert',
    note: 'n',
    amount: '5000.01',
    follows: first,
  });
});

afterAll(async () => {
  await engine?.stop();
});

interface ListBody {
  readonly data: readonly Readonly<Record<string, unknown>>[];
  readonly refs: Readonly<Record<string, Readonly<Record<string, object>>>>;
  readonly total?: number;
}

async function list(by: Person, query: string, path = '/forms/claim/records'): Promise<ListBody> {
  const answer = await engine.request<ListBody>('GET', `/api/v1${path}?${query}`, { key: by.key });
  expect([query, answer.status]).toEqual([query, 200]);
  return answer.body;
}

const numbers = ({ data }: ListBody) => data.map(({ no }) => no).sort();

describe('whoever works at a step that hides the amount', () => {
  test('does not see it in the list, while others and other records show it', async () => {
    const rows = async (by: Person) =>
      new Map((await list(by, 'sort=no')).data.map((row) => [row['no'], row]));
    expect((await rows(lead)).get('C2')).toEqual(expect.not.objectContaining({ amount: expect.anything() }));
    expect((await rows(lead)).get('C2')).not.toHaveProperty('subject');
    expect((await rows(lead)).get('C1')).toMatchObject({ amount: '10.00', subject: 'open' });
    expect((await rows(clerk)).get('C2')).toMatchObject({ amount: '5000.01', subject: 'covert' });
  });

  test.each([
    'filter[amount][gt]=900',
    'filter[amount][blank]=false',
    'list=large',
    'q=covert',
    'sort=amount',
  ])('does not find the record by it: %s', async (query) => {
    expect(numbers(await list(lead, query))).not.toContain('C2');
    expect(numbers(await list(clerk, query))).toContain('C2');
  });

  test('does not count it either', async () => {
    expect((await list(lead, 'filter[amount][gt]=900&count=exact')).total).toBe(0);
    expect((await list(clerk, 'filter[amount][gt]=900&count=exact')).total).toBe(1);
  });

  test('sees neither the hidden reference nor its name', async () => {
    const { data, refs } = await list(lead, 'filter[no][eq]=C2');
    expect(data[0]).not.toHaveProperty('follows');
    expect(refs).toEqual({ claim: {} });
  });

  test('reads only the code where another record names it', async () => {
    const follower = await engine.request<{ record: { id: string } }>('POST', '/api/v1/forms/claim/records', {
      key: clerk.key,
      body: { no: 'C3', follows: record },
    });
    const path = `/api/v1/forms/claim/records/${follower.body.record.id}`;
    const named = async (by: Person) =>
      (await engine.request<ListBody>('GET', path, { key: by.key })).body.refs['claim']?.[record];
    expect(await named(lead)).toEqual({ code: 'C2' });
    expect(await named(clerk)).toEqual({ code: 'C2', title: 'covert' });
    const listed = await list(lead, 'filter[no][eq]=C3');
    expect(listed.refs['claim']?.[record]).toEqual({ code: 'C2' });
    const related = await engine.request<ListBody>('GET', `${path}/related`, { key: lead.key });
    expect(related.body.data).toMatchObject([{ id: record, code: 'C2', title: null }]);
  });

  test('has no fact of it in his inbox', async () => {
    const inbox = await list(lead, 'state=open', '/tasks');
    const task = inbox.data.find(({ recordId }) => recordId === record);
    expect(task).toMatchObject({ code: 'C2', recordTitle: null, facts: [{ field: 'note' }] });
  });

  test('reads nothing of it in the history', async () => {
    const { data } = await list(lead, '', `/forms/claim/records/${record}/history`);
    expect(JSON.stringify(data)).not.toMatch(/5000|covert/);
  });

  test('sees it by his role again once his work is done, as the next one does', async () => {
    const other = await sent(engine, 'claim', clerk, { no: 'C4', subject: 'late', amount: '77' });
    await act(engine, lead, other, 'approve');
    expect(numbers(await list(lead, 'filter[amount][eq]=77'))).toEqual(['C4']);
    expect(numbers(await list(chief, 'filter[amount][eq]=77'))).toEqual(['C4']);
  });
});

describe('whoever sees a record by his to-do alone', () => {
  test('is shown no more once it is done than it ever showed him', async () => {
    const other = await sent(engine, 'claim', clerk, { no: 'C5', subject: 'hers', amount: '88' });
    const helper = await aPerson(engine, 'helper', 'helper');
    await act(engine, lead, other, 'transfer', { to: helper.id });
    expect(numbers(await list(helper, 'filter[amount][eq]=88'))).toEqual([]);
    await act(engine, helper, other, 'approve');
    expect((await list(helper, 'sort=no')).data).toMatchObject([{ no: 'C5', note: null }]);
    expect((await list(helper, 'sort=no')).data[0]).not.toHaveProperty('amount');
    expect(numbers(await list(helper, 'filter[amount][eq]=88'))).toEqual([]);
    const done = await list(helper, 'state=done', '/tasks');
    expect(done.data).toMatchObject([{ code: 'C5', facts: [{ field: 'note' }] }]);
  });
});

/** A finished record that somebody knows by a to-do alone, at a step that hid fields; its editable state is open to him. */
async function knownByTask(
  no: string,
  values: object,
): Promise<{ helper: Person; id: string; version: number }> {
  const id = await sent(engine, 'claim', clerk, { no, ...values });
  const helper = await aPerson(engine, `helper of ${no}`, 'helper');
  await act(engine, lead, id, 'transfer', { to: helper.id });
  await act(engine, helper, id, 'approve');
  await act(engine, chief, id, 'approve');
  const { rows } = await engine.database.query<{ version: number }>(
    'SELECT version FROM data.claim WHERE id = $1',
    [id],
  );
  return { helper, id, version: rows[0]?.version ?? 0 };
}

test('whoever saw a record by his to-do alone is told no more of it by a batch', async () => {
  const { helper, id, version } = await knownByTask('C6', { subject: 'quiet', amount: '99.99' });
  const ask = (body: object) => {
    const path = `/api/v1/forms/claim/records/${id}`;
    const item = { method: 'PATCH', path, ifMatch: `"${version}"`, body };
    return engine.request('POST', '/api/v1/batch', {
      key: helper.key,
      body: { atomic: true, items: [item] },
    });
  };
  const read = await ask({ note: 'seen' });
  expect([read.status, read.text]).toEqual([200, expect.stringContaining('seen')]);
  expect(read.text).not.toMatch(/99\.99|quiet/);
});

describe('a field that the step hid', () => {
  test.each([
    ['another value', '1.00'],
    ['the value that stands, which would tell it', '99.99'],
  ])('is not written unseen: %s', async (_case, amount) => {
    const { helper, id, version } = await knownByTask('C7', { subject: 'quiet', amount: '99.99' });
    const write = (body: object) =>
      engine.request<{ issues: unknown }>('PATCH', `/api/v1/forms/claim/records/${id}`, {
        key: helper.key,
        headers: { 'if-match': `"${version}"` },
        body,
      });
    const answer = await write({ amount });
    expect([answer.status, answer.text]).toEqual([422, expect.stringContaining('unknown_field')]);
    expect((await write({ note: 'seen and written' })).status).toBe(200);
  });

  test('is not written with the answer to the to-do either, not even as it stands', async () => {
    const id = await sent(engine, 'claim', clerk, { no: 'C8', subject: 'quiet', amount: '12' });
    for (const amount of ['12.00', '13']) {
      const answer = await act(engine, lead, id, 'approve', { record: { amount } });
      expect([answer.status, answer.text]).toEqual([422, expect.stringContaining('unknown_field')]);
    }
  });
});

describe('lists', () => {
  test('whose condition asks a field that a role hides are not there for it, behind references as well', async () => {
    const teller = await aPerson(engine, 'teller', 'teller');
    const ask = (by: Person, id: string) =>
      engine.request('GET', `/api/v1/forms/claim/records?list=${id}`, { key: by.key });
    for (const id of ['large', 'after_large']) {
      expect((await ask(clerk, id)).status).toBe(200);
      const { status, text: told } = await ask(teller, id);
      expect([status, told]).toEqual([400, expect.stringContaining('unknown_list')]);
      expect(told).toContain('"known":["done"]');
    }
    expect((await ask(teller, 'done')).status).toBe(200);
  });

  test('are still read with one statement', async () => {
    const answer = await engine.request('GET', '/api/v1/forms/claim/records?filter[amount][gt]=1', {
      key: lead.key,
    });
    expect(String(answer.headers['server-timing'])).toMatch(/db-statements;dur=1\b/);
  });
});
