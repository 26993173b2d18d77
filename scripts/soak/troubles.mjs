import { setTimeout as sleep } from 'node:timers/promises';
import { seededRandom } from './random.mjs';

const KILL_WHILE_STARTING = 0.15;
const LIFE_MS_MIN = 1000;
const RESTART_MODES = ['immediate', 'fast'];
const LOOK_AGAIN_MS = 50;
const CHECK_REST_MS = 1000;

/**
 * Kills every engine again and again at random moments, and restarts the database now and then, until the plan is fulfilled
 * or something broke. All the while `check` looks whether every promise stands. Gives the number of kills.
 */
export async function troubleAgainAndAgain(stage, plan, check) {
  const course = { ...plan, kills: 0, wanted: plan.kills, startedAt: Date.now() };
  const isOn = () => !stage.journal.isOver && course.kills < course.wanted;
  await Promise.all([
    ...stage.engines.map((engine) => killAgainAndAgain(stage, engine, course, isOn)),
    restartAgainAndAgain(stage, course, isOn),
    checkAgainAndAgain(course, isOn, check),
  ]);
  while (!stage.journal.isOver && leftMs(course) > 0) await sleep(LOOK_AGAIN_MS);
  await Promise.all(stage.engines.map((engine) => engine.untilItServes()));
  return course.kills;
}

function leftMs({ startedAt, seconds }) {
  return Math.max(0, startedAt + seconds * 1000 - Date.now());
}

async function killAgainAndAgain({ journal, engines }, engine, course, isOn) {
  const random = seededRandom(course.seed + engine.number);
  while (isOn()) {
    const shareMs = (leftMs(course) / (course.wanted - course.kills)) * engines.length;
    await sleep(2 * shareMs * random());
    if (random() >= KILL_WHILE_STARTING) {
      await engine.untilItServes();
      // On average it serves half as long as it took to start: a busy machine makes the run longer, not the work less.
      await sleep(Math.max(2 * LIFE_MS_MIN, Date.now() - engine.launchedAt) * random());
    }
    if (!isOn()) return;
    course.kills += 1;
    await journal.trouble(`kill of engine ${engine.number}`, () => engine.kill());
    engine.launch();
  }
}

/** Evenly over the kills, in one of PostgreSQL's ways after the other. */
async function restartAgainAndAgain({ database, journal }, course, isOn) {
  for (; isOn(); await sleep(LOOK_AGAIN_MS)) {
    const due = Math.floor((course.kills / course.wanted) * course.restarts + 0.5);
    if (database.restarts >= due) continue;
    const mode = RESTART_MODES[database.restarts % RESTART_MODES.length];
    await journal.trouble(`${mode} restart of PostgreSQL`, () => database.restart(mode));
  }
}

async function checkAgainAndAgain(course, isOn, check) {
  for (let checked = 0; isOn(); await sleep(CHECK_REST_MS)) {
    if (course.kills === checked) continue;
    checked = course.kills;
    await check(checked);
  }
}

/**
 * An engine ends when it is killed and at no other time. One that found no database when it started is started again, as
 * whoever looks after servers would.
 */
export async function watchEngines({ engines, journal }) {
  for (; !journal.isOver; await sleep(LOOK_AGAIN_MS)) {
    for (const engine of engines.filter(({ hasFailed }) => hasFailed)) {
      if (!journal.hadTrouble(engine.launchedAt, Date.now(), 'PostgreSQL'))
        throw new Error(`engine ${engine.number} ended by itself. It said:\n${engine.output}`);
      engine.launch();
    }
  }
}
