import { CATEGORIES, fieldsOf } from './template.mjs';

/** Rows as commands would have made them, many at once: what is measured comes afterwards. */

const VALUES = {
  category: `'c' || (n % ${CATEGORIES})`,
  due: `date '2020-01-01' + (n::bigint * 7919 % 2500)::int`,
  amount: `(n % 100000)::numeric / 100 + 0.01`,
  qty: `(n % 977)::numeric / 8`,
  pieces: `(n % 5000)::int`,
  urgent: `n % 3 = 0`,
  // A text that a number can be made of, for the retyping at the end.
  size: `(n % 90)::text`,
};

const ROWS_AT_ONCE = 50_000;

/** Brings a table to so many rows. */
export async function growTo({ owner }, width, rows, user) {
  const { rows: found } = await owner.query(`SELECT count(*)::integer AS count FROM data.grow_${width}`);
  const fields = Object.entries(fieldsOf(width));
  const values = fields.map(
    ([key, { format }]) => VALUES[key] ?? (format === 'decimal' ? VALUES.amount : `'${key} ' || n`),
  );
  for (let from = found[0].count; from < rows; from += ROWS_AT_ONCE) {
    await owner.query(
      `INSERT INTO data.grow_${width} (id, version, created_at, created_by, updated_at, updated_by, ${fields.map(([key]) => key).join(', ')})
       SELECT gen_random_uuid(), 1, now() - interval '1 second' * ($2::int - n), $3::uuid, now(), $3::uuid, ${values.join(', ')}
         FROM generate_series($1::int + 1, least($1::int + ${ROWS_AT_ONCE}, $2::int)) n`,
      [from, rows, user],
    );
  }
  await owner.query(`VACUUM (ANALYZE) data.grow_${width}`);
}

/** Records to ask for, from everywhere in the table: id and version. */
export async function someRows({ owner }, width, count) {
  const { rows } = await owner.query(
    `SELECT r.id, r.version FROM (SELECT gen_random_uuid() AS at FROM generate_series(1, $1)) n,
            LATERAL (SELECT id, version FROM data.grow_${width} WHERE id >= n.at ORDER BY id LIMIT 1) r`,
    [count * 2],
  );
  return [...new Map(rows.map((row) => [row.id, row])).values()].slice(0, count);
}

/** The row in the middle of a category in the order of the list: from there a page is deep. */
export async function middleOf({ owner }, width, category) {
  const { rows } = await owner.query(
    `SELECT due::text AS due, id FROM data.grow_${width} WHERE category = $1 ORDER BY due DESC, id DESC
     OFFSET (SELECT count(*) / 2 FROM data.grow_${width} WHERE category = $1) LIMIT 1`,
    [category],
  );
  return rows[0];
}

/** The values of a record that a caller sends. */
export function recordOf(width, n) {
  const entries = Object.entries(fieldsOf(width)).map(([key, schema]) => [key, valueOf(key, schema, n)]);
  return Object.fromEntries(entries);
}

function valueOf(key, { type, format, enum: choices }, n) {
  if (choices) return choices[n % choices.length];
  if (type === 'integer') return n % 5000;
  if (type === 'boolean') return n % 3 === 0;
  if (format === 'date') return '2026-11-20';
  if (format === 'decimal') return `${n % 1000}.25`;
  return key === 'size' ? String(n % 90) : `${key} ${n}`;
}
