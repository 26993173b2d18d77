import { atMost } from '../../flows/goals.mjs';
import { atOnce } from '../slice.mjs';
import { apiOf } from '../../stage/api.mjs';
import { noteOf } from '../documents.mjs';
import { LINES_MAX } from '../template/forms.mjs';

/** Documents as large as they may be: one of 5,000 lines, and the opening of 100,000 balances, 5,000 in each document. */

const DOCUMENTS = 20;
const AT_ONCE = 2;

/** Gives `{rows, goals, failures}`. */
export async function measureLarge(stage, { isQuick, say }) {
  const engine = await stage.startEngine();
  const api = apiOf(engine, stage.people.clerk);
  const send = (note) => api('POST', '/forms/average_note/records', note);
  const { items, places } = stage.masters;
  const note = (way, place, qty) => ({
    ...noteOf({ way, place, lines: items.slice(0, LINES_MAX).map((item) => ({ item, qty })) }),
  });
  say('large: opening one place');
  const first = await secondsOf(() => send(note('in', places.at(-1), '10')));
  const second = await secondsOf(() => send(note('out', places.at(-1), '3')));
  const count = isQuick ? 2 : DOCUMENTS;
  let done = 0;
  const opening = await secondsOf(() =>
    atOnce(AT_ONCE, count, async (n) => {
      await send(note('in', places[n + 1], '5'));
      done += 1;
      say(`large: ${done * LINES_MAX} of ${count * LINES_MAX} opening rows`);
    }),
  );
  const failures = await rowsMissing(stage, count);
  await engine.stop();
  const rows = [
    { name: '5,000 lines in, balances never seen before', seconds: first },
    { name: '5,000 lines out', seconds: second },
    { name: `${count * LINES_MAX} opening rows in ${count} documents`, seconds: opening },
  ];
  const goals = [
    atMost('a document of 5,000 lines', second, { must: 5 }, ' s'),
    atMost('a document of 5,000 lines on new balances', first, { must: 5 }, ' s'),
    atMost('100,000 opening rows', (opening * DOCUMENTS) / count, { must: 60 }, ' s'),
  ];
  return { rows, goals, failures };
}

async function secondsOf(work) {
  const started = performance.now();
  await work();
  return (performance.now() - started) / 1000;
}

async function rowsMissing({ database }, count) {
  const { rows } = await database.owner.query(
    `SELECT count(*)::integer AS rows FROM ledger.movement m JOIN ledger.register_key k ON k.id = m.key_id
      WHERE k.register = 'average_stock' AND m.line_no = ${LINES_MAX}`,
  );
  return rows[0].rows === count + 2
    ? []
    : [`${rows[0].rows} documents of ${LINES_MAX} lines were posted, not ${count + 2}`];
}
