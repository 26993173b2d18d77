import { dayPlus } from '@dougong/kernel/foundation';
import { monthOf } from '@dougong/kernel/reconciliation';
import { LedgerClosing } from '../../src/registers/periods/ledger-closing.js';
import { TEST_DAY } from '../support/test-clock.js';
import { CountingHouseAtWork, FIRST_DAY } from './reconciliation.fixtures.js';

/** Of the month of the tests. */
const LAST_DAY = dayPlus(monthOf(dayPlus(FIRST_DAY, 31)), -1);

let house: CountingHouseAtWork;

beforeEach(async () => {
  house = await CountingHouseAtWork.start();
});
afterEach(() => house.engine.stop());

/** One that agrees, one whose money differs, one that the books lack. */
async function threeEntries() {
  await house.entry('E-1', 'bolt', '20', '200');
  await house.entry('E-2', 'bolt', '10', '100');
  await house.entry('E-3', 'nut', '100', '60000');
  await house.bookRow('E-1', 'B-1', '2', '200');
  await house.bookRow('E-2', 'B-1', '1', '90');
}

describe('a reconciliation of a register with rows of books', () => {
  beforeEach(threeEntries);

  test('a run finds what differs, in the words of both sides, and gives it to whom it belongs', async () => {
    expect(await house.run()).toMatchObject({
      state: 'done',
      failure: null,
      inputs: { operation: { rows: 3 }, books: { rows: 2 } },
      summary: { matched: 1, differences: 2, opened: 2, byLevel: { red: 1, yellow: 1 }, atStake: '60010.00' },
    });
    expect(await house.differences()).toMatchObject([
      {
        document: 'E-3',
        item: 'nut',
        category: 'quantity',
        level: 'red',
        missingIn: 'books',
        amount: '60000.00',
        role: 'keeper',
        assignee: house.ids.keeper,
        state: 'assigned',
      },
      { document: 'E-2', category: 'amount', amount: '10.00', role: 'clerk', assignee: null, state: 'open' },
    ]);
  });

  test('several movements of one line are one entry', async () => {
    await house.entry('E-4', 'bolt', '20', '200');
    await house.engine.database.query(
      `INSERT INTO ledger.movement (period, posting_id, key_id, business_date, line_no, rule_id, direction, r1, r2)
       SELECT m.period, m.posting_id, m.key_id, m.business_date, m.line_no, m.rule_id, 1, 10, 100
         FROM ledger.movement m JOIN ledger.posting p ON p.id = m.posting_id WHERE p.source_code = 'E-4'`,
    );
    await house.bookRow('E-4', 'B-1', '3', '300');
    expect(await house.run()).toMatchObject({
      inputs: { operation: { rows: 4 }, books: { rows: 3 } },
      summary: { matched: 2, differences: 2 },
    });
  });

  test('the same sides give the same hashes and the same differences, with their age', async () => {
    const first = await house.run();
    house.engine.clock.advance({ hours: 24 });
    const again = await house.run();
    expect(again.inputs).toEqual(first.inputs);
    expect(again.summary).toMatchObject({ differences: 2, opened: 0, carried: 2, closed: 0 });
    expect((await house.of('E-2')).firstSeen).toBe(TEST_DAY);
  });

  test('a remedy makes its record, the next run closes what it mended, and what comes back is opened again', async () => {
    await house.run();
    const red = await house.of('E-3');
    const fixed = await house.act('keeper', red, 'fix', { remedy: 'enter' });
    expect(fixed).toMatchObject({
      status: 200,
      body: { state: 'fixing', remedy: 'enter', remedyForm: 'book_row' },
    });
    const made = `/api/v1/forms/book_row/records/${fixed.body.remedyRecord}`;
    expect((await house.ask('accountant', 'GET', made)).body).toMatchObject({
      record: { document: 'E-3', item: 'nut', boxes: '10.00', amount: '60000.00' },
    });

    expect((await house.run()).summary).toMatchObject({ matched: 2, closed: 1, carried: 1 });
    expect((await house.of('E-3')).state).toBe('closed');

    expect((await house.ask('accountant', 'DELETE', made)).status).toBe(204);
    expect((await house.run()).summary).toMatchObject({ reopened: 1 });
    expect(await house.history(red)).toEqual([
      'found: assigned',
      'fix: fixing',
      'not_found: closed',
      'came_back: reopened',
    ]);
  });

  test('owners see and explain what is theirs, and nobody approves what he explained', async () => {
    await house.run();
    const amount = await house.of('E-2');
    expect((await house.differences('keeper')).map(({ document }) => document)).toEqual(['E-3']);
    expect((await house.act('keeper', amount, 'explain', { reason: 'late' })).status).toBe(404);
    expect((await house.act('cleo', amount, 'explain', { reason: 'never_heard' })).status).toBe(422);
    expect((await house.act('cleo', amount, 'approve')).status).toBe(403);
    expect((await house.act('approver', amount, 'approve')).body).toMatchObject({
      code: 'difference_passed',
    });
    const explained = await house.act('cleo', amount, 'explain', { reason: 'late', note: 'on Monday' });
    expect(explained.body).toMatchObject({ state: 'explained', reason: 'late', note: 'on Monday' });
    expect((await house.act('approver', amount, 'approve', { version: amount.version })).status).toBe(412);
    expect((await house.act('approver', amount, 'approve')).body).toMatchObject({ state: 'approved' });
    expect((await house.act('approver', amount, 'close')).body).toMatchObject({ state: 'closed' });
    const { rows } = await house.engine.database.query<{ action: string }>(
      `SELECT action FROM core.audit_entry WHERE action LIKE 'difference:%' AND outcome = 'done' ORDER BY id`,
    );
    expect(rows.map(({ action }) => action)).toEqual([
      'difference:explain',
      'difference:approve',
      'difference:close',
    ]);
  });

  test('whoever reconciles names somebody, and others are not let near runs', async () => {
    await house.run();
    const amount = await house.of('E-2');
    const assigned = await house.act('accountant', amount, 'assign', { assignee: house.ids.clem });
    expect(assigned.body).toMatchObject({ state: 'assigned', assignee: house.ids.clem });
    expect((await house.ask('keeper', 'POST', 'entries_and_books/runs', {})).status).toBe(403);
    expect((await house.ask('keeper', 'GET', 'entries_and_books/runs')).status).toBe(403);
    expect((await house.ask('accountant', 'POST', 'no_such/runs', {})).status).toBe(404);
  });

  test('a red difference keeps the month open until it is settled, then the report stays as it was', async () => {
    await house.run();
    const { engine } = house;
    const gates = async () => (await engine.get(LedgerClosing).preview(FIRST_DAY)).map(({ gate }) => gate);
    expect(await gates()).toContain('red_differences');
    const red = await house.of('E-3');
    await house.act('keeper', red, 'explain', { reason: 'late' });
    await house.act('approver', red, 'approve');
    expect(await gates()).not.toContain('red_differences');

    const report = `entries_and_books/report?period=${TEST_DAY}`;
    const open = await house.ask<Report>('accountant', 'GET', report);
    expect(open.body).toMatchObject({
      frozenAt: null,
      content: { opened: 2, carried: 0, closed: 0, unresolved: 2, accuracy: '0.3333', atStake: '60010.00' },
    });
    expect(open.body.content.by['category']).toMatchObject([
      { name: 'amount', count: 1 },
      { name: 'quantity', count: 1 },
    ]);

    engine.clock.advance({ hours: 24 * 40 });
    const close = { through: LAST_DAY, state: 'closed' };
    const closed = await house.ask('accountant', 'POST', '/api/v1/ledger/periods/close', close);
    expect(closed.status).toBe(200);
    const frozen = (await house.ask<Report>('accountant', 'GET', report)).body;
    expect(frozen).toMatchObject({ hash: expect.stringMatching(/^[0-9a-f]{64}$/) as string });
    await house.act('approver', red, 'close');
    expect((await house.ask<Report>('accountant', 'GET', report)).body).toEqual(frozen);
  });

  test('what is overdue is told to those who approve, once', async () => {
    await house.run();
    for (const days of [1, 1, 30]) {
      house.engine.clock.advance({ hours: 24 * days });
      await house.work();
    }
    const { rows } = await house.engine.database.query<{ user: string; count: number }>(
      `SELECT user_id AS "user", count(*)::int AS count FROM core.notification WHERE title ->> 'en' LIKE '%overdue%' GROUP BY 1`,
    );
    expect(rows).toEqual([{ user: house.ids.approver, count: 2 }]);
    expect(await house.history(await house.of('E-3'))).toEqual(['found: assigned', 'escalated: assigned']);
  });
});

interface Report {
  readonly content: { readonly by: Readonly<Record<string, unknown>> };
}

describe('a reconciliation of what is held with what others push', () => {
  const push = (rows: readonly object[], more = {}) =>
    house.ask<{ id: string; rows: number }>('accountant', 'POST', 'held_and_pushed/data-sets', {
      side: 'books',
      rows,
      ...more,
    });

  test('rows come in parts, and only what lies in the scope is compared', async () => {
    await house.entry('E-1', 'bolt', '20', '200');
    await house.entry('E-2', 'nut', '5', '50');
    await house.entry('E-3', 'nut', '7', '70', 'south');
    const { body } = await push([{ item: 'B-1', place: 'north', quantity: '18', amount: '180' }]);
    const second = await push([{ item: 'nut', place: 'north', quantity: '5', amount: '50.00' }], {
      set: body.id,
    });
    expect(second.body).toMatchObject({ id: body.id, rows: 2 });
    const run = await house.run('held_and_pushed');
    expect(run).toMatchObject({ state: 'done', summary: { matched: 1, differences: 1 } });
    expect(await house.differences('accountant', '', 'held_and_pushed')).toMatchObject([
      { item: 'bolt', category: 'quantity', quantity: '2', amount: '20.00', level: 'yellow' },
    ]);
    expect((await push([{ item: 'nut' }], { set: body.id })).status).toBe(422);
  });

  test('nothing is compared before something was pushed', async () => {
    expect((await house.ask('accountant', 'POST', 'held_and_pushed/runs', {})).body).toMatchObject({
      errors: [{ code: 'data_set_missing' }],
    });
  });

  test('a schedule asks for its run, once', async () => {
    await push([{ item: 'nut', place: 'north', quantity: '5' }]);
    await house.work();
    house.engine.clock.advance({ hours: 24 });
    await house.work();
    house.engine.clock.advance({ minutes: 1 });
    await house.work();
    const { body } = await house.ask<{ data: readonly object[] }>(
      'accountant',
      'GET',
      'held_and_pushed/runs',
    );
    expect(body.data).toMatchObject([{ state: 'done' }]);
  });
});
