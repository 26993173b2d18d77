import { randomUUID } from 'node:crypto';
import { serveCeiling } from '../ceiling/serve.mjs';
import { fieldsOf } from './template.mjs';

/** Bare routes that read and write the same rows with one prepared statement each; the widest form that is asked for first. */

const { user, release } = JSON.parse(process.env.BENCH_CEILING);

const SQL_TYPES = { decimal: 'numeric', date: 'date' };
const sqlTypeOf = ({ type, format }) => SQL_TYPES[format] ?? (type === 'string' ? 'text' : type);

const AUDIT = `INSERT INTO core.audit_entry (at, actor, action, outcome, form, record_id, channel, ip, request_id, changes, release)`;

function statementsOf(width) {
  const table = `data.grow_${width}`;
  const fields = Object.entries(fieldsOf(width));
  const columns = fields.map(([key]) => key).join(', ');
  const recordset = fields.map(([key, schema]) => `${key} ${sqlTypeOf(schema)}`).join(', ');
  return {
    list: {
      name: `list_${width}`,
      text: `SELECT id, version, created_at, updated_at, ${columns} FROM ${table} WHERE category = $1 ORDER BY due DESC, id DESC LIMIT 51`,
    },
    deep: {
      name: `deep_${width}`,
      text: `SELECT id, version, created_at, updated_at, ${columns} FROM ${table} WHERE category = $1 AND (due, id) < ($2::date, $3::uuid)
              ORDER BY due DESC, id DESC LIMIT 51`,
    },
    get: { name: `get_${width}`, text: `SELECT * FROM ${table} WHERE id = $1` },
    update: {
      name: `update_${width}`,
      text: `WITH row AS (UPDATE ${table} SET amount = $2, note = $3, version = version + 1, updated_at = now(), updated_by = $4::uuid
               WHERE id = $1::uuid RETURNING id)
             ${AUDIT} SELECT now(), $4::uuid, 'update', 'done', 'grow_${width}', $1::uuid, 'api', $5::inet, $6::text, $7::jsonb, $8::integer FROM row`,
    },
    create: {
      name: `create_${width}`,
      text: `WITH row AS (INSERT INTO ${table} (id, version, created_at, created_by, updated_at, updated_by, ${columns})
               SELECT $1::uuid, 1, now(), $2::uuid, now(), $2::uuid, ${columns} FROM json_to_record($3::json) AS x(${recordset}))
             ${AUDIT} VALUES (now(), $2::uuid, 'create', 'done', 'grow_${width}', $1::uuid, 'api', $4::inet, $5::text, NULL, $6::integer)`,
    },
  };
}

const prepared = new Map();
function statement(width, name) {
  const known = prepared.get(width) ?? statementsOf(width);
  prepared.set(width, known);
  return known[name];
}

const page = async (pool, query, values) => ({ data: (await pool.query({ ...query, values })).rows });

await serveCeiling({
  list: {
    status: 200,
    carryOut: (pool, { width, category }) => page(pool, statement(width, 'list'), [category]),
  },
  deep: {
    status: 200,
    carryOut: (pool, { width, category, due, id }) =>
      page(pool, statement(width, 'deep'), [category, due, id]),
  },
  get: {
    status: 200,
    carryOut: (pool, { width, id }) => page(pool, statement(width, 'get'), [id]),
  },
  update: {
    status: 200,
    async carryOut(pool, { width, id, amount, note }, request) {
      const changes = JSON.stringify({ amount, note });
      const values = [id, amount, note, user, request.ip, randomUUID(), changes, release];
      await pool.query({ ...statement(width, 'update'), values });
      return { id };
    },
  },
  create: {
    status: 201,
    async carryOut(pool, { width, record }, request) {
      const id = randomUUID();
      const values = [id, user, JSON.stringify(record), request.ip, randomUUID(), release];
      await pool.query({ ...statement(width, 'create'), values });
      return { id };
    },
  },
});
