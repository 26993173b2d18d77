import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { Refused } from '../client.mjs';
import { seededRandom } from '../random.mjs';
import { Documents } from './documents.mjs';

const TOGETHER_MAX = 3;
const AGAIN_AFTER_MS = 300;

/** What the books may say no to; every other refusal is a fault. */
const NO = new Set([
  'insufficient_balance',
  'insufficient_available',
  'future_negative',
  'layer_consumed',
  'lot_expired',
  'already_reversed',
  'return_exceeds_original',
  'returned_since',
  'used_since',
  'negative_value',
  'nothing_to_split_by',
  'unknown_original',
  'residual_value',
  'standard_stays',
  'period_not_open',
]);

/** One of many who post at once: some of his requests overtake each other, some are sent twice. */
export async function write(world, at) {
  const random = seededRandom(world.plan.seed * 1000 + at);
  const documents = new Documents({ world, at });
  while (!world.journal.isOver) {
    const together = Array.from({ length: 1 + Math.floor(random() * TOGETHER_MAX) }, () => documents.next());
    await Promise.all(
      together.map(async (wish) => {
        const id = await post(world, wish);
        if (id !== undefined) documents.remember(wish.form, id, wish.values);
      }),
    );
  }
}

/** Posts a document and gives its id; none when the books refuse it. */
export async function post({ clerk, journal }, { form, values, lateMs = 0, twice }) {
  await sleep(lateMs);
  const entry = journal.begin({ form, code: values.code, values });
  const key = randomUUID();
  const send = () =>
    clerk.send('POST', `/forms/${form}/records`, values, { 'idempotency-key': key }).then(
      ({ body }) => ({ id: body.record.id }),
      (error) => {
        if (error instanceof Refused && NO.has(error.code)) return { code: error.code };
        throw error;
      },
    );
  const ids = new Set((await deliver(send, twice)).map(({ id }) => id).filter(Boolean));
  if (ids.size > 1) throw new Error(`one ${form} ${values.code} was made twice: ${[...ids].join(', ')}`);
  const [id] = ids;
  if (id === undefined) journal.refuse(entry);
  else journal.acknowledge(entry, { id });
  return id;
}

async function deliver(send, twice) {
  if (twice === 'at_once') return Promise.all([send(), send()]);
  const first = await send();
  if (twice !== 'again') return [first];
  await sleep(AGAIN_AFTER_MS);
  return [first, await send()];
}
