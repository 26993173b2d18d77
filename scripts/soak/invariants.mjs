/** What must hold at every moment, whoever was killed when. Each question gives the rows that break it. */

const WANTED_IDS = (list) => `
  SELECT i.id AS instance, (x.found #>> '{}')::uuid AS id FROM core.flow_instance i,
         jsonb_path_query(i.state, 'strict $.**.${list}[*].id', '{}', true) AS x (found)
   WHERE i.ended_at IS NULL`;

/** Rows that are in one of two lists and not in the other. */
const sameRows = (rows, list) => `
  WITH kept AS (${rows}), wanted AS (${WANTED_IDS(list)})
  SELECT * FROM kept FULL JOIN wanted USING (instance, id) WHERE kept.instance IS NULL OR wanted.instance IS NULL`;

const LAWS = {
  'a balance is the sum of its movements': `
    SELECT coalesce(b.key_id, m.key_id) AS key, array[b.r1, b.r2, b.r3, b.r4] AS balance, array[m.r1, m.r2, m.r3, m.r4] AS sums
      FROM ledger.balance b
      FULL JOIN (SELECT key_id, coalesce(sum(r1), 0) r1, coalesce(sum(r2), 0) r2, coalesce(sum(r3), 0) r3, coalesce(sum(r4), 0) r4
                   FROM ledger.movement GROUP BY key_id) m USING (key_id)
     WHERE (coalesce(b.r1, 0), coalesce(b.r2, 0), coalesce(b.r3, 0), coalesce(b.r4, 0))
           IS DISTINCT FROM (coalesce(m.r1, 0), coalesce(m.r2, 0), coalesce(m.r3, 0), coalesce(m.r4, 0))`,
  'a voucher balances': `
    SELECT v.id FROM ledger.voucher v LEFT JOIN ledger.voucher_line l ON l.voucher_id = v.id GROUP BY v.id
    HAVING sum(l.amount) FILTER (WHERE l.side = 'debit') IS DISTINCT FROM sum(l.amount) FILTER (WHERE l.side = 'credit')
        OR v.total IS DISTINCT FROM sum(l.amount) FILTER (WHERE l.side = 'debit')`,
  'a document is posted once': `
    SELECT source_id, purpose FROM ledger.posting WHERE kind = 'post' GROUP BY source_id, purpose HAVING count(*) > 1`,
  'a posting has movements': `
    SELECT p.id FROM ledger.posting p WHERE NOT EXISTS (SELECT FROM ledger.movement m WHERE m.posting_id = p.id)`,
  'the trail of an instance has no gap': `
    SELECT i.id, i.state ->> 'eventSeq' AS last, count(e.*) AS events, max(e.seq) AS top FROM core.flow_instance i
      LEFT JOIN core.flow_event e ON e.instance_id = i.id GROUP BY i.id
    HAVING count(e.*) <> (i.state ->> 'eventSeq')::int OR max(e.seq) - min(e.seq) + 1 <> count(e.*)`,
  'a node is closed once for each time it was opened': `
    SELECT instance_id, node_id, payload ->> 'visit' AS visit, count(*) FROM core.flow_event WHERE kind = 'node_closed'
     GROUP BY 1, 2, 3 HAVING count(*) > 1`,
  'a to-do is answered once': `
    SELECT payload ->> 'taskId' AS task, count(*) FROM core.flow_event WHERE kind IN ('approved', 'rejected', 'submitted')
     GROUP BY 1 HAVING count(*) > 1`,
  'the open to-dos are those that their instance wants': sameRows(
    `SELECT instance_id AS instance, id FROM core.task WHERE state = 'open' AND kind IN ('approve', 'handle', 'resubmit')`,
    'work',
  ),
  'the timers are those that their instance wants': sameRows(
    `SELECT instance_id AS instance, id FROM core.timer WHERE kind = 'flow'`,
    'timers',
  ),
  'a reminder comes once for each time it is due': `
    SELECT t.instance_id, t.node_id, count(*) FROM core.flow_event t
      JOIN (SELECT instance_id, node_id, min(at) AS opened FROM core.flow_event WHERE kind = 'task_opened' GROUP BY 1, 2) o
           USING (instance_id, node_id)
     WHERE t.kind = 'timeout' GROUP BY t.instance_id, t.node_id, o.opened
    HAVING count(*) > 2 OR count(*) > extract(epoch FROM max(t.at) - o.opened)`,
  'a flow that runs waits for somebody or something': `
    SELECT i.id, i.flow_key FROM core.flow_instance i WHERE i.ended_at IS NULL
       AND NOT EXISTS (SELECT FROM core.task t WHERE t.instance_id = i.id AND t.state = 'open' AND t.kind <> 'cc')
       AND NOT EXISTS (SELECT FROM core.timer t WHERE t.instance_id = i.id AND t.failed_at IS NULL)
       AND NOT EXISTS (SELECT FROM core.outbox o WHERE o.topic = 'flow_call' AND o.state = 'waiting'
                          AND o.payload ->> 'instanceId' = i.id::text)`,
  'no flow stands still': `SELECT id, status, trouble FROM core.flow_instance WHERE status = 'suspended'`,
  'no timer is given up': `SELECT id, kind, last_error FROM core.timer WHERE failed_at IS NOT NULL`,
  'nothing that was to be sent is given up': `SELECT id, key, last_error FROM core.outbox WHERE state = 'failed'`,
  'an instance is moved once by each migration': `
    SELECT w.instance_id, count(*) FROM core.flow_migration_item w JOIN core.flow_event e
        ON e.instance_id = w.instance_id AND e.kind = 'migrated'
     WHERE w.state = 'moved' GROUP BY w.instance_id
    HAVING count(DISTINCT w.migration_id) <> count(DISTINCT e.seq)`,
};

const FORMS = ['posted_note', 'timed_note', 'called_note', 'nested_note', 'moved_note'];

const MARKED = FORMS.map(
  (form) =>
    `SELECT '${form} "' || title || '"' AS name, count(*)::int AS n FROM data.${form} WHERE title LIKE 'soak %' GROUP BY title`,
).join(' UNION ALL ');

const DONE_ACTIONS = `
  SELECT action || ' ' || record_id AS name, count(*)::int AS n FROM core.audit_entry
   WHERE outcome = 'done' AND (action LIKE 'act:%' OR action LIKE 'answer:%') AND record_id IS NOT NULL GROUP BY 1`;

/** Everything that is broken, as lines. All questions see one moment. */
export function findBroken({ database, journal }) {
  return database.atOneMoment(async (rows) => {
    const broken = [];
    // The snapshot is taken by the first statement; what is acknowledged before it must be in it.
    const before = journal.entries;
    await rows('SELECT 1');
    const asked = journal.entries;
    for (const [law, question] of Object.entries(LAWS)) {
      const found = await rows(question);
      if (found.length > 0) broken.push(`${law}: ${JSON.stringify(found.slice(0, 3))}`);
    }
    return [...broken, ...(await brokenPromises(rows, before, asked))];
  });
}

/** An answer given is there exactly once; a request without an answer at most once; a refused one not at all. */
async function brokenPromises(rows, before, asked) {
  const effects = [...(await rows(MARKED)), ...(await rows(DONE_ACTIONS))];
  const found = new Map(effects.map(({ name, n }) => [name, n]));
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
