import type { TestAnswer } from '../support/test-app.js';
import { Importer } from './import.fixtures.js';
import { TradeCompany } from './trade.fixtures.js';
import type { Person, TradeRecord } from './trade.fixtures.js';

/** Goods leave over the flow of their issue or not at all, whoever tries it and whatever way. */

const ITEM = 'TW-0113';
const AT = '/api/v1/forms/stock_issue/records';

let company: TradeCompany;
let admin: { readonly id: string; readonly key: string };

beforeAll(async () => {
  company = await TradeCompany.open();
  const id = await company.engine.database
    .query<{ id: string }>(`SELECT id FROM core.user_account WHERE login = 'admin'`)
    .then(({ rows }) => rows[0]?.id ?? '');
  admin = { id, key: await company.engine.keyOf(id) };
  await company.received(await company.ordered(ITEM, '10', '4.00'), '10');
}, 300_000);

afterAll(() => company?.stop());

interface Refused {
  readonly code?: string;
  readonly data?: readonly { readonly status: number; readonly body: { readonly code?: string } }[];
}

/** Asks as the administrator, who may do everything that a role can give. */
function ask(method: 'GET' | 'POST' | 'PATCH', path: string, body?: unknown, headers = {}) {
  return company.engine.request<Refused>(method, path, {
    key: admin.key,
    headers,
    ...(body === undefined ? {} : { body }),
  });
}

const told = ({ status, body }: TestAnswer<Refused>) => [status, body.code];

const drafted = (): Promise<TradeRecord> =>
  company.create('sales', 'stock_issue', {
    title: '发货',
    customer: company.master('KH-001'),
    warehouse: company.master('WH-3'),
    lines: [{ item: company.master(ITEM), qty: '2', price: '9.00' }],
  });

async function submitted(): Promise<TradeRecord> {
  const draft = await drafted();
  await company.act('sales', 'stock_issue', draft.id, 'submit');
  return draft;
}

/** Nothing has left: the document is where it was, and nothing is booked for it. */
async function hasMovedNothing(record: TradeRecord, status: string): Promise<void> {
  const now = await company.read('sales', `/forms/stock_issue/records/${record.id}`);
  expect(now.record.status).toBe(status);
  expect(await company.booked(record.id)).toEqual([]);
  expect(await company.worth(ITEM)).toBe('10 40.00');
}

async function refusals(record: TradeRecord): Promise<readonly string[]> {
  const { rows } = await company.engine.database.query<{ told: string }>(
    `SELECT action || ' ' || code AS told FROM core.audit_entry
      WHERE record_id = $1 AND actor = $2 AND outcome = 'refused' ORDER BY id`,
    [record.id, admin.id],
  );
  return rows.map((row) => row.told);
}

/** The steps of the flow and its effects, by whatever name somebody might ask for them. */
const STEPS = ['post', 'issue', 'gone', 'issued', 'approve', 'prepare', 'scan'];

describe('without a run of the flow', () => {
  test('no step of it can be asked for directly, and every attempt is in the audit', async () => {
    const draft = await drafted();
    for (const step of STEPS)
      expect([step, ...told(await ask('POST', `${AT}/${draft.id}/actions/${step}`, {}))]).toEqual([
        step,
        403,
        'outside_flow',
      ]);
    expect(await refusals(draft)).toEqual(STEPS.map((step) => `act:${step} outside_flow`));
    await hasMovedNothing(draft, 'draft');
  });

  test('a change or a batch of changes sets no state', async () => {
    const draft = await drafted();
    const path = `${AT}/${draft.id}`;
    const body = { status: 'issued' };
    expect(told(await ask('PATCH', path, body, { 'if-match': `"${draft.version}"` }))).toEqual([
      403,
      'outside_flow',
    ]);
    for (const atomic of [false, true]) {
      const items = [
        { method: 'POST', path: `${path}/actions/post`, body: {} },
        { method: 'PATCH', path, body, ifMatch: `"${draft.version}"` },
      ].slice(0, atomic ? 1 : 2);
      const { status, body: answer } = await ask('POST', '/api/v1/batch', { items, atomic });
      const each = answer.data?.map((item) => item.status) ?? [status];
      expect([atomic, ...new Set(each)]).toEqual([atomic, 403]);
    }
    expect(await refusals(draft)).toEqual([
      'update outside_flow',
      'act:post outside_flow',
      'update outside_flow',
      'act:post outside_flow',
    ]);
    await hasMovedNothing(draft, 'draft');
  });

  test('a file brings no state in, not even where its column is named so', async () => {
    const draft = await drafted();
    const importer = new Importer(company.engine, admin);
    const brought = await importer.bring('stock_issue', `id,状态\n${draft.id},issued\n`);
    expect(brought.body.sheets[0]?.columns.map(({ target }) => target)).not.toContain('status');
    const columns = [
      { column: 0, target: 'id' },
      { column: 1, target: 'status' },
    ];
    const started = await importer.start('stock_issue', brought.body.id, { mode: 'update', columns });
    expect(started.status).toBe(422);
    await hasMovedNothing(draft, 'draft');
  });
});

describe('in a run of the flow', () => {
  test('whoever has no task cannot take the next step, the administrator neither', async () => {
    const issue = await submitted();
    for (const step of ['post', 'approve', 'reverse'])
      expect([step, (await ask('POST', `${AT}/${issue.id}/actions/${step}`, {})).status]).toEqual([
        step,
        403,
      ]);
    const { data } = await company.read('manager', '/tasks?state=open&limit=100');
    const task = data.find(({ recordId }) => recordId === issue.id)?.['id'];
    for (const person of ['sales', 'keeper', 'buyer'] as const satisfies readonly Person[])
      // Whoever does not even see the document is told that there is no such task.
      expect([
        person,
        (await company.ask(person, 'POST', `/tasks/${String(task)}/actions/approve`, {})).status,
      ]).toEqual([person, person === 'buyer' ? 404 : 403]);
    expect(told(await ask('POST', `/api/v1/tasks/${String(task)}/actions/approve`, {}))[0]).toBe(403);
    await hasMovedNothing(issue, 'handling');
  });

  test('only who administers the flow may move it, and the audit says who did and why', async () => {
    const issue = await submitted();
    const { rows } = await company.engine.database.query<{ id: string }>(
      'SELECT id FROM core.flow_instance WHERE record_id = $1',
      [issue.id],
    );
    const jump = `/flow-instances/${rows[0]?.id ?? ''}/actions/jump`;
    for (const person of ['sales', 'keeper', 'manager'] as const)
      expect([person, (await company.ask(person, 'POST', jump, { to: 'scan' })).status]).toEqual([
        person,
        403,
      ]);
    await hasMovedNothing(issue, 'handling');
    const refused = await company.engine.database.query<{ count: number }>(
      `SELECT count(*)::integer AS count FROM core.audit_entry WHERE outcome = 'refused' AND action LIKE '%jump%'`,
    );
    expect(refused.rows[0]?.count).toBe(3);
    expect((await ask('POST', `/api/v1${jump}`, { to: 'scan', comment: '主管出差' })).status).toBe(200);
    const done = await company.engine.database.query(
      `SELECT actor, outcome FROM core.audit_entry WHERE record_id = $1 AND action LIKE '%jump%'`,
      [issue.id],
    );
    expect(done.rows).toContainEqual({ actor: admin.id, outcome: 'done' });
    // The one who scans still has to: nothing has left.
    await hasMovedNothing(issue, 'handling');
  });
});

describe('the right to begin a return', () => {
  const RETURNS = '/forms/sales_return';
  let sent: TradeRecord;

  beforeAll(async () => {
    sent = await company.issued(ITEM, '1', '9.00');
  });

  test.each<[Person, number]>([
    ['sales', 201],
    ['supervisor', 201],
    ['keeper', 403],
    ['buyer', 403],
    ['dispatcher', 403],
    ['finance', 403],
    ['director', 403],
  ])('%s is answered %i by the API, by a batch and by a preview alike', async (person, status) => {
    const values = { issue: sent.id, reason: '规格不符' };
    const made = await company.ask(person, 'POST', `${RETURNS}/records`, values);
    expect([made.status, made.text.slice(0, 200)]).toEqual([status, expect.anything()]);
    const preview = await company.ask(person, 'POST', `${RETURNS}/records?preview=true`, values);
    expect(preview.status).toBe(status === 201 ? 200 : status);
    const items = [{ method: 'POST', path: `/api/v1${RETURNS}/records`, body: values }];
    const batch = await company.ask(person, 'POST', '/batch', { items });
    expect(batch.body.data.map((each) => each['status'])).toEqual([status]);
    const file = await company.ask(person, 'POST', `${RETURNS}/imports`, values);
    expect([400, 403, 415]).toContain(file.status);
  });
});
