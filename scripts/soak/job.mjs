import { setTimeout as sleep } from 'node:timers/promises';
import { Refused } from './client.mjs';
import { pick } from './random.mjs';

/** What the writers do over and over: a document is made, submitted, and taken to the end of its flow by whomever it asks. */

const PLACES = ['P-1', 'P-2', 'P-3'];
const ENTRIES = ['E-1', 'E-2', 'E-3', 'E-4', 'E-5'];
const LINES_MAX = 4;
const LOOK_AGAIN_MS = 80;
/** Time limits, retries and leases of calls included; what takes longer stands still. */
const PATIENCE_MS = 300_000;
const TOGETHER_SHARE = 0.2;

/** How people treat each kind of document: what they refuse, how long they hesitate, whom they leave to the clock. */
const KINDS = [
  { form: 'posted_note', share: 4, refusedShare: 0.1, hesitateMs: 0 },
  { form: 'timed_note', share: 3, refusedShare: 0.05, hesitateMs: 3500, lateShare: { chief: 0.7 } },
  { form: 'called_note', share: 3, refusedShare: 0, hesitateMs: 0 },
  { form: 'nested_note', share: 2, refusedShare: 0.05, hesitateMs: 0 },
  { form: 'moved_note', share: 1, refusedShare: 0.05, hesitateMs: 500 },
];
const LOTS = KINDS.flatMap((kind) => Array.from({ length: kind.share }, () => kind));

/** Another answer came first, or the clock did: right answers in a race. */
const RACE_CODES = new Set(['already_done', 'not_running', 'not_yours']);

const STANDING = `
  SELECT i.status, i.ended_at IS NOT NULL AS "hasEnded", i.trouble,
         (SELECT json_agg(json_build_object('id', t.id, 'assignee', t.assignee, 'kind', t.kind, 'node', t.node_id) ORDER BY t.id)
            FROM core.task t WHERE t.instance_id = i.id AND t.state = 'open' AND t.kind IN ('approve', 'handle')) AS tasks
    FROM core.flow_instance i WHERE i.record_id = $1`;

/** One piece of work, from the first draft to the end of the flow. */
export async function workOnce(stage, { random, marker }) {
  const kind = pick(random, LOTS);
  const id = await submitted(stage, kind.form, { random, marker });
  await untilItsEnd(stage, { ...kind, id, random });
}

/** Makes a document and sends it on its way; gives its id. */
export async function submitted(stage, form, { random, marker }) {
  const clerk = stage.person(pick(random, ['soak_clerk1', 'soak_clerk2']));
  const made = await clerk.write(
    { form, action: 'create', marker },
    `/forms/${form}/records`,
    valuesOf(marker, random),
  );
  await clerk.write(
    { form, action: 'act:submit', recordId: made.id },
    `/forms/${form}/records/${made.id}/actions/submit`,
  );
  return made.id;
}

function valuesOf(title, random) {
  const lines = Array.from({ length: 1 + Math.floor(random() * LINES_MAX) }, () => ({
    entry: pick(random, ENTRIES),
    qty: (random() * 20 - 5).toFixed(3),
  }));
  return { title, place: pick(random, PLACES), lines };
}

async function untilItsEnd(stage, piece) {
  const left = { ...piece, slow: new Set() };
  for (const deadline = Date.now() + PATIENCE_MS; ; await sleep(LOOK_AGAIN_MS)) {
    const [standing] = await stage.database.rows(STANDING, [piece.id]);
    if (standing.hasEnded) return;
    if (standing.status === 'suspended')
      throw new Error(`${piece.form} ${piece.id} is suspended: ${standing.trouble}`);
    if (Date.now() > deadline)
      throw new Error(`${piece.form} ${piece.id} stands still: ${JSON.stringify(standing)}`);
    await answerSome(stage, left, standing.tasks ?? []);
  }
}

/** Somebody who is asked answers, now and then two at the same moment. */
async function answerSome(stage, piece, tasks) {
  const { random, form, slow, lateShare = {}, hesitateMs } = piece;
  const awaited = tasks.filter(({ id }) => !slow.has(id));
  if (awaited.length === 0) return;
  const first = pick(random, awaited);
  if (random() < (lateShare[first.node] ?? 0)) {
    for (const { id, node } of tasks) if (node === first.node) slow.add(id);
    return;
  }
  if (hesitateMs > 0) await sleep(random() * hesitateMs);
  const others = random() < TOGETHER_SHARE ? awaited.filter(({ id }) => id !== first.id).slice(0, 1) : [];
  await Promise.all([first, ...others].map((task) => answer(stage, { ...piece, form }, task)));
}

async function answer(stage, { form, id, random, refusedShare }, task) {
  const person = stage.person(task.assignee);
  const yes = task.kind === 'handle' ? 'submit' : 'approve';
  const verb = task.kind === 'approve' && random() < refusedShare ? 'reject' : yes;
  try {
    await person.get(`/forms/${form}/records/${id}`);
    await person.write(
      { form, action: `answer:${verb}`, recordId: id },
      `/tasks/${task.id}/actions/${verb}`,
      { comment: 'seen' },
    );
  } catch (error) {
    if (!(error instanceof Refused) || !RACE_CODES.has(error.code)) throw error;
  }
}
