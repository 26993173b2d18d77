/** Compares what one operation of the engine writes with what one of the ceiling writes, table by table. */

const TABLES = `
  SELECT format('%I.%I', n.nspname, c.relname) AS name
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
   WHERE n.nspname IN ('core', 'data', 'ledger') AND c.relkind IN ('r', 'p') AND NOT c.relispartition ORDER BY 1`;

/** That a key was used is noted once in some seconds, not by the command. */
const IGNORED = new Set(['core.api_key']);

/** How much the size of the rows may differ: ids, texts and numbers are not the same ones. */
const BYTES_TOLERANCE = 0.15;

/**
 * Runs `work` and tells what it left: `{table: {written, bytes, total}}`, where `written` counts rows made or changed and
 * `total` how many more rows there are. Nobody else may write meanwhile.
 */
export async function rowsWrittenBy({ owner }, work) {
  const names = (await owner.query(TABLES)).rows.map(({ name }) => name).filter((name) => !IGNORED.has(name));
  const before = await totalsOf(owner, names);
  const first = (await owner.query('SELECT pg_current_xact_id()::text AS id')).rows[0].id;
  await work();
  const after = await totalsOf(owner, names);
  const written = {};
  for (const [at, name] of names.entries()) {
    const { rows } = await owner.query(
      `SELECT count(*)::integer AS written, coalesce(sum(pg_column_size(t.*)), 0)::integer AS bytes FROM ${name} t WHERE t.xmin::text::bigint > $1`,
      [first],
    );
    const total = after[at] - before[at];
    if (rows[0].written > 0 || total !== 0) written[name] = { ...rows[0], total };
  }
  return written;
}

async function totalsOf(owner, names) {
  const counts = names.map((name, at) => `SELECT ${at} AS at, count(*)::integer AS total FROM ${name}`);
  const { rows } = await owner.query(`${counts.join(' UNION ALL ')} ORDER BY at`);
  return rows.map(({ total }) => total);
}

/** One line for each table, and whether all are equal. */
export function compareRows(engine, ceiling) {
  const names = [...new Set([...Object.keys(engine), ...Object.keys(ceiling)])].sort();
  return names.map((name) => {
    const [one, other] = [engine[name] ?? NONE, ceiling[name] ?? NONE];
    const far = Math.abs(one.bytes - other.bytes) > BYTES_TOLERANCE * Math.max(one.bytes, other.bytes);
    return {
      name,
      engine: one,
      ceiling: other,
      equal: one.written === other.written && one.total === other.total && !far,
    };
  });
}

const NONE = { written: 0, bytes: 0, total: 0 };
