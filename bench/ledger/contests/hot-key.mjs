import { atLeast } from '../../flows/goals.mjs';
import { measuredLoad } from '../../measure/slices.mjs';
import { median } from '../../measure/statistics.mjs';
import { figures, rate } from '../../measure/summary.mjs';
import { createRequest, hotNote } from '../documents.mjs';
import { handSlice } from '../slice.mjs';

/**
 * Everybody takes one piece of the same item at the same place: in an engine that posts each document in a transaction of its own, with
 * a row lock for each, and in one that takes together those that come at the same time. Without HTTP the two differ in nothing else;
 * over HTTP the route costs both the same.
 */

const LEDGERS = ['locked', 'queued'];
const ONE_BY_ONE = { DOUGONG_POST_TOGETHER: '1' };
/** The second as many as the issues that race for the last pieces. */
const CONCURRENCIES = [64, 200];
const CONCURRENCY_OVER_HTTP = 64;
/** A round takes so many times the documents that are asked for: one of these is done soon. */
const DOCUMENTS_TIMES = { quick: 2, full: 8 };
const WARM_UP_ROUNDS = { quick: 1, full: 2 };

/** Gives `{rows, goals, failures}`. */
export async function raceHotKey(stage, sizes) {
  const inProcess = await raceInProcess(stage, sizes);
  const overHttp = await raceOverHttp(stage, sizes);
  return {
    rows: [...inProcess.rows, ...overHttp.rows],
    goals: [...inProcess.goals, ...overHttp.goals],
    failures: await brokenBalances(stage),
  };
}

async function raceInProcess(stage, { rounds, documents, isQuick, say }) {
  const engines = { locked: await stage.startInProcess(ONE_BY_ONE), queued: await stage.startInProcess() };
  await stage.openBalances(engines.queued, LEDGERS);
  const note = hotNote(stage.masters, { way: 'out', lines: 1 });
  const count = documents * DOCUMENTS_TIMES[isQuick ? 'quick' : 'full'];
  const run = async (round) => {
    const samples = [];
    for (const concurrency of CONCURRENCIES)
      for (const ledger of inTurn(round)) {
        const work = () => engines[ledger].create(`${ledger}_note`, note);
        samples.push({
          ...(await handSlice(stage, work, { count, concurrency })),
          ledger,
          concurrency,
          round,
        });
      }
    return samples;
  };
  const samples = await playRounds('hot key without HTTP', { rounds, warmUps: 1, say }, run);
  for (const engine of Object.values(engines)) await engine.stop();
  return summaryInProcess(samples);
}

/** The samples of all rounds but those that only warm up. */
async function playRounds(name, { rounds, warmUps, say }, run) {
  say(`${name}: warming up`);
  for (let round = 0; round < warmUps; round += 1) await run(round);
  const samples = [];
  for (let round = 0; round < rounds; round += 1) {
    say(`${name}: round ${round + 1} of ${rounds}`);
    samples.push(...(await run(round)));
  }
  return samples;
}

/** Who comes first changes from round to round. */
function inTurn(round) {
  return round % 2 === 0 ? LEDGERS : LEDGERS.toReversed();
}

function summaryInProcess(samples) {
  const perSecond = ({ count, ms }) => (count * 1000) / ms;
  const of = (ledger, concurrency) =>
    samples.filter((each) => each.ledger === ledger && each.concurrency === concurrency);
  const cells = CONCURRENCIES.flatMap((concurrency) => LEDGERS.map((ledger) => ({ ledger, concurrency })));
  const rows = cells.map(({ ledger, concurrency }) => ({
    operation: `${ledger}, no HTTP`,
    concurrency,
    perSecond: median(of(ledger, concurrency).map(perSecond)),
    nodeMs: median(of(ledger, concurrency).map(({ nodeMs, count }) => nodeMs / count)),
    databaseMs: median(of(ledger, concurrency).map(({ databaseMs, count }) => databaseMs / count)),
  }));
  const goals = CONCURRENCIES.flatMap((concurrency) => {
    const [locked, queued] = LEDGERS.map((ledger) => of(ledger, concurrency));
    return goalsOf(`one hot key without HTTP, c=${concurrency}`, locked, queued, perSecond, { must: 6 });
  });
  return { rows, goals };
}

/** How much more those get done who are taken together; samples of one round stood side by side. */
function goalsOf(name, locked, queued, perSecond, levels) {
  const gain = median(
    queued.map((each) => perSecond(each) / perSecond(locked.find(({ round }) => round === each.round))),
  );
  return [
    atLeast(`${name}: taken together, as a multiple of a lock for each`, gain, levels),
    atLeast(`${name}: documents a second, taken together`, median(queued.map(perSecond)), { good: 2000 }),
  ];
}

async function raceOverHttp(stage, { rounds, documents, isQuick, say }) {
  const engines = { locked: await stage.startEngine(ONE_BY_ONE), queued: await stage.startEngine() };
  const run = (round) => runRound(stage, engines, { documents: 2 * documents, round });
  const warmUps = WARM_UP_ROUNDS[isQuick ? 'quick' : 'full'];
  const samples = await playRounds('hot key over HTTP', { rounds, warmUps, say }, run);
  for (const engine of Object.values(engines)) await engine.stop();
  return summaryOverHttp(samples);
}

async function runRound(stage, engines, { documents, round }) {
  const samples = [];
  for (const ledger of inTurn(round)) {
    const note = hotNote(stage.masters, { way: 'out', lines: 1 });
    const requests = Array.from({ length: documents }, () =>
      createRequest(`${ledger}_note`, note, stage.people.clerk),
    );
    const load = { requests, concurrency: CONCURRENCY_OVER_HTTP };
    const { sample } = await measuredLoad(stage, engines[ledger], load);
    samples.push({ ...sample, operation: ledger, round });
  }
  return samples;
}

function summaryOverHttp(samples) {
  const [locked, queued] = LEDGERS.map((ledger) => samples.filter(({ operation }) => operation === ledger));
  const rows = [locked, queued].map((own) => ({
    operation: own[0].operation,
    concurrency: CONCURRENCY_OVER_HTTP,
    ...figures(own),
  }));
  const goals = [
    ...goalsOf(`one hot key over HTTP, c=${CONCURRENCY_OVER_HTTP}`, locked, queued, rate, { good: 6 }),
    ...rows.map(({ operation, errors }) =>
      atLeast(`one hot key over HTTP, ${operation}: answers without error`, errors === 0 ? 1 : 0, {
        must: 1,
      }),
    ),
  ];
  return { rows, goals };
}

const BROKEN = `
  SELECT k.register, b.key_id::text FROM ledger.balance b JOIN ledger.register_key k ON k.id = b.key_id
    JOIN (SELECT key_id, sum(r1) AS r1, sum(r2) AS r2 FROM ledger.movement GROUP BY key_id) m USING (key_id)
   WHERE b.r1 <> m.r1 OR b.r2 <> m.r2`;

/** Whatever the way, a balance is the sum of its movements. */
async function brokenBalances({ database }) {
  const { rows } = await database.owner.query(BROKEN);
  return rows.map(
    ({ register, key_id }) => `balance ${key_id} of ${register} is not the sum of its movements`,
  );
}
