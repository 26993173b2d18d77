import { setTimeout as sleep } from 'node:timers/promises';
import { Refused } from './client.mjs';
import { submitted } from './job.mjs';
import { seededRandom } from './random.mjs';

/** Many instances that wait at their first node are taken to a new version of their flow again and again, while engines die. */

const FLOW = 'moved_flow';
const AT_ONCE = 6;
const LOOK_AGAIN_MS = 300;
const REST_MS = 4000;
const STANDSTILL_MS = 180_000;

const JOB = `
  SELECT m.id, m.to_release AS release, m.finished_at IS NOT NULL AS "hasFinished",
         count(*) FILTER (WHERE i.state = 'waiting')::int AS waiting, count(*) FILTER (WHERE i.state = 'refused')::int AS refused
    FROM core.flow_migration m LEFT JOIN core.flow_migration_item i ON i.migration_id = m.id
   WHERE m.to_release = $1 GROUP BY m.id`;

/** Keeps moving until the run is over; tells how many migrations came to their end. */
export async function migrateAgainAndAgain(stage, { seed, instances }) {
  await makeInstances(stage, { seed, instances });
  let migrations = 0;
  for (; !stage.journal.isOver; await sleep(REST_MS)) {
    const release = await publishNext(stage, migrations + 1);
    await order(stage, release);
    await untilMoved(stage, release);
    migrations += 1;
  }
  return migrations;
}

async function makeInstances(stage, { seed, instances }) {
  let next = 0;
  const make = async (at) => {
    const random = seededRandom(seed * 500 + at);
    for (; next < instances && !stage.journal.isOver;) {
      next += 1;
      await submitted(stage, 'moved_note', { random, marker: `soak ${seed}-m${next}` });
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, (_, at) => make(at)));
}

/** Each version after the first has another reminder at its first node, and one approval more at the end. */
function versionOf(base, number) {
  const reminded = { timeout: { after: `PT${number}H`, action: 'remind' } };
  const nodes = base.nodes.map((node) =>
    node.id === 'lead' ? { ...node, config: { ...node.config, ...reminded } } : node,
  );
  const again = { ...nodes.find(({ id }) => id === 'lead'), id: 'again' };
  const edges = base.edges.map((edge) => (edge.to === 'end' ? { ...edge, to: 'again' } : edge));
  return {
    ...base,
    nodes: [...nodes, again],
    edges: [...edges, { id: 'again_end', from: 'again', to: 'end' }],
  };
}

/** Publishes a version; an answer that got lost is looked up, not asked for twice. */
async function publishNext(stage, number) {
  const steward = stage.person('soak_steward1');
  const base = await steward.get(`/definitions/flow/${FLOW}?release=1`);
  await steward.send('PUT', `/drafts/flow/${FLOW}`, { definition: versionOf(base, number) });
  const comment = `version ${number}`;
  for (;;) {
    const published = await releaseCalled(stage, comment);
    if (published !== undefined) return published;
    const { headers } = await steward.send('GET', '/drafts');
    await steward
      .send('POST', '/publish', { comment }, { 'if-match': headers.get('etag') })
      .catch(orElse(409, 412, 422));
  }
}

async function releaseCalled(stage, comment) {
  const [found] = await stage.database.rows('SELECT number FROM core.release WHERE comment = $1', [comment]);
  return found?.number;
}

async function order(stage, release) {
  if ((await stage.database.rows(JOB, [release])).length > 0) return;
  await stage.person('soak_steward1').send('POST', `/flows/${FLOW}/migrations`, { to: release });
}

/** Each instance moves whole or says why not, and no job is left lying. A slow machine may take its time, as long as it goes on. */
async function untilMoved(stage, release) {
  let before;
  for (let deadline; ; await sleep(LOOK_AGAIN_MS)) {
    const jobs = await stage.database.rows(JOB, [release]);
    const refused = jobs.filter((job) => job.refused > 0);
    if (refused.length > 0) throw new Error(`instances were not moved: ${JSON.stringify(refused)}`);
    if (jobs.length > 0 && jobs.every((job) => job.hasFinished && job.waiting === 0)) return;
    const standing = JSON.stringify(jobs);
    if (standing !== before) [before, deadline] = [standing, Date.now() + STANDSTILL_MS];
    if (Date.now() > deadline) throw new Error(`a migration does not go on: ${standing}`);
  }
}

function orElse(...statuses) {
  return (error) => {
    if (!(error instanceof Refused) || !statuses.includes(error.status)) throw error;
  };
}
