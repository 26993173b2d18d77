import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { done } from '../support/api-client.js';
import { afterApproval, documentState, toldAbout } from '../support/document-state.js';
import type { DocumentState } from '../support/document-state.js';
import { eventually } from '../support/eventually.js';
import { seededRandom } from '../support/seeded-random.js';
import { useStage } from '../support/stage.js';
import { DIFFERENCES } from '../support/stocktake-job.js';
import type { WaitingDifference } from '../support/stocktake-job.js';

const ROUNDS = 16;
const DOCUMENTS = 4;
/** How long after the last answer that it lets through a round may go on: about one approval. */
const LATEST_KILL_MS = 25;
const PATIENCE_MS = 600_000;

const stage = useStage();

/** Sessions outlive the engine, so everybody stays signed in. */
const startAgain = () => stage.engine.restart();

async function everythingDelivered(): Promise<void> {
  const waiting = `SELECT count(*)::int FROM core.outbox WHERE state = 'waiting'`;
  await eventually(
    () => stage.database.value<number>(waiting),
    (left) => left === 0,
    30_000,
  );
}

async function booksAreRight(): Promise<void> {
  expect(await stage.database.brokenBalances()).toEqual([]);
  expect(await stage.database.unbalancedVouchers()).toEqual([]);
  expect(await stage.database.value(`SELECT count(*)::int FROM core.outbox WHERE state = 'failed'`)).toBe(0);
}

/** Waits until a statement of the engine stands in a queue behind a lock. */
function someoneWaits(): Promise<number> {
  const blocked = `SELECT count(*)::int FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND usename = 'dougong_app'`;
  return eventually(
    () => stage.database.value<number>(blocked),
    (count) => count > 0,
  );
}

/** An answer, or the silence of an engine that died. */
async function approve(task: string, headers = {}): Promise<number | 'no answer'> {
  try {
    return (await stage.job.supervisor.post(`/tasks/${task}/actions/approve`, {}, headers)).status;
  } catch {
    return 'no answer';
  }
}

/** A document that waits for its approval while nothing else is on its way, and the key to approve it under. */
async function waitingQuietly() {
  const { difference, task } = await stage.job.waitingDifference('WH-3', { 'SB-0001': '1' });
  await everythingDelivered();
  const before = await documentState(stage.database, difference);
  return { difference, task, before, key: { 'idempotency-key': randomUUID() } };
}

/** Holds a lock that the engine needs while `work` runs. */
async function whileLocked(statement: string, work: () => Promise<void>): Promise<void> {
  const holder = await stage.database.another();
  try {
    await holder.rows('BEGIN');
    await holder.rows(statement);
    await work();
  } finally {
    await holder.rows('ROLLBACK').catch(() => undefined);
    await holder.close();
  }
}

describe('an engine that is killed before the commit', () => {
  const PLACES = [
    ['while it waits for a balance', 'SELECT * FROM ledger.balance FOR UPDATE'],
    ['while it waits for the document', 'SELECT * FROM data.stock_difference FOR UPDATE'],
  ] as const;

  test.each(PLACES)(
    '%s has done nothing, and the same approval can be given after the restart',
    async (_place, lock) => {
      const { difference, task, before, key } = await waitingQuietly();
      const fingerprint = await stage.database.fingerprint();
      await whileLocked(lock, async () => {
        const answer = approve(task, key);
        await someoneWaits();
        await stage.engine.kill();
        expect(await answer).toBe('no answer');
      });
      await startAgain();
      expect(await stage.database.fingerprint()).toEqual(fingerprint);
      expect(await documentState(stage.database, difference)).toEqual(before);
      expect(await toldAbout(stage.database, difference)).toEqual({ finance: 0, keeper: 0 });
      expect(await approve(task, key)).toBe(200);
      expect(await documentState(stage.database, difference)).toMatchObject(afterApproval(before, 1));
      await everythingDelivered();
      expect(await toldAbout(stage.database, difference)).toEqual({ finance: 1, keeper: 1 });
      await booksAreRight();
    },
  );
});

describe('an engine that is killed while the database writes', () => {
  const PLACES = [
    ['the movements', 'LOCK TABLE ledger.movement IN SHARE MODE'],
    ['the voucher', 'LOCK TABLE ledger.voucher_line IN SHARE MODE'],
    ['the messages', 'LOCK TABLE core.outbox IN SHARE MODE'],
  ] as const;

  // The commit travels with the writing, so the database may have heard it before the engine died. It holds for all or nothing.
  test.each(PLACES)(
    '%s has done all of it or nothing, and a repeat leaves it done once',
    async (_place, lock) => {
      const { difference, task, before, key } = await waitingQuietly();
      await whileLocked(lock, async () => {
        const answer = approve(task, key);
        await someoneWaits();
        await stage.engine.kill();
        expect(await answer).toBe('no answer');
        expect(await documentState(stage.database, difference)).toEqual(before);
      });
      await startAgain();
      const found = await documentState(stage.database, difference);
      expect(found).toMatchObject(found.status === 'reviewing' ? before : afterApproval(before, 1));
      await booksAreRight();
      expect(await approve(task, key)).toBe(200);
      expect(await documentState(stage.database, difference)).toMatchObject(afterApproval(before, 1));
      await everythingDelivered();
      expect(await toldAbout(stage.database, difference)).toEqual({ finance: 1, keeper: 1 });
      await booksAreRight();
    },
  );
});

describe('an engine that is killed after the commit', () => {
  test('has done everything exactly once, and the notifications arrive after the restart', async () => {
    const { difference, task, before, key } = await waitingQuietly();
    await whileLocked('LOCK TABLE core.notification IN ACCESS EXCLUSIVE MODE', async () => {
      expect(await approve(task, key)).toBe(200);
      await someoneWaits();
      await stage.engine.kill();
    });
    expect(await toldAbout(stage.database, difference)).toEqual({ finance: 0, keeper: 0 });
    expect(
      await stage.database.value(`SELECT count(*)::int FROM core.outbox WHERE state = 'waiting'`),
    ).toBeGreaterThan(0);
    await startAgain();
    expect(await documentState(stage.database, difference)).toMatchObject(afterApproval(before, 1));
    await everythingDelivered();
    expect(await toldAbout(stage.database, difference)).toEqual({ finance: 1, keeper: 1 });
    const repeat = await stage.job.supervisor.post(`/tasks/${task}/actions/approve`, {}, key);
    expect([repeat.status, repeat.headers.get('idempotent-replayed')]).toEqual([200, 'true']);
    const again = await stage.job.supervisor.post(`/tasks/${task}/actions/approve`);
    expect([again.status, again.body.code]).toEqual([409, 'already_done']);
    expect(await documentState(stage.database, difference)).toMatchObject(afterApproval(before, 1));
    await booksAreRight();
  });

  test('lets the person whose task is next go on with it', async () => {
    const { difference, task } = await stage.job.waitingDifference('WH-3', { 'SB-0001': '1' });
    expect(await approve(task)).toBe(200);
    await stage.engine.kill();
    await startAgain();
    const body = done(await stage.job.keeper.get(`${DIFFERENCES}/${difference}`));
    const actions = body['actions'] as readonly { readonly id: string; readonly taskId?: string }[];
    const confirm = actions.find(({ taskId }) => taskId !== undefined)?.taskId;
    expect(done(await stage.job.keeper.post(`/tasks/${confirm}/actions/submit`)).record.status).toBe('done');
  });
});

describe('an engine that is killed at any moment', () => {
  interface Attempt {
    readonly document: WaitingDifference;
    readonly before: DocumentState;
    readonly key: { readonly 'idempotency-key': string };
    answer: number | 'no answer';
  }

  /** When a round ends: how many answers it lets through, and how long after the last of them. */
  function momentOf(round: number, random: () => number) {
    // The first round has all approvals on their way, the second a confirmed one; the others take what chance gives.
    if (round <= 2) return { letThrough: round - 1, killAfter: 0 };
    return { letThrough: Math.floor(random() * DOCUMENTS), killAfter: random() * LATEST_KILL_MS };
  }

  async function prepare(): Promise<Attempt[]> {
    const differences = (at: number) => ({
      'SB-0001': '1',
      'DM-0001': '2',
      'BZ-0102': at % 2 === 0 ? '1' : '-0.5',
    });
    const documents = await Promise.all(
      Array.from({ length: DOCUMENTS }, (_, at) => stage.job.waitingDifference('WH-3', differences(at))),
    );
    const attempts: Attempt[] = [];
    for (const document of documents) {
      const before = await documentState(stage.database, document.difference);
      attempts.push({ document, before, key: { 'idempotency-key': randomUUID() }, answer: 'no answer' });
    }
    return attempts;
  }

  /** A document with gains and losses has a voucher of each. */
  async function whollyThere({ document, before }: Attempt): Promise<boolean> {
    const now = await documentState(stage.database, document.difference);
    if (now.status === 'reviewing') {
      expect(now).toEqual(before);
      return false;
    }
    const vouchers = now.vouchers;
    expect([1, 2]).toContain(vouchers);
    expect(now).toMatchObject({ ...afterApproval(before, 3, vouchers), voucher_lines: now.voucher_lines });
    return true;
  }

  test(
    `has done each approval wholly or not at all, and what it acknowledged is there (${ROUNDS} times)`,
    async () => {
      const seed = Number.parseInt(process.env['DOUGONG_TEST_SEED'] ?? '', 10) || Date.now() % 1_000_000;
      process.stdout.write(`killed engine: DOUGONG_TEST_SEED=${seed}\n`);
      const random = seededRandom(seed);
      const tally = { acknowledged: 0, committedInSilence: 0, undone: 0 };
      for (let round = 1; round <= ROUNDS; round += 1) {
        const attempts = await prepare();
        const { letThrough, killAfter } = momentOf(round, random);
        const answers = attempts.map(async (attempt) => {
          attempt.answer = await approve(attempt.document.task, attempt.key);
        });
        while (attempts.filter(({ answer }) => answer !== 'no answer').length < letThrough) await sleep(1);
        await sleep(killAfter);
        await stage.engine.kill();
        await Promise.all(answers);
        await startAgain();
        for (const attempt of attempts) {
          const there = await whollyThere(attempt);
          const context = {
            seed,
            round,
            letThrough,
            killAfter,
            document: attempt.document.no,
            answer: attempt.answer,
          };
          if (attempt.answer !== 'no answer')
            expect({ ...context, there }).toEqual({ ...context, answer: 200, there: true });
          if (attempt.answer === 200) tally.acknowledged += 1;
          else tally[there ? 'committedInSilence' : 'undone'] += 1;
        }
        await booksAreRight();
        for (const attempt of attempts) {
          expect(await approve(attempt.document.task, attempt.key)).toBe(200);
          expect(await whollyThere(attempt)).toBe(true);
        }
        await everythingDelivered();
        for (const { document } of attempts) {
          expect(await toldAbout(stage.database, document.difference)).toEqual({ finance: 1, keeper: 1 });
        }
        await booksAreRight();
      }
      process.stdout.write(`killed engine: ${JSON.stringify(tally)}\n`);
      expect(tally.acknowledged).toBeGreaterThanOrEqual(1);
    },
    PATIENCE_MS,
  );
});
