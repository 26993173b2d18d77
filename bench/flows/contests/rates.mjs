import { measuredLoad } from '../../measure/slices.mjs';
import { median } from '../../measure/statistics.mjs';
import { figures, rate } from '../../measure/summary.mjs';
import { decideRequest, openTasks, startRequest, submitRequest } from '../claims.mjs';
import { atLeast, atMost } from '../goals.mjs';

/**
 * Documents go from their start through three approvals to the end, beside the bare `submit`, at 16 and at 64 connections
 * with the default pool. Slices alternate within each round, so that both meet the same weather.
 */

const USUAL = 16;
const FULL_HOUSE = 64;
/**
 * The compiler of the engine below works beside the first thousands of requests and costs them half as much again: both
 * servers are measured once it is done. Quick runs do not wait.
 */
const WARM_UP_ROUNDS = 4;
const SHARES = { must: 10, good: 20, moonshot: 40 };
const STEPS = ['decide', 'decide again', 'end'];

/** Gives `{rows, goals, failures}`. */
export async function raceRates(stage, { rounds, documents, isQuick, say }) {
  const actors = { engine: await stage.startEngine(), ceiling: await stage.startCeiling() };
  say('warming up');
  for (let round = 0; round < (isQuick ? 1 : WARM_UP_ROUNDS); round += 1)
    await runRound(stage, actors, { concurrency: USUAL, documents, round });
  await stage.database.owner.query('ANALYZE');
  const samples = [];
  for (let round = 0; round < rounds; round += 1) {
    say(`rates: round ${round + 1} of ${rounds}`);
    for (const concurrency of [USUAL, FULL_HOUSE])
      samples.push(...(await runRound(stage, actors, { concurrency, documents, round })));
  }
  for (const server of Object.values(actors)) await server.stop();
  return summaryOf(samples);
}

async function runRound(stage, { engine, ceiling }, { concurrency, documents, round }) {
  const { database, people } = stage;
  const samples = [];
  const slice = async (operation, server, requests, keep = false) => {
    const { sample, answers } = await measuredLoad(stage, server, { requests, concurrency, keep });
    samples.push({ ...sample, operation, concurrency, round });
    return answers;
  };
  const numbers = Array.from({ length: documents }, (_, n) => round * documents + n);
  const submit = () =>
    slice(
      'submit',
      ceiling,
      numbers.map((n) => submitRequest(n, people)),
    );
  const start = () =>
    slice(
      'start',
      engine,
      numbers.map((n) => startRequest(n, people)),
      true,
    );
  const made = round % 2 === 0 ? [await start(), await submit()][0] : [await submit(), await start()][1];
  const records = made.flatMap((answer) => answer?.record.id ?? []);
  for (const step of STEPS) {
    const tasks = await openTasks(database, records);
    await slice(
      step,
      engine,
      tasks.map((task) => decideRequest(task, people)),
    );
  }
  return samples;
}

function summaryOf(samples) {
  const rows = ['submit', 'start', ...STEPS].flatMap((operation) =>
    [USUAL, FULL_HOUSE].map((concurrency) => rowOf(samples, operation, concurrency)),
  );
  const failures = rows
    .filter(({ errors }) => errors > 0)
    .map(
      ({ operation, concurrency, errors, firstError }) =>
        `${operation} at ${concurrency}: ${errors} errors, first ${firstError}`,
    );
  return { rows, goals: goalsOf(rows, samples), failures };
}

/** Figures of one operation and its shares of the bare submit: in requests a second, and in processor time. */
function rowOf(samples, operation, concurrency) {
  const own = samples.filter((each) => each.operation === operation && each.concurrency === concurrency);
  const shareOf = (ratio) =>
    median(own.map((each) => ratio(each, partner(samples, each, 'submit', concurrency))));
  return {
    operation,
    concurrency,
    share: shareOf((one, submit) => rate(one) / rate(submit)),
    processorShare: shareOf((one, submit) => processorTime(submit) / processorTime(one)),
    ...figures(own),
  };
}

/** Of server and database together, for one request. */
function processorTime({ serverMs, databaseMs, latencies }) {
  return (serverMs + databaseMs) / latencies.length;
}

/** The slice of the same round that another is held against. */
function partner(samples, { round }, operation, concurrency) {
  return samples.find(
    (each) => each.round === round && each.operation === operation && each.concurrency === concurrency,
  );
}

function goalsOf(rows, samples) {
  const row = (operation, concurrency) =>
    rows.find((each) => each.operation === operation && each.concurrency === concurrency);
  return [
    atLeast(
      'P2 create + 20 rules + flow + to-do, c=16, share of the bare submit',
      row('start', USUAL).share * 100,
      SHARES,
      ' %',
    ),
    atLeast('P2 the same in processor time', row('start', USUAL).processorShare * 100, SHARES, ' %'),
    atLeast('decisions per second, c=16', row('decide', USUAL).perSecond, { good: 200, excellent: 600 }),
    atLeast('start, 3 approvals, end: instances per second over HTTP, c=16', instancesPerSecond(samples), {
      good: 150,
      excellent: 400,
    }),
    ...['start', 'decide', 'end'].flatMap((operation) => fullHouseGoals(operation, row, samples)),
  ];
}

function fullHouseGoals(operation, row, samples) {
  const { p50, p99, errors } = row(operation, FULL_HOUSE);
  const kept = samples
    .filter((each) => each.operation === operation && each.concurrency === FULL_HOUSE)
    .map((each) => rate(each) / rate(partner(samples, each, operation, USUAL)));
  return [
    atMost(`P9 ${operation}, c=64, default pool: errors`, errors, { must: 0 }),
    atMost(`P9 ${operation}, c=64: p99 as a multiple of p50`, p99 / p50, { must: 10, goal: 4 }),
    atLeast(`P9 ${operation}, c=64: share of the rate at c=16`, median(kept) * 100, { must: 90 }, ' %'),
  ];
}

/** Every step of an instance takes its share of a second. */
function instancesPerSecond(samples) {
  const own = samples.filter(({ operation, concurrency }) => operation !== 'submit' && concurrency === USUAL);
  const rounds = [...new Set(own.map(({ round }) => round))];
  const seconds = (wanted) =>
    own.filter(({ round }) => round === wanted).reduce((sum, each) => sum + 1 / rate(each), 0);
  return median(rounds.map((round) => 1 / seconds(round)));
}
