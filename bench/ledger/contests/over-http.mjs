import pg from 'pg';
import { submitRequest } from '../../flows/claims.mjs';
import { SUBMIT, submitValues } from '../../flows/ceiling/submit.mjs';
import { atLeast, atMost } from '../../flows/goals.mjs';
import { measuredLoad } from '../../measure/slices.mjs';
import { median } from '../../measure/statistics.mjs';
import { figures, rate } from '../../measure/summary.mjs';
import { createRequest, hotNote, OPEN_ITEMS, spreadNote } from '../documents.mjs';
import { handSlice } from '../slice.mjs';

/**
 * Documents over HTTP beside a bare route that writes a whole one (document, instance, to-do, 2 movements, 2 balances, audit)
 * in one statement, and on two hot balances beside that statement alone.
 */

const CONCURRENCY = 16;
const POOL_SIZE = 16;
const WARM_UP_ROUNDS = 3;
const SHARES = { must: 10, good: 20, moonshot: 40 };
const HOT_SHARES = { must: 25, good: 40 };
const HOT_ITEMS = [0, 1];

/** Gives `{rows, goals, failures}`. */
export async function raceOverHttp(stage, { rounds, documents, isQuick, say }) {
  await openAll(stage);
  const actors = { engine: await stage.startEngine(), ceiling: await stage.startCeiling() };
  const hot = hotStatement(stage);
  const run = (round) => runRound(stage, actors, hot, { documents, round });
  say('over HTTP: warming up');
  await meetBalances(stage, actors.engine);
  for (let round = 0; round < (isQuick ? 1 : WARM_UP_ROUNDS); round += 1) await run(round);
  await stage.database.owner.query('ANALYZE');
  const samples = [];
  for (let round = 0; round < rounds; round += 1) {
    say(`over HTTP: round ${round + 1} of ${rounds}`);
    samples.push(...(await run(round)));
  }
  await hot.stop();
  for (const server of Object.values(actors)) await server.stop();
  return summaryOf(samples);
}

async function openAll(stage) {
  const engine = await stage.startInProcess();
  await stage.openBalances(engine, ['average', 'layers']);
  await engine.stop();
}

/** The process learns the numbers of all balances, as it would in its first hours. */
async function meetBalances(stage, engine) {
  const { masters, people } = stage;
  const requests = ['average_note', 'layers_note'].flatMap((form) =>
    masters.places.map((_, n) =>
      createRequest(form, spreadNote(masters, n, { way: 'out', lines: OPEN_ITEMS }), people.clerk),
    ),
  );
  await measuredLoad(stage, engine, { requests, concurrency: CONCURRENCY });
}

const whole = { approver: true };

/** What the engine is asked for: a form, and the nth document. */
const OPERATIONS = {
  'P3 whole document': ['average_note', { way: 'out', lines: 2, more: whole }],
  'P3 without a flow': ['average_note', { way: 'out', lines: 2 }],
  'P4 receipt, average': ['average_note', { way: 'in', lines: 1 }],
  'P4 issue, layers': ['layers_note', { way: 'out', lines: 1 }],
  'P10 whole document, hot': ['average_note', { way: 'out', lines: 2, more: whole, isHot: true }],
};

async function runRound(stage, { engine, ceiling }, hot, { documents, round }) {
  const { people } = stage;
  const numbers = Array.from({ length: documents }, (_, n) => round * documents + n);
  const load = (server, requests) => measuredLoad(stage, server, { requests, concurrency: CONCURRENCY });
  const submit = (n) => submitRequest(n, { approvers: [people.approver] });
  const slices = {
    'bare submit': () => load(ceiling, numbers.map(submit)),
    'bare submit, hot': () =>
      load(
        ceiling,
        numbers.map((n) => heated(submit(n))),
      ),
    'hot statement': () => hot.slice(numbers.map(submit)),
    ...Object.fromEntries(
      Object.entries(OPERATIONS).map(([name, [form, options]]) => [
        name,
        () =>
          load(
            engine,
            numbers.map((n) => engineRequest(stage, form, options, n)),
          ),
      ]),
    ),
  };
  const ordered = round % 2 === 0 ? Object.keys(slices) : Object.keys(slices).reverse();
  const samples = [];
  for (const operation of ordered) samples.push({ ...(await slices[operation]()).sample, operation, round });
  return samples;
}

function engineRequest({ masters, people }, form, { isHot, more, ...options }, n) {
  const named = more ? { ...options, more: { approver: people.approver.id } } : options;
  const note = isHot ? hotNote(masters, named) : spreadNote(masters, n, named);
  return createRequest(form, note, people.clerk);
}

function heated(request) {
  return { ...request, body: { ...request.body, items: HOT_ITEMS } };
}

/** The statement of the bare submit without HTTP, all of it on two balances. */
function hotStatement(stage) {
  const { database, people } = stage;
  const pool = new pg.Pool({ connectionString: database.urls.DATABASE_URL, max: POOL_SIZE });
  const post = ({ body }) =>
    pool.query({
      ...SUBMIT,
      values: submitValues({ ...body, items: HOT_ITEMS }, people.clerk.id, new Date().toISOString()),
    });
  return {
    async slice(requests) {
      const { ms, nodeMs, databaseMs, count } = await handSlice(stage, (n) => post(requests[n]), {
        count: requests.length,
        concurrency: CONCURRENCY,
      });
      const latencies = Array.from({ length: count }, () => (ms * CONCURRENCY) / count);
      return { sample: { ms, latencies, errors: [], deliveredAfterMs: 0, serverMs: nodeMs, databaseMs } };
    },
    stop: () => pool.end(),
  };
}

/** Each operation is held against what writes as much without asking anything. */
const BASES = { 'P10 whole document, hot': 'hot statement' };
const BARE = ['bare submit', 'bare submit, hot', 'hot statement'];

function summaryOf(samples) {
  const rows = [...BARE, ...Object.keys(OPERATIONS)].map((operation) => rowOf(samples, operation));
  const failures = rows
    .filter(({ errors }) => errors > 0)
    .map(({ operation, errors, firstError }) => `${operation}: ${errors} errors, first ${firstError}`);
  const goals = rows
    .filter(({ operation }) => !BARE.includes(operation))
    .flatMap(({ operation, base, share, processorShare }) => [
      atLeast(`${operation}, c=16, share of the ${base}`, share * 100, levels(operation), ' %'),
      atLeast(`${operation}, the same in processor time`, processorShare * 100, levels(operation), ' %'),
    ]);
  const hot = rows.find(({ operation }) => operation === 'P10 whole document, hot');
  return { rows, goals: [...goals, atMost('P10 refusals and deadlocks', hot.errors, { must: 0 })], failures };
}

const levels = (operation) => (operation.startsWith('P10') ? HOT_SHARES : SHARES);

/** Figures of one operation and its shares: in requests a second, and in processor time of server and database together. */
function rowOf(samples, operation) {
  const base = BASES[operation] ?? 'bare submit';
  const own = samples.filter((each) => each.operation === operation);
  const shareOf = (ratio) => median(own.map((each) => ratio(each, partner(samples, each, base))));
  return {
    operation,
    base,
    share: shareOf((one, other) => rate(one) / rate(other)),
    processorShare: shareOf((one, other) => processorTime(other) / processorTime(one)),
    ...figures(own),
  };
}

function processorTime({ serverMs, databaseMs, latencies }) {
  return (serverMs + databaseMs) / latencies.length;
}

function partner(samples, { round }, operation) {
  return samples.find((each) => each.round === round && each.operation === operation);
}
