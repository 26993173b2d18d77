import { parseArgs } from 'node:util';
import { submitted } from '../../scripts/soak/job.mjs';
import { seededRandom } from '../../scripts/soak/random.mjs';
import { Stage } from '../../scripts/soak/stage.mjs';
import { percentile } from '../measure/statistics.mjs';
import { copyInstance, firedCounts, FORM, makeDue, publishDelay, untilFired } from './crowd.mjs';
import { letWork, prepareTodos } from './people-at-work.mjs';

/**
 * `node bench/flows/timers.mjs [--timers N] [--people N] [--engines N]`: so many timers are due at the same moment while people
 * read and decide. All fire once, and nobody notices.
 */

const { values } = parseArgs({
  options: {
    timers: { type: 'string', default: '10000' },
    people: { type: 'string', default: '20' },
    engines: { type: 'string', default: '1' },
  },
});
const [timers, people, engines] = [values.timers, values.people, values.engines].map(Number);

const TARGET_SECONDS = { good: 60, excellent: 20 };
const TARGET_P95_MS = 100;
const TIMEOUT_MS = 600_000;
const QUIET_MS = 10_000;
const TODOS_PER_PERSON = 60;

async function measure(stage) {
  say('making what is to be measured');
  await publishDelay(stage);
  const record = await submitted(stage, FORM, { random: seededRandom(1), marker: 'the model' });
  await copyInstance(stage, record, timers - 1);
  const todos = await prepareTodos(stage, people * TODOS_PER_PERSON);
  say('people work, nothing is due');
  const until = performance.now() + QUIET_MS;
  const quiet = await letWork(stage, { people, todos, isOver: () => performance.now() > until });
  say(`${timers} timers are due`);
  const dueAt = await makeDue(stage);
  let firedAt;
  const firing = untilFired(stage, TIMEOUT_MS).then((left) => ((firedAt = performance.now()), left));
  const busy = await letWork(stage, { people, todos, isOver: () => firedAt !== undefined });
  const left = await firing;
  return { quiet, busy, left, seconds: (firedAt - dueAt) / 1000, counts: await firedCounts(stage) };
}

function tell({ quiet, busy, left, seconds, counts }) {
  console.log(`${timers} timers due at once, ${people} people at work, ${engines} engine(s)`);
  console.log(`people while nothing is due  ${line(quiet)}`);
  console.log(`people while timers fire     ${line(busy)}`);
  console.log(`all fired after ${seconds.toFixed(1)} s (${Math.round(timers / seconds)} a second)`);
  const p95 = percentile([...busy.read, ...busy.decide], 0.95);
  const checks = [
    [`each fired once`, left === 0 && counts.instances === timers && counts.times === timers],
    [`all within ${TARGET_SECONDS.good} s`, seconds <= TARGET_SECONDS.good],
    [`within ${TARGET_SECONDS.excellent} s (excellent)`, seconds <= TARGET_SECONDS.excellent],
    [`p95 of people below ${TARGET_P95_MS} ms (${p95.toFixed(0)} ms)`, p95 < TARGET_P95_MS],
  ];
  for (const [what, isMet] of checks) console.log(`${isMet ? 'met   ' : 'missed'}  ${what}`);
  return checks.every(([what, isMet]) => isMet || what.includes('excellent'));
}

function line({ read, decide }) {
  const of = (list) =>
    `${list.length} times, median ${percentile(list, 0.5).toFixed(0)} ms, p95 ${percentile(list, 0.95).toFixed(0)} ms`;
  return `reads ${of(read)}; decisions ${of(decide)}`;
}

function say(text) {
  console.error(`timers: ${text}`);
}

const stage = await Stage.open({ engines, seed: 1 });
try {
  process.exitCode = tell(await measure(stage)) ? 0 : 1;
} finally {
  await stage.close();
}
