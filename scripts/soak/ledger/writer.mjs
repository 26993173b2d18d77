import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { Refused } from '../client.mjs';
import { seededRandom } from '../random.mjs';
import { Documents } from './documents.mjs';

const TOGETHER_MAX = 3;
const LATE_MS_MAX = 60;
const TWICE_SHARE = 0.15;

/** What the books may say no to; every other refusal is a fault. */
const NO = new Set([
  'insufficient_balance',
  'insufficient_available',
  'future_negative',
  'layer_consumed',
  'already_reversed',
  'return_exceeds_original',
  'negative_value',
  'nothing_to_split_by',
  'unknown_original',
  'residual_value',
  'period_not_open',
]);

/** One of many who post at once: some of his requests overtake each other, some are sent twice. */
export async function write(world, at) {
  const random = seededRandom(world.plan.seed * 1000 + at);
  const documents = new Documents({ random, world, name: `w${at}` });
  while (!world.journal.isOver) {
    const together = Array.from({ length: 1 + Math.floor(random() * TOGETHER_MAX) }, () => ({
      ...documents.next(),
      lateMs: random() * LATE_MS_MAX,
      isTwice: random() < TWICE_SHARE,
    }));
    await Promise.all(together.map((wish) => post(world, documents, wish)));
  }
}

async function post({ clerk, journal }, documents, { form, values, lateMs, isTwice }) {
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
  const answers = await Promise.all(isTwice ? [send(), send()] : [send()]);
  const ids = new Set(answers.map(({ id }) => id).filter(Boolean));
  if (ids.size > 1) throw new Error(`one ${form} ${values.code} was made twice: ${[...ids].join(', ')}`);
  const [id] = ids;
  if (id === undefined) {
    journal.refuse(entry);
    return;
  }
  journal.acknowledge(entry, { id });
  documents.remember(form, id, values);
}
