#!/usr/bin/env node
import { randomUUID } from 'node:crypto';
import { parseArgs } from 'node:util';
import { dataSourceOptions } from '@dougong/engine/database/data-source';
import { Database } from '@dougong/engine/database/database';
import { migrate } from '@dougong/engine/database/migrate';
import { carryOut } from '@dougong/engine/reconciliation/runs/carry-out';
import { RUN_COLUMNS } from '@dougong/engine/reconciliation/runs/run-row';
import { compileReconciliation } from '@dougong/kernel/reconciliation';
import { compileRegister } from '@dougong/kernel/registers';
import { DataSource } from 'typeorm';
import { atMost, goalText, isMet } from '../flows/goals.mjs';
import { startDatabase } from '../stage/database.mjs';
import { say } from '../stage/upkeep.mjs';

/**
 * A whole run of a reconciliation: a million movements of a register against a million rows that were pushed, from loading to
 * keeping what differs, beside a bare count of the same rows joined.
 */

const LINES = 10;
const ITEMS = 20_000;
/** One of so many rows is missing on a side, or has another quantity or amount. */
const MISSING = 1000;
const WRONG = 997;

const { values: options } = parseArgs({ options: { quick: { type: 'boolean', default: false } } });
const rows = options.quick ? 100_000 : 1_000_000;
const title = (text) => ({ 'zh-CN': text, en: text });
const MONTH = `${new Date().toISOString().slice(0, 7)}-01`;

const register = compileRegister({
  kind: 'register',
  format: 1,
  key: 'bench_compared',
  title: title('Compared'),
  type: 'balance',
  dimensions: [{ id: 'item', title: title('Item'), type: 'text', required: true }],
  resources: [
    { id: 'qty', title: title('Quantity'), scale: 6, role: 'quantity' },
    { id: 'amount', title: title('Amount'), scale: 2, role: 'amount' },
  ],
  negative: 'allow',
  valuation: 'none',
}).value;
const registers = new Map([[register.key, register]]);
const release = { number: 1, registers, models: new Map() };

const reconciliation = compileReconciliation(
  {
    kind: 'reconciliation',
    format: 1,
    key: 'bench',
    title: title('Bench'),
    compare: 'entries',
    operation: {
      from: 'register',
      register: register.key,
      fields: { item: 'item', quantity: 'qty', amount: 'amount' },
    },
    books: { from: 'pushed' },
    cycle: 'month',
    keyLagDays: 3,
    businessTypes: { bench: 'receipt' },
    owners: [{ category: 'amount', role: 'clerk' }, { role: 'keeper' }],
    approver: 'clerk',
    reasons: [{ id: 'other', title: title('Other') }],
  },
  { ...release, roles: new Set(['clerk', 'keeper']), isSchedule: () => true },
).value;

const MAKE_KEYS = `
  INSERT INTO ledger.register_key (register, hash, s1)
  SELECT '${register.key}', sha256(n::text::bytea), 'item-' || n FROM generate_series(0, ${ITEMS - 1}) n`;

/** What line `n` of all says; both sides say the same but for the few that are made to differ. */
const LINE = `CROSS JOIN LATERAL (SELECT n / ${LINES} AS doc, n % ${LINES} + 1 AS line, n % 500 + 1 AS qty) x`;

const POST = `
  WITH posted AS (
    INSERT INTO ledger.posting (source_type, source_id, source_code, purpose, business_date, period, release, actor, posted_at, payload_hash)
    SELECT 'doc', gen_random_uuid(), 'DOC-' || lpad(n::text, 8, '0'), 'bench', $1::date, $1::date, 1, gen_random_uuid(), now(), ''
      FROM generate_series(0, $2::int / ${LINES}) n RETURNING id, source_code, business_date)
  INSERT INTO ledger.movement (period, posting_id, key_id, business_date, line_no, rule_id, direction, r1, r2)
  SELECT $1::date, p.id, k.id, p.business_date, x.line, 'bench', 1, x.qty, x.qty * 12.5
    FROM generate_series(0, $2::int - 1) n ${LINE}
    JOIN posted p ON p.source_code = 'DOC-' || lpad(x.doc::text, 8, '0')
    JOIN ledger.register_key k ON k.register = '${register.key}' AND k.s1 = 'item-' || n % ${ITEMS}
   WHERE n % ${MISSING} <> 1`;

const PUSH = `
  INSERT INTO reconciliation.data_row (set_id, ord, document, line, type, date, item, quantity, amount)
  SELECT $1, n, 'DOC-' || lpad(x.doc::text, 8, '0'), x.line, 'receipt', $2::date, 'item-' || n % ${ITEMS},
         x.qty + (n % ${WRONG} = 0)::int, x.qty * 12.5
    FROM generate_series(0, $3::int - 1) n ${LINE} WHERE n % ${MISSING} <> 2`;

/** The least that anybody who compares them has to do. */
const PLAIN = `
  SELECT count(*)::int AS rows
    FROM (SELECT p.source_code AS document, m.line_no AS line, m.r1 FROM ledger.movement m
            JOIN ledger.posting p ON p.id = m.posting_id JOIN ledger.register_key k ON k.id = m.key_id
           WHERE k.register = '${register.key}' AND m.period = $2::date) o
    FULL JOIN (SELECT document, line, quantity FROM reconciliation.data_row WHERE set_id = $1) b
           ON b.document = o.document AND b.line = o.line`;

async function secondsOf(work) {
  const started = performance.now();
  const result = await work();
  return { seconds: (performance.now() - started) / 1000, result };
}

async function fill(owner) {
  const set = randomUUID();
  await owner.query(MAKE_KEYS);
  await owner.query(POST, [MONTH, rows]);
  await owner.query(
    `INSERT INTO reconciliation.data_set (id, definition, side, row_count, created_at, created_by) VALUES ($1, 'bench', 'books', $2, now(), $1)`,
    [set, rows],
  );
  await owner.query(PUSH, [set, MONTH, rows]);
  await owner.query(
    'VACUUM ANALYZE ledger.movement, ledger.posting, ledger.register_key, reconciliation.data_row',
  );
  return set;
}

async function runOnce(database, owner, set) {
  const { rows: made } = await owner.query(
    `INSERT INTO reconciliation.run AS r (definition, release, period, cutoff, run_date, requested_at, requested_by, sets)
     VALUES ('bench', 1, $1, $1, $1, now(), $2, $3) RETURNING ${RUN_COLUMNS}`,
    [MONTH, set, JSON.stringify({ books: set })],
  );
  const [run] = made.map((row) => ({ ...row, period: MONTH, cutoff: MONTH, runDate: MONTH }));
  const phases = [];
  const onPhase = async (phase) => void phases.push([phase, performance.now()]);
  const people = { usersOfRole: () => [], isActive: () => false };
  const at = new Date().toISOString();
  const done = await secondsOf(() =>
    database.transaction(
      async (session) => {
        await session.query('SET TRANSACTION ISOLATION LEVEL REPEATABLE READ');
        return carryOut(session, { run, release, reconciliation, people, at, onPhase });
      },
      undefined,
      600_000,
    ),
  );
  const ends = [...phases.slice(1).map(([, time]) => time), performance.now()];
  return {
    ...done,
    phases: phases.map(([name, time], index) => ({ name, seconds: (ends[index] - time) / 1000 })),
  };
}

/** How many rows were made to differ; a wrong row that is missing anyway is not wrong. */
function madeToDiffer() {
  let count = 0;
  for (let n = 0; n < rows; n += 1) {
    const isAlone = n % MISSING === 1 || n % MISSING === 2;
    if (isAlone || n % WRONG === 0) count += 1;
  }
  return count;
}

const place = await startDatabase();
process.once('SIGINT', () => void place.stop().then(() => process.exit(130)));
try {
  const urls = { appUrl: place.urls.DATABASE_URL, ownerUrl: place.urls.DATABASE_OWNER_URL };
  await migrate(urls);
  const source = await new DataSource(dataSourceOptions(urls.appUrl, 2)).initialize();
  const database = new Database(source);
  say(`reconciliation: ${rows} lines on either side`);
  const set = await fill(place.owner);
  const plain = await secondsOf(() => place.owner.query(PLAIN, [set, MONTH]));
  const first = await runOnce(database, place.owner, set);
  const again = await runOnce(database, place.owner, set);
  await source.destroy();
  const { summary, inputs, resultHash } = first.result;
  if (summary.differences !== madeToDiffer())
    throw new Error(`found ${summary.differences} differences of ${madeToDiffer()}`);
  if (again.result.resultHash !== resultHash) throw new Error('the same sides gave other differences');
  const goals = [
    atMost(
      `reconciliation of ${rows} x ${rows} entries`,
      first.seconds,
      { must: options.quick ? 5 : 30 },
      ' s',
    ),
  ];
  for (const goal of goals) console.log(goalText(goal));
  const told = [
    { name: 'whole_run', seconds: first.seconds },
    { name: 'second_run', seconds: again.seconds },
    ...first.phases,
    { name: 'plain_full_join', seconds: plain.seconds },
  ];
  for (const { name, seconds } of told) console.log(`${name}: ${seconds.toFixed(2)} s`);
  console.log(`times the plain join: ${(first.seconds / plain.seconds).toFixed(1)}`);
  console.log(
    `rows ${inputs.operation.rows} and ${inputs.books.rows}, matched ${summary.matched}, differences ${summary.differences}`,
  );
  process.send?.({ rows: told, goals });
  if (goals.some((goal) => !isMet(goal))) say('a goal is missed');
} finally {
  await place.stop();
}
