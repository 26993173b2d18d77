import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { secondsSince } from './gate/run.mjs';
import { root } from './gate/tools.mjs';
import { findBroken, findBrokenAtLast } from './soak/ledger/broken.mjs';
import { closeAtLast, closeNowAndThen } from './soak/ledger/closer.mjs';
import { readOrder } from './soak/ledger/plan.mjs';
import { replay } from './soak/ledger/replay.mjs';
import { valueAnewNowAndThen } from './soak/ledger/valuer.mjs';
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
    if (!isClean) {
      const { folder } = world.database;
      for (const told of await world.database.deadlocksTold()) console.error(told);
      console.error(`The data stay in ${folder}: npm run soak:ledger -- --again ${folder}`);
    }
    await world.close({ keepData: !isClean });
  }
}

async function soakWorld(world) {
  const { journal, plan } = world;
  const startedAt = performance.now();
  const guard = (work) => work.catch((error) => journal.fail(error));
  process.once('SIGINT', () => (journal.isOver = true));
  const keeper = guard(world.keepAlive());
  const work = [
    guard(closeNowAndThen(world)),
    guard(valueAnewNowAndThen(world)),
    ...Array.from({ length: plan.writers }, (_, at) => guard(write(world, at))),
  ];
  await checkUntil(world, startedAt);
  // Writers end with an answer to what they sent, so the engines must live on until they have it.
  journal.isOver = true;
  await keeper;
  await revive(world, Promise.all(work));
  if (journal.failure) throw journal.failure;
  await revive(world, closeAtLast(world));
  complain([...(await findBroken(world)), ...(await findBrokenAtLast(world))]);
  tell(world, startedAt);
  await world.verify();
  await playAgain(world);
}

async function playAgain(world) {
  const { broken, documents, digest } = await replay(world);
  complain(broken);
  console.log(`${documents} documents played again into an empty database: the same books (${digest}).`);
}

/** Looks at what a failed run has left, and plays it again. */
async function lookAgain(folder) {
  const world = await LedgerWorld.reopen(folder);
  try {
    complain(await findBroken(world));
    await playAgain(world);
  } finally {
    await world.close({ keepData: true });
  }
}

async function revive(world, done) {
  let isDone = false;
  const end = () => (isDone = true);
  done.then(end, end);
  for (; !isDone; await sleep(50)) await world.untilAllServe();
  await done;
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

function tell({ journal, kills, closings, closingsWished, recosts }, startedAt) {
  const count = (wanted) => journal.count(({ state }) => state === wanted);
  console.log(
    `${count('done')} posted, ${count('refused')} refused, ${kills} engines died, ` +
      `${closings.length} of ${closingsWished} closings, ${recosts} recosts (${secondsSince(startedAt)})`,
  );
}

function complain(broken) {
  if (broken.length > 0) throw new Error(`Broken:\n  ${broken.slice(0, 12).join('\n  ')}`);
}

/** Whether all went well. */
async function isKept(work, repeat) {
  try {
    await work;
    return true;
  } catch (error) {
    console.error(`${error.stack ?? error}\nRepeat with: npm run soak:ledger -- ${repeat}`);
    return false;
  }
}

if (!existsSync(join(root, 'packages/engine/dist/cli/main.js'))) {
  console.error('The engine is not built: run "npm run build" first.');
  process.exit(2);
}
const { again, plans = [] } = readOrder();
// Writers still ask engines that are gone.
const failed = () => process.exit(1);
if (again !== undefined && !(await isKept(lookAgain(again), `--again ${again}`))) failed();
for (const plan of plans) if (!(await isKept(soak(plan), argumentsOf(plan)))) failed();
console.log('Every promise was kept.');
