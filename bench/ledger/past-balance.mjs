#!/usr/bin/env node
import { parseArgs } from 'node:util';
import { dataSourceOptions } from '@dougong/engine/database/data-source';
import { Database } from '@dougong/engine/database/database';
import { migrate } from '@dougong/engine/database/migrate';
import { foldMonthTotals } from '@dougong/engine/registers/totals/fold-month-totals';
import { LedgerFigures } from '@dougong/engine/registers/views/ledger-figures';
import { compileRegister } from '@dougong/kernel/registers';
import { DataSource } from 'typeorm';
import { atLeast, atMost, goalText, isMet } from '../flows/goals.mjs';
import { startDatabase } from '../stage/database.mjs';
import { say } from '../stage/upkeep.mjs';

/** Balances at a day of the past over five million movements of 20,000 keys: from totals by month, and as the plain sum. */

const KEYS = 20_000;
const MONTHS = 24;
const LINES = 10;
const RUNS = 5;
const SINGLE_KEYS = 200;

const { values: options } = parseArgs({
  options: { quick: { type: 'boolean', default: false }, explain: { type: 'boolean', default: false } },
});
const movements = options.quick ? 500_000 : 5_000_000;

const title = (text) => ({ 'zh-CN': text, en: text });
const REGISTER = compileRegister({
  kind: 'register',
  format: 1,
  key: 'bench_past',
  title: title('Past'),
  type: 'balance',
  dimensions: [
    { id: 'item', title: title('Item'), type: 'text', required: true },
    { id: 'place', title: title('Place'), type: 'text', required: true },
  ],
  resources: [
    { id: 'qty', title: title('Quantity'), scale: 6, role: 'quantity' },
    { id: 'amount', title: title('Amount'), scale: 2, role: 'amount' },
  ],
  negative: 'allow',
  valuation: 'none',
}).value;

const MAKE_KEYS = `
  INSERT INTO ledger.register_key (register, hash, s1, s2)
  SELECT '${REGISTER.key}', sha256(n::text::bytea), 'item-' || n / 4, 'place-' || n % 4 FROM generate_series(1, ${KEYS}) n`;

/** $1 first day of the month, $2 how many postings. The keys of a posting lie apart, as those of documents do. */
const POST_MONTH = `
  WITH ids AS (SELECT min(id) AS first FROM ledger.register_key WHERE register = '${REGISTER.key}'), posted AS (
    INSERT INTO ledger.posting (source_type, source_id, purpose, business_date, period, release, actor, posted_at, payload_hash)
    SELECT 'doc', gen_random_uuid(), 'bench', $1::date + (n % 28)::integer, $1::date, 1, gen_random_uuid(), now(), ''
      FROM generate_series(1, $2::integer) n RETURNING id, business_date
  )
  INSERT INTO ledger.movement (period, posting_id, key_id, business_date, rule_id, direction, r1, r2)
  SELECT $1::date, p.id, ids.first + (p.id * 7919 + line * 104729) % ${KEYS}, p.business_date, 'bench',
         CASE WHEN line % 3 = 0 THEN -1 ELSE 1 END,
         (CASE WHEN line % 3 = 0 THEN -1 ELSE 1 END) * (1 + p.id % 50), (CASE WHEN line % 3 = 0 THEN -1 ELSE 1 END) * (1 + p.id % 5000) / 100.0
    FROM posted p, ids, generate_series(1, ${LINES}) line`;

/** What somebody would write who has the movements only. */
const PLAIN_ALL = `
  SELECT k.id, k.s1, k.s2, s.qty::text, s.amount::text FROM ledger.register_key k JOIN (
    SELECT key_id, sum(r1) AS qty, sum(r2) AS amount FROM ledger.movement
     WHERE period <= date_trunc('month', $1::timestamp)::date AND business_date <= $1 GROUP BY key_id
  ) s ON s.key_id = k.id WHERE k.register = '${REGISTER.key}' AND (s.qty <> 0 OR s.amount <> 0) ORDER BY k.id`;

function monthsUntilNow() {
  return Array.from({ length: MONTHS }, (_, at) => {
    const month = new Date();
    month.setUTCMonth(month.getUTCMonth() - (MONTHS - 1 - at), 1);
    return month.toISOString().slice(0, 10);
  });
}

async function secondsOf(work) {
  const started = performance.now();
  const result = await work();
  return { seconds: (performance.now() - started) / 1000, result };
}

const median = (numbers) => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)];

async function fill(owner, database, months) {
  await owner.query('SELECT ledger.ensure_partitions(current_date, $1, 2)', [MONTHS]);
  await owner.query(MAKE_KEYS);
  for (const month of months) {
    await owner.query(POST_MONTH, [month, Math.ceil(movements / MONTHS / LINES)]);
    say(`past balance: ${month} posted`);
  }
  await owner.query('VACUUM ANALYZE ledger.movement, ledger.posting, ledger.register_key');
  const { seconds } = await secondsOf(() => foldAll(database));
  await owner.query('VACUUM ANALYZE ledger.month_total');
  return seconds;
}

async function foldAll(database) {
  while (await database.transaction(foldMonthTotals, undefined, 600_000));
}

/** On one processor and with the memory that the engine takes for its own reading: what the work is, not how it is spread. */
function sumOnOneProcessor(database, day) {
  return database.transaction(async (session) => {
    await session.query(`SET LOCAL max_parallel_workers_per_gather = 0; SET LOCAL work_mem = '64MB'`);
    return session.query(PLAIN_ALL, [day]);
  });
}

/** The ways in turn, so that whatever else the machine does falls on all of them. The plain sum runs as PostgreSQL likes to run it. */
async function contestAll(database, figures, day) {
  const plain = [];
  const alone = [];
  const total = [];
  for (let run = 0; run < RUNS; run += 1) {
    const summed = await secondsOf(() => database.query(PLAIN_ALL, [day]));
    const single = await secondsOf(() => sumOnOneProcessor(database, day));
    const read = await secondsOf(() => figures.all(REGISTER, { days: { at: day } }));
    if (run === 0) compare(summed.result.rows, read.result);
    plain.push(summed.seconds);
    alone.push(single.seconds);
    total.push(read.seconds);
  }
  return { plain: median(plain), alone: median(alone), total: median(total) };
}

function compare(plain, figures) {
  const told = new Map(figures.map(({ keyId, closing }) => [keyId, closing]));
  const differs = plain.find(({ id, qty, amount }) => {
    const closing = told.get(String(id));
    return Number(closing?.qty) !== Number(qty) || Number(closing?.amount) !== Number(amount);
  });
  if (differs || told.size !== plain.length) throw new Error(`the figures differ at key ${differs?.id}`);
}

async function singleKeys(figures, day, first) {
  const times = [];
  for (let n = 0; n < SINGLE_KEYS; n += 1) {
    const keyId = String(first + ((n * 7919) % KEYS));
    times.push((await secondsOf(() => figures.page(REGISTER, { days: { at: day }, keyId }))).seconds * 1000);
  }
  return times.toSorted((a, b) => a - b);
}

/** The plans of the statements, for whoever wants to see which indexes are used. */
async function explain(database, day, first) {
  const told = new LedgerFigures({
    transaction: (work) => database.transaction((session) => work(new Explaining(session))),
  });
  await told.page(REGISTER, { days: { at: day }, keyId: String(first) });
  await told.all(REGISTER, { days: { at: day } });
}

/** A session that shows the plans of readings instead of their rows. */
class Explaining {
  constructor(session) {
    this.session = session;
  }

  query(text) {
    return this.session.query(text);
  }

  async prepared(name, text, values) {
    if (!text.includes('ledger.register_key')) return this.session.prepared(name, text, values);
    const { rows } = await this.session.query(`EXPLAIN (ANALYZE, BUFFERS, COSTS OFF) ${text}`, values);
    console.log(`${rows.map((row) => row['QUERY PLAN']).join('\n')}\n`);
    return { rows: [] };
  }
}

const place = await startDatabase();
process.once('SIGINT', () => void place.stop().then(() => process.exit(130)));
try {
  const urls = { appUrl: place.urls.DATABASE_URL, ownerUrl: place.urls.DATABASE_OWNER_URL };
  await migrate(urls);
  const source = await new DataSource(dataSourceOptions(urls.appUrl, 4)).initialize();
  const database = new Database(source);
  const figures = new LedgerFigures(database);
  const months = monthsUntilNow();
  const building = await fill(place.owner, database, months);
  const day = `${months.at(-2).slice(0, 8)}15`;
  const all = await contestAll(database, figures, day);
  const page = await secondsOf(() => figures.page(REGISTER, { days: { at: day }, limit: 200 }));
  const { rows } = await place.owner.query(
    `SELECT min(id)::integer AS first FROM ledger.register_key WHERE register = '${REGISTER.key}'`,
  );
  const single = await singleKeys(figures, day, rows[0].first);
  if (options.explain) await explain(database, day, rows[0].first);
  await source.destroy();
  const goals = [
    atLeast('past balances of all keys against the plain sum', all.plain / all.total, { must: 5 }, 'x'),
    atMost('past balances of all keys', all.total, { good: 0.5 }, ' s'),
    atMost('past balance of one key, median', median(single), { must: 5 }, ' ms'),
  ];
  for (const goal of goals) console.log(goalText(goal));
  const seconds = {
    plain_sum: all.plain,
    plain_sum_on_one_processor: all.alone,
    all_keys: all.total,
    page_of_200: page.seconds,
    one_key_p95: single[Math.floor(SINGLE_KEYS * 0.95)] / 1000,
    totals_built: building,
  };
  for (const [name, value] of Object.entries(seconds)) console.log(`${name}: ${value.toFixed(4)} s`);
  process.send?.({ rows: Object.entries(seconds).map(([name, value]) => ({ name, seconds: value })), goals });
  if (goals.some((goal) => !isMet(goal))) say('a goal is missed');
} finally {
  await place.stop();
}
