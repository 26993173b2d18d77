#!/usr/bin/env node
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { HASHED_COLUMNS } from '@dougong/engine/registers/seals/seals.migration';
import { Sealer } from '@dougong/engine/registers/seals/sealer';
import { atMost } from '../flows/goals.mjs';
import { runNode } from '../stage/process.mjs';
import { printPart } from './report.mjs';
import { setStage } from './stage.mjs';
import { say } from '../stage/upkeep.mjs';

/** `dougong verify` over a million sealed movements. They are written by SQL, with the hashes that the engine gives its own. */

const PROGRAM = fileURLToPath(new URL('../../packages/engine/bin/dougong.mjs', import.meta.url));
const MOVEMENTS_PER_POSTING = 10;
const BATCH_POSTINGS = 10_000;

const { values: options } = parseArgs({ options: { quick: { type: 'boolean', default: false } } });
const movements = options.quick ? 100_000 : 1_000_000;

/** $1 how many postings, $2 actor. Every movement brings one piece to the next of the keys. */
const POST = `
  WITH keys AS MATERIALIZED (
    SELECT row_number() OVER (ORDER BY b.key_id) - 1 AS at, b.key_id, b.r1, b.r2
      FROM ledger.balance b JOIN ledger.register_key k ON k.id = b.key_id WHERE k.register = 'average_stock'
  ), postings AS (
    INSERT INTO ledger.posting (source_type, source_id, purpose, business_date, period, release, actor, posted_at, payload_hash)
    SELECT 'average_note', gen_random_uuid(), 'average_note_posting', current_date, date_trunc('month', current_date)::date, 1, $2::uuid,
      now(), sha256('') FROM generate_series(1, $1::integer)
    RETURNING id, business_date, period
  ), dealt AS (
    SELECT p.id AS posting_id, p.business_date, p.period, ord, row_number() OVER (ORDER BY p.id, ord) - 1 AS n
      FROM postings p, generate_series(0, ${MOVEMENTS_PER_POSTING - 1}) ord
  ), numbered AS (
    SELECT d.*, n % keys AS at, n / keys + 1 AS nth FROM dealt d, (SELECT count(*) AS keys FROM keys) c
  ), rows AS MATERIALIZED (
    SELECT x.posting_id, x.ord, x.period, x.business_date, k.key_id, x.ord + 1 AS line_no, gen_random_uuid() AS line_id,
      'received' AS rule_id, 'receive' AS entry, NULL::bigint AS link_seq, 1::smallint AS direction, 1.000000 AS r1, 12.50 AS r2,
      NULL::numeric AS r3, NULL::numeric AS r4, k.r1 + x.nth AS after1, k.r2 + 12.50 * x.nth AS after2,
      NULL::numeric AS after3, NULL::numeric AS after4, NULL::jsonb AS details
      FROM numbered x JOIN keys k ON k.at = x.at
  ), moved AS (
    INSERT INTO ledger.movement (${HASHED_COLUMNS.join(', ')}, row_hash)
    SELECT ${HASHED_COLUMNS.join(', ')}, ledger.movement_hash(${HASHED_COLUMNS.join(', ')}) FROM rows
  )
  UPDATE ledger.balance b SET r1 = x.r1, r2 = x.r2, version = b.version + 1
    FROM (SELECT key_id, max(after1) AS r1, max(after2) AS r2 FROM rows GROUP BY key_id) x WHERE x.key_id = b.key_id`;

const stage = await setStage();
process.once('SIGINT', () => void stage.stop().then(() => process.exit(130)));

async function fill() {
  const engine = await stage.startInProcess();
  await stage.openBalances(engine, ['average']);
  const { owner } = stage.database;
  for (let done = 0; done < movements; done += BATCH_POSTINGS * MOVEMENTS_PER_POSTING) {
    await owner.query(POST, [BATCH_POSTINGS, stage.people.clerk.id]);
    say(`verify: ${done + BATCH_POSTINGS * MOVEMENTS_PER_POSTING} of ${movements} movements`);
  }
  await owner.query('VACUUM ANALYZE ledger.movement, ledger.posting, ledger.balance');
  say('verify: sealing');
  const seconds = await secondsOf(() => engine.app.get(Sealer, { strict: false }).catchUp());
  await engine.stop();
  return seconds;
}

async function secondsOf(work) {
  const started = performance.now();
  await work();
  return (performance.now() - started) / 1000;
}

try {
  const sealing = await fill();
  say('verify: verifying');
  const seconds = await secondsOf(() =>
    runNode([PROGRAM, 'verify'], { ...stage.database.urls, NODE_ENV: 'production' }),
  );
  const rows = [
    { name: `${movements} movements sealed`, seconds: sealing },
    { name: `${movements} movements verified`, seconds },
  ];
  // A few are verified in less time than a process takes to start.
  const goals = options.quick
    ? []
    : [
        atMost('a million movements verified', seconds, { must: 30 }, ' s'),
        atMost('a million movements sealed', sealing, { good: 60 }, ' s'),
      ];
  printPart('Verification of sealed movements', { rows, goals });
  process.send?.({ rows, goals });
} finally {
  await stage.stop();
}
