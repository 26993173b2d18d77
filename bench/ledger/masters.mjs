/** Items and places, written straight into their tables: how they come there is not what is measured. */

const ITEMS = 5000;
const PLACES = 64;

const make = (table, letter) => `
  INSERT INTO data.${table} (id, version, created_at, created_by, updated_at, updated_by, code, name)
  SELECT gen_random_uuid(), 1, now(), $1::uuid, now(), $1, '${letter}-' || n, '${letter} ' || n
    FROM generate_series(0, $2::integer - 1) n RETURNING id, code`;

/** Gives `{items, places}`, the ids of each in the order of their codes. */
export async function makeMasters({ owner }, people) {
  const items = await owner.query(make('ledger_item', 'I'), [people.owner.id, ITEMS]);
  const places = await owner.query(make('ledger_place', 'P'), [people.owner.id, PLACES]);
  await owner.query('ANALYZE data.ledger_item');
  return { items: ids(items.rows), places: ids(places.rows) };
}

function ids(rows) {
  const numbered = rows.map(({ id, code }) => ({ id, n: Number.parseInt(code.slice(2), 10) }));
  return numbered.sort((a, b) => a.n - b.n).map(({ id }) => id);
}
