import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { secondsSince } from './gate/run.mjs';
import { root } from './gate/tools.mjs';
import { closeNowAndThen } from './soak/ledger/closer.mjs';
import { findBroken } from './soak/ledger/laws.mjs';
import { readPlan } from './soak/ledger/plan.mjs';
import { replay } from './soak/ledger/replay.mjs';
import { LedgerWorld } from './soak/ledger/world.mjs';
import { write } from './soak/ledger/writer.mjs';
import { argumentsOf } from './soak/plan.mjs';

const CHECK_EVERY_MS = 10_000;

/**
 * `npm run soak:ledger`: many writers post random documents through engines that die between statements and whose clocks are
 * wrong; requests overtake each other and come twice. The books must agree all the while, and when everything is played again
 * in order into an empty database, they must come out the same.
 */
async function soak(plan) {
  console.log(`soak:ledger: ${argumentsOf(plan)}`);
  const world = await LedgerWorld.open(plan);
  let isClean = false;
  try {
    await soakWorld(world);
    isClean = true;
  } finally {
    if (!isClean) console.error(`The data stay in ${world.database.folder}.`);
    await world.close({ keepData: !isClean });
  }
}

async function soakWorld(world) {
  const { journal, plan } = world;
  const startedAt = performance.now();
  const guard = (work) => work.catch((error) => journal.fail(error));
  process.once('SIGINT', () => (journal.isOver = true));
  const keeper = guard(world.keepAlive());
  const writers = Array.from({ length: plan.writers }, (_, at) => guard(write(world, at)));
  const closer = guard(closeNowAndThen(world));
  await checkUntil(world, startedAt);
  // Writers end with an answer to what they sent, so the engines must live on until they have it.
  journal.isOver = true;
  await keeper;
  await revive(world, Promise.all([closer, ...writers]));
  if (journal.failure) throw journal.failure;
  await world.untilAllServe();
  complain(await findBroken(world));
  tell(world, startedAt);
  await world.verify();
  const played = await replay(world);
  complain(played.broken);
  console.log(`${played.documents} documents played again into an empty database: the same books.`);
}

async function revive(world, done) {
  let isDone = false;
  done.finally(() => (isDone = true));
  for (; !isDone; await sleep(50)) await world.untilAllServe();
}

async function checkUntil(world, startedAt) {
  const { journal, plan } = world;
  const left = () => plan.seconds * 1000 - (performance.now() - startedAt);
  while (!journal.isOver && left() > 0) {
    await sleep(Math.min(CHECK_EVERY_MS, Math.max(0, left())));
    complain(await findBroken(world));
    tell(world, startedAt);
  }
}

function tell({ journal, kills, closings, closingsWished }, startedAt) {
  const count = (wanted) => journal.count(({ state }) => state === wanted);
  console.log(
    `${count('done')} posted, ${count('refused')} refused, ${kills} engines died, ` +
      `${closings.length} of ${closingsWished} closings (${secondsSince(startedAt)})`,
  );
}

function complain(broken) {
  if (broken.length > 0) throw new Error(`Broken:\n  ${broken.slice(0, 12).join('\n  ')}`);
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
  console.error(`${error.stack ?? error}\nRepeat with: npm run soak:ledger -- ${argumentsOf(plan)}`);
  // Writers still ask engines that are gone.
  process.exit(1);
}
