import { atMost } from '../flows/goals.mjs';
import { apiOf } from '../stage/api.mjs';
import { noteOf } from './documents.mjs';

/** Valuing a period anew: 22,364 movements of 500 balances, all but the first of which a late receipt makes dearer. */

const ITEMS = 500;
const MOVEMENTS = 22_364;
const OF_QUICK = 3_000;
const LINES_MAX = 5000;
const LATE_PRICE = '20.00';
const DAY_MS = 86_400_000;

/** Gives `{rows, goals, failures}`. */
export async function measureRecost(stage, { isQuick, say }) {
  const engine = await stage.startEngine();
  const api = apiOf(engine, stage.people.clerk);
  const { items, places } = stage.masters;
  const movements = isQuick ? OF_QUICK : MOVEMENTS;
  const send = ({ back, price, ...note }) => {
    const { lines, ...head } = noteOf({ ...note, place: places[0], more: { day: dayBefore(back) } });
    return api('POST', '/forms/anew_note/records', {
      ...head,
      lines: price ? lines.map((line) => ({ ...line, price })) : lines,
    });
  };
  const all = (qty) => items.slice(0, ITEMS).map((item) => ({ item, qty }));
  say(`recost: posting ${movements} movements`);
  await send({ way: 'in', back: 12, lines: all('1000') });
  for (let left = movements - 2 * ITEMS; left > 0; left -= LINES_MAX) {
    const lines = Array.from({ length: Math.min(left, LINES_MAX) }, (_, at) => ({
      item: items[at % ITEMS],
      qty: '1',
    }));
    await send({ way: 'out', back: 5, lines });
  }
  await send({ way: 'in', back: 8, lines: all('1000'), price: LATE_PRICE });
  say('recost: valuing anew');
  const started = performance.now();
  await api('POST', '/forms/anew_close/records', { day: dayBefore(0) });
  const seconds = (performance.now() - started) / 1000;
  const failures = await adjustmentsMissing(stage, movements - 2 * ITEMS);
  await engine.stop();
  return {
    rows: [{ name: `${movements} movements valued anew`, seconds }],
    goals: [atMost('22,364 movements valued anew', (seconds * MOVEMENTS) / movements, { must: 60 }, ' s')],
    failures,
  };
}

function dayBefore(days) {
  return new Date(Date.now() - days * DAY_MS).toISOString().slice(0, 10);
}

async function adjustmentsMissing({ database }, wanted) {
  const { rows } = await database.owner.query(
    `SELECT count(*)::integer AS rows FROM ledger.movement WHERE entry = 'recost'`,
  );
  return rows[0].rows === wanted ? [] : [`${rows[0].rows} movements were valued anew, not ${wanted}`];
}
