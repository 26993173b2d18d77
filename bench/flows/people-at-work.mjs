import { setTimeout as sleep } from 'node:timers/promises';
import { submitted } from '../../scripts/soak/job.mjs';
import { seededRandom } from '../../scripts/soak/random.mjs';

/** People who look at their to-dos, open a document, decide and send new ones, with a pause to think between. */

const FORM = 'posted_note';
const THINK_MS = 500;
const AT_ONCE = 8;

const TODOS = `
  SELECT DISTINCT ON (record_id) id, assignee, record_id AS record FROM core.task
   WHERE form = '${FORM}' AND node_id = 'lead' AND state = 'open' ORDER BY record_id, id`;

/** Makes documents that wait for a decision; gives their to-dos. */
export async function prepareTodos(stage, count) {
  const random = seededRandom(1);
  let next = 0;
  const make = async () => {
    for (; next < count;) await submitted(stage, FORM, { random, marker: `todo ${(next += 1)}` });
  };
  await Promise.all(Array.from({ length: AT_ONCE }, make));
  return stage.database.rows(TODOS);
}

/** Lets people work until `isOver`; gives how long each of their requests took. */
export async function letWork(stage, { people, todos, isOver }) {
  const taken = { read: [], decide: [] };
  const one = async (at) => {
    const random = seededRandom(at + 1);
    await sleep(random() * THINK_MS);
    for (; !isOver(); await sleep(2 * THINK_MS * random())) await workOnce(stage, todos.pop(), taken);
  };
  await Promise.all(Array.from({ length: people }, (_, at) => one(at)));
  return taken;
}

async function workOnce(stage, todo, taken) {
  const person = stage.person(todo?.assignee ?? 'soak_lead1');
  await timed(taken.read, () => person.get('/tasks?state=open&limit=20'));
  if (!todo) return;
  await timed(taken.read, () => person.get(`/forms/${FORM}/records/${todo.record}`));
  const intent = { form: FORM, action: 'answer:approve', recordId: todo.record };
  await timed(taken.decide, () => person.write(intent, `/tasks/${todo.id}/actions/approve`));
}

async function timed(list, work) {
  const from = performance.now();
  await work();
  list.push(performance.now() - from);
}
