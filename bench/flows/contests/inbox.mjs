import { measuredLoad } from '../../measure/slices.mjs';
import { percentile } from '../../measure/statistics.mjs';
import { figures } from '../../measure/summary.mjs';
import { decideRequest, openTasks, startRequest } from '../claims.mjs';
import { atMost } from '../goals.mjs';
import { seedOldWork } from './old-work.mjs';
import { badPlanNodes } from './plans.mjs';

/** The first page of somebody's to-dos, and the decisions of 20 people, with years of finished work in the tables. */

const PAGES = 200;
const PEOPLE_AT_ONCE = 20;
const DECISIONS = 600;
/** Five a second from every person: far more than anybody decides, and less than the machine can do. */
const PACE_PER_SECOND = 100;

/** Gives `{page, decisions, goals, failures}`. */
export async function measureInbox(stage, { finished, open, say }) {
  say(
    `making ${finished} finished instances and ${open} open to-dos for each of ${stage.people.approvers.length}`,
  );
  await seedOldWork(stage.database, stage.people, { finished, open });
  const engine = await stage.startEngine();
  say('asking for to-do pages');
  const page = await askForPages(stage, engine);
  const bad = await badPlanNodes(stage.database, stage.people.approvers[0].id);
  say(`deciding with ${PEOPLE_AT_ONCE} people`);
  const { pressed, paced } = await decideTogether(stage, engine);
  const errors = [...page.errors, ...pressed.errors, ...paced.errors];
  return {
    page: told(page),
    decisions: { pressed: told(pressed), paced: told(paced), pacePerSecond: PACE_PER_SECOND },
    goals: goalsOf(page, pressed, paced),
    failures: [
      ...bad.map((node) => `the to-do page: ${node}`),
      ...(errors.length > 0 ? [`${errors.length} errors beside old work, first ${errors[0]}`] : []),
    ],
  };
}

async function askForPages(stage, engine) {
  const { key } = stage.people.approvers[0];
  const requests = Array.from({ length: PAGES }, () => ({ path: '/api/v1/tasks?state=open', key }));
  await measuredLoad(stage, engine, { requests, concurrency: 1 });
  return (await measuredLoad(stage, engine, { requests, concurrency: 1 })).sample;
}

/** The first approval warms up; then as fast as they can, and the last one at a steady pace. */
async function decideTogether(stage, engine) {
  const { people } = stage;
  const load = (job) => measuredLoad(stage, engine, { concurrency: PEOPLE_AT_ONCE, ...job });
  const requests = Array.from({ length: DECISIONS }, (_, n) => startRequest(n, people));
  const { answers } = await load({ requests, keep: true });
  const records = answers.flatMap((answer) => answer?.record.id ?? []);
  const decisions = async () =>
    (await openTasks(stage.database, records)).map((task) => decideRequest(task, people));
  await load({ requests: await decisions() });
  const pressed = await load({ requests: await decisions() });
  const paced = await load({ requests: await decisions(), perSecond: PACE_PER_SECOND });
  return { pressed: pressed.sample, paced: paced.sample };
}

function told(sample) {
  return { ...figures([sample]), p95: percentile(sample.latencies, 0.95) };
}

function goalsOf(page, pressed, paced) {
  const p95 = ({ latencies }) => percentile(latencies, 0.95);
  return [
    atMost('to-do page, median', percentile(page.latencies, 0.5), { good: 50, excellent: 15 }, ' ms'),
    atMost('to-do page, p95', p95(page), { good: 50, excellent: 15 }, ' ms'),
    atMost(
      `decision p95, 20 people at ${PACE_PER_SECOND} a second`,
      p95(paced),
      { good: 60, excellent: 25 },
      ' ms',
    ),
    atMost('decision p95, 20 people without a pause', p95(pressed), { good: 60, excellent: 25 }, ' ms'),
  ];
}
