import { randomUUID } from 'node:crypto';
import { refusal } from '../support/api-client.js';
import type { ApiAnswer, ApiClient } from '../support/api-client.js';
import { eventually } from '../support/eventually.js';
import { useStage } from '../support/stage.js';
import { DIFFERENCES, taskOn } from '../support/stocktake-job.js';

const REPETITIONS = 20;
const ABOVE_THRESHOLD = { 'SB-0004': '1', 'BZ-0201': '1' };
const BELOW_THRESHOLD = { 'SB-0001': '1' };

const stage = useStage();

/** What a document has left behind. */
function tracesOf(difference: string) {
  return stage.database.rows(
    `SELECT d.status,
            (SELECT count(*)::int FROM ledger.posting p WHERE p.source_id = d.id) AS postings,
            (SELECT count(*)::int FROM ledger.voucher v JOIN ledger.posting p ON p.id = v.posting_id WHERE p.source_id = d.id) AS vouchers,
            (SELECT count(*)::int FROM ledger.movement m JOIN ledger.posting p ON p.id = m.posting_id WHERE p.source_id = d.id) AS movements,
            (SELECT count(*)::int FROM core.task t WHERE t.record_id = d.id AND t.node_id = 'confirm') AS confirmations,
            (SELECT count(*)::int FROM core.outbox o WHERE o.topic = 'notification' AND o.payload ->> 'recordId' = d.id::text
                AND o.payload -> 'title' ->> 'en' LIKE 'A stock difference has been posted%') AS messages
       FROM data.stock_difference d WHERE d.id = $1`,
    [difference],
  );
}

const postedOnce = (lines: number) => [
  { status: 'posted', postings: 1, vouchers: 1, movements: 2 * lines, confirmations: 1, messages: 1 },
];

const statuses = (answers: readonly ApiAnswer[]) => answers.map(({ status }) => status).sort();

const approve = (person: ApiClient, task: string, headers = {}) =>
  person.post(`/tasks/${task}/actions/approve`, {}, headers);

describe('final approvals sent at once', () => {
  test(`of one person: one takes effect, the others come too late, one voucher (${REPETITIONS} times)`, async () => {
    for (let round = 1; round <= REPETITIONS; round += 1) {
      const { difference, task } = await stage.job.waitingDifference('WH-3', BELOW_THRESHOLD);
      const answers = await Promise.all([1, 2, 3].map(() => approve(stage.job.supervisor, task)));
      expect([round, statuses(answers)]).toEqual([round, [200, 409, 409]]);
      for (const late of answers.filter(({ status }) => status === 409)) {
        expect(refusal(late)).toMatchObject({ type: 'application/problem+json', code: 'already_done' });
      }
      expect(await tracesOf(difference)).toEqual(postedOnce(1));
    }
  });

  test(`of one person under different idempotency keys: one takes effect (${REPETITIONS} times)`, async () => {
    for (let round = 1; round <= REPETITIONS; round += 1) {
      const { difference, task } = await stage.job.waitingForDirector('WH-3', ABOVE_THRESHOLD);
      const answers = await Promise.all(
        [1, 2].map(() => approve(stage.job.director, task, { 'idempotency-key': randomUUID() })),
      );
      expect([round, statuses(answers)]).toEqual([round, [200, 409]]);
      expect(await tracesOf(difference)).toEqual(postedOnce(2));
    }
  });

  test('under one idempotency key: all get the same answer and it happens once', async () => {
    for (let round = 1; round <= REPETITIONS; round += 1) {
      const { difference, task } = await stage.job.waitingDifference('WH-1', BELOW_THRESHOLD);
      const key = { 'idempotency-key': randomUUID() };
      const answers = await Promise.all([1, 2, 3, 4].map(() => approve(stage.job.supervisor, task, key)));
      expect([round, statuses(answers)]).toEqual([round, [200, 200, 200, 200]]);
      const replayed = answers.filter(({ headers }) => headers.get('idempotent-replayed') === 'true');
      expect(replayed).toHaveLength(3);
      expect(new Set(answers.map(({ body }) => JSON.stringify(body))).size).toBe(1);
      expect(await tracesOf(difference)).toEqual(postedOnce(1));
    }
  });

  test('an approval and a refusal: one of them takes effect, wholly', async () => {
    for (let round = 1; round <= REPETITIONS; round += 1) {
      const { difference, task } = await stage.job.waitingDifference('WH-1', BELOW_THRESHOLD);
      const answers = await Promise.all([
        approve(stage.job.supervisor, task),
        stage.job.supervisor.post(`/tasks/${task}/actions/reject`, { comment: 'no' }),
      ]);
      expect([round, statuses(answers)]).toEqual([round, [200, 409]]);
      const approved = answers[0]?.status === 200;
      const nothing = {
        status: 'draft',
        postings: 0,
        vouchers: 0,
        movements: 0,
        confirmations: 0,
        messages: 0,
      };
      expect(await tracesOf(difference)).toEqual(approved ? postedOnce(1) : [nothing]);
    }
  });

  describe('with a second director', () => {
    let second: ApiClient;

    beforeAll(async () => {
      await stage.database.rows(
        `INSERT INTO core.user_role (user_id, role_key) SELECT id, 'finance_director' FROM core.user_account WHERE login = 'hejing'`,
      );
      await stage.reopen();
      second = await stage.engine.signIn('hejing');
    });

    test(`two people, twice each: one takes effect, one voucher (${REPETITIONS} times)`, async () => {
      for (let round = 1; round <= REPETITIONS; round += 1) {
        const { difference, task } = await stage.job.waitingForDirector('WH-3', ABOVE_THRESHOLD);
        const other = await taskOn(second, `${DIFFERENCES}/${difference}`);
        expect(other).not.toBe(task);
        const answers = await Promise.all([
          approve(stage.job.director, task, { 'idempotency-key': randomUUID() }),
          approve(second, other, { 'idempotency-key': randomUUID() }),
          approve(second, other),
          approve(stage.job.director, task),
        ]);
        expect([round, statuses(answers)]).toEqual([round, [200, 409, 409, 409]]);
        expect(await tracesOf(difference)).toEqual(postedOnce(2));
      }
    });
  });

  test('leave balances that are what the movements add up to, and everybody told once', async () => {
    await eventually(
      () => stage.database.value<number>(`SELECT count(*)::int FROM core.outbox WHERE state = 'waiting'`),
      (left) => left === 0,
    );
    expect(await stage.database.brokenBalances()).toEqual([]);
    expect(await stage.database.unbalancedVouchers()).toEqual([]);
    const posted = await stage.database.value(
      `SELECT count(*)::int FROM data.stock_difference WHERE status = 'posted'`,
    );
    const told = `SELECT count(*)::int FROM core.notification n JOIN core.user_account u ON u.id = n.user_id
                   WHERE u.login = 'sunxiaomei' AND n.form = 'stock_difference'`;
    expect(await stage.database.value(told)).toBe(posted);
  });
});
