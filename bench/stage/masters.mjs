import { apiOf } from './api.mjs';

export const PLACES = 64;
export const ENTRIES = 40;
const OPENING_QUANTITY = '100000';
const UNIT_COST = '12.50';

/**
 * Makes places and entries and opens a balance for each pair, so that documents of different places never wait for each
 * other's balances.
 */
export async function makeMasters(engine, people, sizes = { places: PLACES, entries: ENTRIES }) {
  const api = apiOf(engine, people.owner);
  const make = async (form, values) => (await api('POST', `/forms/${form}/records`, values)).body.record;
  const entries = await each(sizes.entries, (n) =>
    make('entry', { code: `E-${n}`, name: `Entry ${n}`, spec: '25 kg', unit: 'bag' }),
  );
  const places = await each(sizes.places, (n) =>
    make('place', { code: `P-${n}`, name: `Place ${n}`, supervisor: people.supervisor.id }),
  );
  await each(places.length, async (n) => {
    const lines = entries.map(({ id }) => ({
      entry: id,
      lot: 'L-1',
      qty: OPENING_QUANTITY,
      unit_cost: UNIT_COST,
    }));
    const { id } = await make('opening_note', { place: places[n].id, title: `Opening ${n}`, lines });
    await api('POST', `/forms/opening_note/records/${id}/actions/post`, {});
  });
  return { entries, places };
}

const AT_ONCE = 8;

async function each(count, work) {
  const results = [];
  let next = 0;
  const worker = async () => {
    while (next < count) {
      const n = next;
      next += 1;
      results[n] = await work(n);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  return results;
}
