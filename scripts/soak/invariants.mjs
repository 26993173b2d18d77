import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { root } from '../gate/tools.mjs';

const pg = createRequire(join(root, 'packages/engine/package.json'))('pg');

/** What must hold at every moment, whoever was killed when. Each question gives the rows that break it. */
const LAWS = {
  'a balance is the sum of its movements': `
    SELECT coalesce(b.key_id, m.key_id) AS key, array[b.r1, b.r2, b.r3, b.r4] AS balance, array[m.r1, m.r2, m.r3, m.r4] AS sums
      FROM ledger.balance b
      FULL JOIN (SELECT key_id, coalesce(sum(r1), 0) r1, coalesce(sum(r2), 0) r2, coalesce(sum(r3), 0) r3, coalesce(sum(r4), 0) r4
                   FROM ledger.movement GROUP BY key_id) m USING (key_id)
     WHERE (coalesce(b.r1, 0), coalesce(b.r2, 0), coalesce(b.r3, 0), coalesce(b.r4, 0))
           IS DISTINCT FROM (coalesce(m.r1, 0), coalesce(m.r2, 0), coalesce(m.r3, 0), coalesce(m.r4, 0))`,
  'an empty pool is worth nothing': `SELECT key_id, r2 FROM ledger.balance WHERE r1 = 0 AND r2 <> 0`,
  'no balance is below zero': `SELECT key_id, r1, r2 FROM ledger.balance WHERE r1 < 0 OR r2 < 0`,
  'a voucher balances': `
    SELECT v.id FROM ledger.voucher v LEFT JOIN ledger.voucher_line l ON l.voucher_id = v.id GROUP BY v.id
    HAVING sum(l.amount) FILTER (WHERE l.side = 'debit') IS DISTINCT FROM sum(l.amount) FILTER (WHERE l.side = 'credit')
        OR v.total IS DISTINCT FROM sum(l.amount) FILTER (WHERE l.side = 'debit')`,
  'a flow that has ended asks nobody': `
    SELECT t.id, t.kind FROM core.task t JOIN core.flow_instance i ON i.id = t.instance_id
     WHERE t.state = 'open' AND t.kind IN ('approve', 'handle') AND i.ended_at IS NOT NULL`,
  'a flow that runs asks somebody': `
    SELECT i.id FROM core.flow_instance i WHERE i.status = 'running' AND NOT EXISTS
      (SELECT FROM core.task t WHERE t.instance_id = i.id AND t.state = 'open' AND t.kind IN ('approve', 'handle'))`,
  'a document is posted once': `
    SELECT source_id, purpose FROM ledger.posting WHERE kind = 'post' GROUP BY source_id, purpose HAVING count(*) > 1`,
  'a posting has movements': `
    SELECT p.id FROM ledger.posting p WHERE NOT EXISTS (SELECT FROM ledger.movement m WHERE m.posting_id = p.id)`,
  'nothing that was to be sent is given up': `SELECT id, key, last_error FROM core.outbox WHERE state = 'failed'`,
};

/** Looks past the API, as the superuser of the embedded server. */
export async function connect(engine) {
  const folder = await engine.clusterFolder();
  const client = new pg.Client({
    host: '127.0.0.1',
    port: Number.parseInt(await readFile(join(folder, 'dougong-port'), 'utf8'), 10),
    user: 'postgres',
    password: (await readFile(join(folder, 'dougong-superuser-password'), 'utf8')).trim(),
    database: 'dougong',
    application_name: 'soak',
  });
  client.on('error', () => undefined);
  await client.connect();
  return client;
}

/** Everything that is broken, as lines. All questions see one moment. */
export async function findBroken(client, journal) {
  await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
  try {
    const broken = [];
    // The snapshot is taken by the first statement; what is acknowledged before it must be in it.
    const before = journal.entries;
    await client.query('SELECT 1');
    const asked = journal.entries;
    for (const [law, question] of Object.entries(LAWS)) {
      const { rows } = await client.query(question);
      if (rows.length > 0) broken.push(`${law}: ${JSON.stringify(rows.slice(0, 3))}`);
    }
    return [...broken, ...(await brokenPromises(client, before, asked))];
  } finally {
    await client.query('ROLLBACK');
  }
}

/** An answer given is there exactly once; a request without an answer at most once; a refused one not at all. */
async function brokenPromises(client, before, asked) {
  const found = await countEffects(client);
  const least = tally(before.filter(({ state }) => state === 'done'));
  const most = tally(asked.filter(({ state }) => state !== 'refused'));
  const broken = [];
  for (const name of tally(asked).keys()) {
    const [count, min, max] = [found.get(name) ?? 0, least.get(name) ?? 0, most.get(name) ?? 0];
    if (count < min) broken.push(`lost: ${name} is there ${count} times instead of ${min}`);
    if (count > max) broken.push(`doubled: ${name} is there ${count} times instead of ${max}`);
  }
  return broken;
}

function tally(entries) {
  const counts = new Map();
  const add = (name) => counts.set(name, (counts.get(name) ?? 0) + 1);
  for (const { form, action, recordId, marker } of entries) {
    if (marker !== undefined) add(`${form} "${marker}"`);
    else add(`${action} ${recordId}`);
  }
  return counts;
}

/** Records by the marker that they were made with, and audit entries by what was done to which record. */
async function countEffects(client) {
  const counts = new Map();
  for (const form of ['stocktake', 'opening_stock']) {
    const { rows } = await client.query(
      `SELECT title, count(*)::int AS n FROM data.${form} WHERE title LIKE 'soak %' GROUP BY title`,
    );
    for (const { title, n } of rows) counts.set(`${form} "${title}"`, n);
  }
  const { rows } = await client.query(
    `SELECT action || ' ' || record_id AS name, count(*)::int AS n FROM core.audit_entry
      WHERE outcome = 'done' AND action <> 'create' AND record_id IS NOT NULL GROUP BY 1`,
  );
  for (const { name, n } of rows) counts.set(name, n);
  return counts;
}
