import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { secondsSince } from './gate/run.mjs';
import { root } from './gate/tools.mjs';
import { findBrokenAtEnd, untilQuiet } from './soak/ending.mjs';
import { figuresOf } from './soak/figures.mjs';
import { findBroken } from './soak/invariants.mjs';
import { workOnce } from './soak/job.mjs';
import { migrateAgainAndAgain } from './soak/migrations.mjs';
import { argumentsOf, readPlan } from './soak/plan.mjs';
import { seededRandom } from './soak/random.mjs';
import { Stage } from './soak/stage.mjs';
import { troubleAgainAndAgain, watchEngines } from './soak/troubles.mjs';

/**
 * `npm run soak`: people work through the API of several engines on one database, with approvals, timers, outside calls,
 * sub-flows, postings and migrations, while engines are killed and PostgreSQL is restarted at random moments. After each blow
 * the database must keep every promise that was given, and at the end everything has happened, each thing once.
 */
async function soak(plan) {
  console.log(`soak: ${argumentsOf(plan)}`);
  const stage = await Stage.open(plan);
  let isClean = false;
  try {
    await soakStage(stage, plan);
    isClean = true;
  } finally {
    if (!isClean) console.error(`The data stay in ${stage.database.folder}.`);
    await stage.close({ keepData: !isClean });
  }
}

async function soakStage(stage, plan) {
  const { journal } = stage;
  const startedAt = performance.now();
  let [kills, migrations] = [0, 0];
  const guard = (work) => work.catch((error) => journal.fail(error));
  const work = [
    guard(migrateAgainAndAgain(stage, plan).then((count) => (migrations = count))),
    guard(watchEngines(stage)),
    ...Array.from({ length: plan.writers }, (_, at) => guard(write(stage, plan.seed, at))),
  ];
  // Ctrl-C ends the troubles early; what has happened until then is still checked.
  process.once('SIGINT', () => (journal.isOver = true));
  const check = (count) => tellAndCheck(stage, count, startedAt);
  await guard(troubleAgainAndAgain(stage, plan, check).then((count) => (kills = count)));
  journal.isOver = true;
  await Promise.all(work);
  if (journal.failure) throw journal.failure;
  await untilQuiet(stage);
  complain([...(await findBroken(stage)), ...(await findBrokenAtEnd(stage))]);
  const minutes = (performance.now() - startedAt) / 60_000;
  for (const line of await figuresOf(stage, { kills, migrations, minutes })) console.log(line);
}

async function write(stage, seed, at) {
  const random = seededRandom(seed * 1000 + at);
  for (let round = 1; !stage.journal.isOver; round += 1)
    await workOnce(stage, { random, marker: `soak ${seed}-${at}-${round}` });
}

async function tellAndCheck(stage, kills, startedAt) {
  complain(await findBroken(stage));
  const kept = stage.journal.count(({ state }) => state === 'done');
  const { restarts } = stage.database;
  console.log(`${kills} kills, ${restarts} restarts: ${kept} answers kept (${secondsSince(startedAt)})`);
}

function complain(broken) {
  if (broken.length > 0) throw new Error(`Broken:\n  ${broken.join('\n  ')}`);
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
  console.error(`${error.stack ?? error}\nRepeat with: npm run soak -- ${argumentsOf(plan)}`);
  process.exitCode = 1;
}
