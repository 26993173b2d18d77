/**
 * Years of work in a minute: finished instances with two to-dos each, as the engine leaves them, and running ones with one
 * open to-do each. Every approver gets the same number of open ones.
 */

/** Ids that begin with the time, as the engine's do; `kind` is a hexadecimal digit that keeps tables apart. */
const idOf = (n, kind) =>
  `(lpad(to_hex(1700000000000 + ${n}), 12, '0') || '7000${kind}000' || lpad(to_hex(${n}), 12, '0'))::uuid`;
const RECORD = idOf('n', 'a');
const INSTANCE = idOf('n', 'b');
const AT = `(now() - interval '400 days' + n * interval '10 seconds')`;
const RELEASE = '(SELECT number FROM core.current_release)';
const TITLE = `'{"en": "leader", "zh-CN": "leader"}'`;

/** $1 how many, $2 how many of them are finished, $3 the approvers, $4 the clerk. */
const NUMBERED = `(SELECT n, n <= $2 AS done, ($3::uuid[])[1 + n % cardinality($3::uuid[])] AS approver, $4::uuid AS clerk
  FROM generate_series(1, $1::integer) n) x`;

const STATE = JSON.stringify({
  work: [],
  before: 'draft',
  format: 2,
  status: 'approved',
  tokens: [],
  passed: { leader: 'e4', controller: 'e5', director: 'e6' },
  visits: { start: 1, large: 1, leader: 1, controller: 1, director: 1, end: 1 },
  decided: true,
  eventSeq: 9,
  tokenSeq: 3,
});

const RECORDS = `
  INSERT INTO data.flow_claim (id, version, status, created_at, created_by, updated_at, updated_by, no, subject, reason, contact, day,
    quantity, price, amount, approver, urgent, level, note)
  SELECT ${RECORD}, 1, CASE WHEN done THEN 'approved' ELSE 'reviewing' END, ${AT}, clerk, ${AT}, clerk, 'OLD-' || n, 'Claim ' || n,
    'need', 'Shift B', ${AT}::date, 20, 300.50, 6010, approver, false, 'middle', 'Found while counting.'
    FROM ${NUMBERED}`;

const INSTANCES = `
  INSERT INTO core.flow_instance (id, release, flow_key, form, record_id, status, revision, starter, state, started_at, ended_at)
  SELECT ${INSTANCE}, ${RELEASE}, 'claim_approval', 'flow_claim', ${RECORD}, CASE WHEN done THEN 'approved' ELSE 'running' END, 4,
    clerk, '${STATE}', ${AT}, CASE WHEN done THEN ${AT} END
    FROM ${NUMBERED}`;

const DONE_TASKS = `
  INSERT INTO core.task (id, instance_id, form, record_id, node_id, kind, title, assignee, state, opened_at, done_at, done_by, outcome,
    release)
  SELECT ${idOf('2 * n + k', 'c')}, ${INSTANCE}, 'flow_claim', ${RECORD}, 'leader', 'approve', ${TITLE}, approver, 'done', ${AT}, ${AT},
    approver, 'approved', ${RELEASE}
    FROM ${NUMBERED}, generate_series(0, 1) k WHERE done`;

const OPEN_TASKS = `
  INSERT INTO core.task (id, instance_id, form, record_id, node_id, kind, title, assignee, state, opened_at, release)
  SELECT ${idOf('n', 'd')}, ${INSTANCE}, 'flow_claim', ${RECORD}, 'leader', 'approve', ${TITLE}, approver, 'open', ${AT}, ${RELEASE}
    FROM ${NUMBERED} WHERE NOT done`;

const TABLES = ['data.flow_claim', 'core.flow_instance', 'core.task'];

/** @param open to-dos that wait for each approver. */
export async function seedOldWork({ owner }, { clerk, approvers }, { finished, open }) {
  const people = approvers.map(({ id }) => id);
  const values = [finished + open * people.length, finished, people, clerk.id];
  const restore = await dropChecks(owner);
  for (const statement of [RECORDS, INSTANCES, DONE_TASKS, OPEN_TASKS]) await owner.query(statement, values);
  await restore();
  for (const table of TABLES) await owner.query(`VACUUM ANALYZE ${table}`);
}

const FOREIGN_KEYS = `
  SELECT c.conrelid::regclass::text AS of, quote_ident(c.conname) AS name, pg_get_constraintdef(c.oid) AS definition
    FROM pg_constraint c WHERE c.contype = 'f' AND c.conrelid = ANY ($1::regclass[])`;

const PLAIN_INDEXES = `
  SELECT i.indexrelid::regclass::text AS name, pg_get_indexdef(i.indexrelid) AS definition
    FROM pg_index i WHERE i.indrelid = ANY ($1::regclass[])
     AND NOT EXISTS (SELECT 1 FROM pg_constraint c WHERE c.conindid = i.indexrelid)`;

/** Millions of rows are checked and indexed together in a fraction of the time; gives what puts the checks back. */
async function dropChecks(owner) {
  const { rows: keys } = await owner.query(FOREIGN_KEYS, [TABLES]);
  const { rows: indexes } = await owner.query(PLAIN_INDEXES, [TABLES]);
  for (const { of, name } of keys) await owner.query(`ALTER TABLE ${of} DROP CONSTRAINT ${name}`);
  for (const { name } of indexes) await owner.query(`DROP INDEX ${name}`);
  return async () => {
    for (const { definition } of indexes) await owner.query(definition);
    for (const { of, name, definition } of keys)
      await owner.query(`ALTER TABLE ${of} ADD CONSTRAINT ${name} ${definition}`);
  };
}
