import { atLeast } from '../../flows/goals.mjs';
import { measuredLoad } from '../../measure/slices.mjs';
import { median } from '../../measure/statistics.mjs';
import { figures, rate } from '../../measure/summary.mjs';
import { createRequest, hotNote } from '../documents.mjs';

/**
 * Everybody takes one piece of the same item at the same place: in a process that posts each document in a transaction of its own, with a
 * row lock for each, and in one that takes together those that come at the same time.
 */

const CONCURRENCY = 64;
const WARM_UP_ROUNDS = 2;
const LEDGERS = ['locked', 'queued'];

/** Gives `{rows, goals, failures}`. */
export async function raceHotKey(stage, { rounds, documents, isQuick, say }) {
  const opening = await stage.startInProcess();
  await stage.openBalances(opening, LEDGERS);
  await opening.stop();
  const engines = {
    locked: await stage.startEngine({ DOUGONG_POST_TOGETHER: '1' }),
    queued: await stage.startEngine(),
  };
  const run = (round) => runRound(stage, engines, { documents: 2 * documents, round });
  say('hot key: warming up');
  for (let round = 0; round < (isQuick ? 1 : WARM_UP_ROUNDS); round += 1) await run(round);
  const samples = [];
  for (let round = 0; round < rounds; round += 1) {
    say(`hot key: round ${round + 1} of ${rounds}`);
    samples.push(...(await run(round)));
  }
  for (const engine of Object.values(engines)) await engine.stop();
  return { ...summaryOf(samples), failures: await brokenBalances(stage) };
}

async function runRound(stage, engines, { documents, round }) {
  const ordered = round % 2 === 0 ? LEDGERS : LEDGERS.toReversed();
  const samples = [];
  for (const ledger of ordered) {
    const note = hotNote(stage.masters, { way: 'out', lines: 1 });
    const requests = Array.from({ length: documents }, () =>
      createRequest(`${ledger}_note`, note, stage.people.clerk),
    );
    const { sample } = await measuredLoad(stage, engines[ledger], { requests, concurrency: CONCURRENCY });
    samples.push({ ...sample, operation: ledger, round });
  }
  return samples;
}

function summaryOf(samples) {
  const of = (ledger) => samples.filter(({ operation }) => operation === ledger);
  const rows = LEDGERS.map((operation) => ({ operation, ...figures(of(operation)) }));
  const [locked, queued] = LEDGERS.map(of);
  const gain = median(
    queued.map((each) => rate(each) / rate(locked.find(({ round }) => round === each.round))),
  );
  const goals = [
    atLeast('one hot key, c=64: taken together, as a multiple of a lock for each', gain, { must: 6 }),
    atLeast('one hot key, c=64: documents a second, taken together', rows[1].perSecond, { good: 2000 }),
    ...rows.map(({ operation, errors }) =>
      atLeast(`one hot key, ${operation}: answers without error`, errors === 0 ? 1 : 0, { must: 1 }),
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
