import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { secondsSince } from './gate/run.mjs';
import { root } from './gate/tools.mjs';
import { Person } from './soak/client.mjs';
import { Engine } from './soak/engine.mjs';
import { connect, findBroken } from './soak/invariants.mjs';
import { LOGINS, readMasters, workOnce } from './soak/job.mjs';
import { Journal } from './soak/journal.mjs';
import { seededRandom } from './soak/random.mjs';

/**
 * `npm run soak [-- --minutes N --kills N --writers N --seed N | --quick]`: people work through the API while the engine is
 * killed and started again at random moments. After each start the database must keep every promise that was given.
 */
const USAGE = 'Usage: npm run soak [-- [--quick] [--minutes N] [--kills N] [--writers N] [--seed N]]';
const FULL = { minutes: 10, kills: 200 };
const QUICK = { minutes: 1, kills: 8 };
const WRITERS = 6;
const KILL_WHILE_STARTING = 0.15;
const STARTING_MS = 1500;
/** On average; a busy machine makes the run longer rather than leaving no time for work between two kills. */
const LIFE_MS_MIN = 1500;
const DELIVERY_TIMEOUT_MS = 60_000;

function readPlan() {
  const number = { type: 'string' };
  const options = {
    quick: { type: 'boolean' },
    minutes: number,
    kills: number,
    writers: number,
    seed: number,
  };
  try {
    const { values } = parseArgs({ options });
    const base = values.quick ? QUICK : FULL;
    const plan = {
      minutes: positive(values.minutes, base.minutes),
      kills: positive(values.kills, base.kills),
      writers: positive(values.writers, WRITERS),
      seed: positive(values.seed, Date.now() % 1_000_000),
    };
    return plan;
  } catch (error) {
    console.error(`${error.message}\n${USAGE}`);
    return process.exit(2);
  }
}

function positive(text, otherwise) {
  if (text === undefined) return otherwise;
  const value = Number(text);
  if (!(value >= 0)) throw new Error(`"${text}" is no number.`);
  return value;
}

async function soak(plan) {
  console.log(`seed ${plan.seed}, ${plan.minutes} minutes, ${plan.kills} kills, ${plan.writers} writers`);
  const engine = await Engine.prepare();
  let isClean = false;
  try {
    engine.launch();
    await engine.untilItServes();
    await soakEngine(engine, plan);
    isClean = true;
  } finally {
    if (!isClean) console.error(`The data stay in ${engine.dataDir}.`);
    await engine.dispose({ keepData: !isClean });
  }
}

async function soakEngine(engine, plan) {
  const journal = new Journal();
  const logins = (await engine.logins()).filter(({ login }) => LOGINS.includes(login));
  const people = new Map();
  for (const login of logins) people.set(login.login, await Person.signIn(engine, journal, login));
  const masters = await readMasters(people);
  const writers = Array.from({ length: plan.writers }, (_, at) =>
    write(at, { people, masters, journal, seed: plan.seed }),
  );
  const failures = writers.map((writer) => writer.catch((error) => journal.fail(error)));
  await killAgainAndAgain(engine, journal, plan).catch((error) => journal.fail(error));
  journal.isOver = true;
  await Promise.all(failures);
  if (journal.failure) throw journal.failure;
  await untilDelivered(engine);
  await check(engine, journal);
}

async function write(at, { people, masters, journal, seed }) {
  const random = seededRandom(seed * 1000 + at);
  for (let round = 1; !journal.isOver; round += 1) {
    await workOnce({ people, masters, random, marker: `soak ${seed}-${at}-${round}` });
  }
}

async function killAgainAndAgain(engine, journal, plan) {
  const startedAt = performance.now();
  const random = seededRandom(plan.seed);
  const lengthMs = plan.minutes * 60_000;
  for (let kills = 0; kills < plan.kills && !journal.isOver; kills += 1) {
    const leftMs = Math.max(0, lengthMs - (performance.now() - startedAt));
    await sleep(lifeMs(leftMs / (plan.kills - kills), random));
    await engine.kill();
    if (random() < KILL_WHILE_STARTING) await startInVain(engine, random);
    engine.launch();
    await engine.untilItServes();
    await check(engine, journal);
    const [done, refused] = [journal.count('done'), journal.count('refused')];
    console.log(`kill ${kills + 1}: ${done} answers kept, ${refused} refused (${secondsSince(startedAt)})`);
  }
  while (!journal.isOver && performance.now() - startedAt < lengthMs) await sleep(100);
}

/** How long the engine may serve before the next kill: about half of its share is needed to start again. */
function lifeMs(shareMs, random) {
  return Math.max(LIFE_MS_MIN, shareMs / 2) * 2 * random();
}

/** A start that is killed before it is through. */
async function startInVain(engine, random) {
  engine.launch();
  await sleep(random() * STARTING_MS);
  await engine.kill();
}

async function check(engine, journal) {
  const client = await connect(engine);
  try {
    const broken = await findBroken(client, journal);
    if (broken.length > 0) throw new Error(`Broken:\n  ${broken.join('\n  ')}`);
  } finally {
    await client.end();
  }
}

/** At the end everything that was to be sent arrives, each once. */
async function untilDelivered(engine) {
  const client = await connect(engine);
  try {
    for (const deadline = Date.now() + DELIVERY_TIMEOUT_MS; ; await sleep(100)) {
      const { rows } = await client.query(
        `SELECT count(*)::int AS left FROM core.outbox WHERE state = 'waiting'`,
      );
      if (rows[0].left === 0) return;
      if (Date.now() > deadline) throw new Error(`${rows[0].left} messages were not delivered.`);
    }
  } finally {
    await client.end();
  }
}

if (!existsSync(join(root, 'packages/engine/dist/cli/main.js'))) {
  console.error('The engine is not built: run "npm run build" first.');
  process.exit(2);
}
const plan = readPlan();
try {
  await soak(plan);
  console.log('Every promise was kept.');
} catch (error) {
  console.error(
    `${error.stack ?? error}\nRepeat with: npm run soak -- --seed ${plan.seed} --minutes ${plan.minutes} --kills ${plan.kills}`,
  );
  process.exitCode = 1;
}
