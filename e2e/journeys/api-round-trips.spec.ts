import { done } from '../support/api-client.js';
import type { ApiAnswer } from '../support/api-client.js';
import { useStage } from '../support/stage.js';
import { COUNTS, DIFFERENCES, databaseWork, taskOn, version } from '../support/stocktake-job.js';
import type { Differences } from '../support/stocktake-job.js';

const OPENINGS = '/forms/opening_stock/records';
const ROUND_TRIPS_MAX = 5;
const STATEMENTS_MAX = 12;
const SMALL = 1;
const LARGE = 30;
const REPETITIONS = 3;

const stage = useStage();
let codes: readonly string[];

beforeAll(async () => {
  codes = await codesOf();
});

/** Codes of the items on the shelves of the largest warehouse, each once. */
async function codesOf(): Promise<string[]> {
  const rows = await stage.database.rows<{ code: string }>(
    `SELECT DISTINCT i.code FROM ledger.register_key k JOIN data.item i ON i.id::text IN (k.s1, k.s2, k.s3, k.s4)
      WHERE k.register = 'stock' AND $1 IN (k.s1, k.s2, k.s3, k.s4) ORDER BY i.code`,
    [stage.job.warehouse('WH-1')],
  );
  return rows.map(({ code }) => code);
}

const differencesOf = (lines: number): Differences =>
  Object.fromEntries(codes.slice(0, lines).map((code) => [code, '1']));

const openingOf = (lines: number) => ({
  warehouse: stage.job.warehouse('WH-1'),
  lines: codes
    .slice(0, lines)
    .map((code, at) => ({ item: stage.job.item(code), bin: `bin ${at}`, qty: '1', unit_cost: '2' })),
});

interface Cost {
  readonly 'db-round-trips': number;
  readonly 'db-statements': number;
}

/** The cost of the whole job with that many lines that differ. */
async function costs(lines: number): Promise<Record<string, ApiAnswer>> {
  const created = await stage.job.keeper.post(COUNTS, stage.job.countOf('WH-1'));
  const { record } = done(created);
  const upsert = stage.job.counted(record, differencesOf(lines));
  const changed = await stage.job.keeper.patch(
    `${COUNTS}/${record.id}`,
    { lines: { upsert } },
    version(record),
  );
  const submitted = await stage.job.keeper.post(`${COUNTS}/${record.id}/actions/submit`);
  const counting = await taskOn(stage.job.supervisor, `${COUNTS}/${record.id}`);
  const countApproved = await stage.job.supervisor.post(`/tasks/${counting}/actions/approve`);
  const difference = String(done(countApproved).record['difference']);
  const handed = await stage.job.keeper.post(`${DIFFERENCES}/${difference}/actions/submit`);
  const first = await taskOn(stage.job.supervisor, `${DIFFERENCES}/${difference}`);
  let posted = await stage.job.supervisor.post(`/tasks/${first}/actions/approve`);
  if (done(posted).record.status === 'reviewing') {
    const second = await taskOn(stage.job.director, `${DIFFERENCES}/${difference}`);
    posted = await stage.job.director.post(`/tasks/${second}/actions/approve`);
  }
  expect(done(posted).record.status).toBe('posted');
  expect(done(posted).record.lines).toHaveLength(lines);
  const opened = await stage.job.accountant.post(OPENINGS, openingOf(lines));
  const openingPosted = await stage.job.accountant.post(`${OPENINGS}/${done(opened).record.id}/actions/post`);
  return {
    'opening a count': created,
    'typing the counted quantities': changed,
    'submitting a count': submitted,
    'approving a count': countApproved,
    'submitting a difference document': handed,
    'the final approval': posted,
    'making a document of lines': opened,
    'posting a document of lines': openingPosted,
  };
}

/** The least of several runs: a first run also learns keys and definitions. */
async function leastCosts(lines: number): Promise<Record<string, Cost>> {
  const least: Record<string, Cost> = {};
  for (let run = 0; run < REPETITIONS; run += 1) {
    for (const [step, answer] of Object.entries(await costs(lines))) {
      expect([step, done(answer) && answer.headers.get('server-timing')]).toEqual([
        step,
        expect.stringContaining('db-round-trips'),
      ]);
      const cost = databaseWork(answer) as unknown as Cost;
      const known = least[step];
      if (!known || cost['db-round-trips'] < known['db-round-trips']) least[step] = cost;
    }
  }
  return least;
}

describe('the database work of a command', () => {
  let small: Record<string, Cost>;
  let large: Record<string, Cost>;

  beforeAll(async () => {
    expect(codes.length).toBeGreaterThanOrEqual(LARGE);
    small = await leastCosts(SMALL);
    large = await leastCosts(LARGE);
    process.stdout.write(
      `round trips: ${JSON.stringify(Object.fromEntries(Object.entries(large).map(([step, cost]) => [step, cost['db-round-trips']])))}\n`,
    );
  });

  test(`stays within ${ROUND_TRIPS_MAX} round trips and ${STATEMENTS_MAX} statements at every step of the job`, () => {
    const over = Object.entries(large).filter(
      ([, cost]) => cost['db-round-trips'] > ROUND_TRIPS_MAX || cost['db-statements'] > STATEMENTS_MAX,
    );
    expect(over).toEqual([]);
  });

  test(`is the same for ${SMALL} line and for ${LARGE} lines`, () => {
    expect(large).toEqual(small);
  });

  test('is the same however many tasks are open and however often it was done', async () => {
    expect(await leastCosts(SMALL)).toEqual(small);
  });

  test('stays within one more round trip when the engine has just started and knows nothing', async () => {
    const { task } = await stage.job.waitingDifference('WH-1', differencesOf(LARGE - 1));
    await stage.engine.restart();
    const answer = await stage.job.supervisor.post(`/tasks/${task}/actions/approve`);
    expect(answer.status).toBe(200);
    expect(databaseWork(answer)['db-round-trips']).toBeLessThanOrEqual(ROUND_TRIPS_MAX + 2);
  });
});
