import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { Refused } from '../client.mjs';
import { seededRandom } from '../random.mjs';
import { BACK_DAYS_MAX } from './documents.mjs';
import { today } from './world.mjs';

const REST_MS = 1500;
const SHUT_MS_MAX = 2500;
const TIMES_MAX = 20;
/** What may keep days open; the closer comes again. */
const NOT_NOW = 'period_not_closable';
/** The engine that did it died before it said so. */
const DONE_ALREADY = { close: 'period_closed_already', reopen: 'period_open_already' };

/** The last number that a posting has drawn. */
const DRAWN = `SELECT CASE WHEN is_called THEN last_value ELSE 0 END AS posting FROM ledger.posting_id_seq`;

/**
 * Closes through a day of the days that documents are still written for, and opens it again, while all others post. Between the
 * answer to the one and the wish for the other nobody may post on those days.
 */
export async function closeNowAndThen(world) {
  const random = seededRandom(world.plan.seed + 11);
  while (!world.journal.isOver) {
    await sleep(REST_MS * (1 + random()));
    const through = today(1 + Math.floor(random() * BACK_DAYS_MAX));
    world.closingsWished += 1;
    if (!(await asked(world, 'close', { through, state: 'closed' }))) continue;
    const from = await drawn(world);
    const closing = { through, from, to: Infinity };
    world.closings.push(closing);
    await sleep(random() * SHUT_MS_MAX);
    closing.to = await drawn(world);
    await asked(world, 'reopen', { through: null, reason: 'the soak goes on' });
  }
}

/** Closes once more when nobody posts any longer: everything is sealed and folded then. */
export async function closeAtLast(world) {
  for (let time = 0; time < TIMES_MAX; time += 1) {
    if (await asked(world, 'close', { through: today(1), state: 'closed' })) return;
    await sleep(REST_MS);
  }
  throw new Error('the days cannot be closed though nobody posts any longer');
}

async function drawn({ database }) {
  const [{ posting }] = await database.rows(DRAWN);
  return Number(posting);
}

/** Whether it was done; a closing that has to wait for something is none. */
async function asked({ clerk }, act, body) {
  try {
    await clerk.send('POST', `/ledger/periods/${act}`, body, { 'idempotency-key': randomUUID() });
    return true;
  } catch (error) {
    if (error instanceof Refused && error.code === NOT_NOW) return false;
    if (error instanceof Refused && error.code === DONE_ALREADY[act]) return true;
    throw error;
  }
}
