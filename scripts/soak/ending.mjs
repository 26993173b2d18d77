import { setTimeout as sleep } from 'node:timers/promises';

/** What must hold when everybody has gone home and the engines have had time to finish. */

const QUIET_TIMEOUT_MS = 120_000;
const LOOK_AGAIN_MS = 200;

const BUSY = `
  SELECT (SELECT count(*) FROM core.outbox WHERE state = 'waiting')::int AS messages,
         (SELECT count(*) FROM core.timer WHERE due_at <= now() AND failed_at IS NULL)::int AS timers`;

const POSTED = ['posted_note', 'timed_note', 'nested_note'];

const postedOnce = (form) => `
  SELECT r.id, r.status, i.status AS flow, p.postings, m.movements, l.movements AS lines
    FROM data.${form} r JOIN core.flow_instance i ON i.record_id = r.id,
         LATERAL (SELECT count(*)::int AS postings FROM ledger.posting WHERE source_id = r.id) p,
         LATERAL (SELECT count(*)::int AS movements FROM ledger.movement m JOIN ledger.posting p ON p.id = m.posting_id
                   WHERE p.source_id = r.id) m,
         LATERAL (SELECT (count(*) + count(*) FILTER (WHERE qty > 0))::int AS movements FROM data.${form}__lines WHERE record_id = r.id) l
   WHERE (i.status, r.status, p.postings, m.movements)
         NOT IN (('approved', 'settled', 1, l.movements), ('rejected', 'refused', 0, 0))`;

const LAWS = {
  ...Object.fromEntries(
    POSTED.map((form) => [
      `an approved ${form} is posted once with all its lines, a refused one not`,
      postedOnce(form),
    ]),
  ),
  'every flow but those that wait to be moved has ended': `
    SELECT id, flow_key, status, trouble FROM core.flow_instance WHERE ended_at IS NULL AND flow_key <> 'moved_flow'`,
  'a pause ended once, and not before its time': `
    SELECT i.id, s.at AS started, e.times, e.at FROM core.flow_instance i
      JOIN core.flow_event s ON s.instance_id = i.id AND s.kind = 'started',
           LATERAL (SELECT count(*)::int AS times, min(at) AS at FROM core.flow_event
                     WHERE instance_id = i.id AND kind = 'node_closed' AND node_id = 'pause') e
     WHERE i.flow_key = 'timed_flow' AND (e.times <> 1 OR e.at < s.at + interval '2 seconds')`,
  'whoever let the time run out was passed by once': `
    SELECT instance_id, count(*) FROM core.flow_event WHERE kind = 'timeout' AND node_id = 'chief'
     GROUP BY instance_id HAVING count(*) <> 1`,
  'each approval with calls made all three': `
    SELECT i.id, count(o.*) FROM core.flow_instance i
      LEFT JOIN core.outbox o ON o.topic = 'flow_call' AND o.state = 'delivered' AND o.key LIKE i.id || '/%'
     WHERE i.flow_key = 'called_flow' AND i.status = 'approved' GROUP BY i.id HAVING count(o.*) <> 3`,
  'no migration is left unfinished': `SELECT id FROM core.flow_migration WHERE finished_at IS NULL`,
};

const CALLS = `
  SELECT key, state, extract(epoch FROM delivered_at) * 1000 AS at FROM core.outbox WHERE topic = 'flow_call'`;

/** Waits until nothing is due any more. */
export async function untilQuiet({ database }) {
  for (const deadline = Date.now() + QUIET_TIMEOUT_MS; ; await sleep(LOOK_AGAIN_MS)) {
    const [busy] = await database.rows(BUSY);
    if (busy.messages + busy.timers === 0) return;
    if (Date.now() > deadline) throw new Error(`still under way: ${JSON.stringify(busy)}`);
  }
}

/** Everything that is broken at the end, as lines. */
export async function findBrokenAtEnd({ database, receiver, journal }) {
  const broken = [];
  for (const [law, question] of Object.entries(LAWS)) {
    const found = await database.rows(question);
    if (found.length > 0) broken.push(`${law}: ${JSON.stringify(found.slice(0, 3))}`);
  }
  return [...broken, ...brokenCalls(await database.rows(CALLS), receiver.calls, journal)];
}

/** A call is recorded once and heard; it is heard again only where trouble lay between, and never once it was recorded. */
function brokenCalls(recorded, calls, journal) {
  const broken = [];
  const heard = new Map();
  for (const { key, at, isTaken } of calls) if (isTaken) heard.set(key, [...(heard.get(key) ?? []), at]);
  for (const { key, state, at } of recorded) {
    const times = heard.get(key) ?? [];
    if (state !== 'delivered') broken.push(`the call ${key} is ${state}`);
    if (times.length === 0) broken.push(`the call ${key} was never made`);
    if (times.some((time) => time > at)) broken.push(`the call ${key} was made after it had been recorded`);
    for (const [nth, time] of times.entries())
      if (nth > 0 && !journal.hadTrouble(times[nth - 1], time))
        broken.push(`the call ${key} was made again although nothing had happened`);
    heard.delete(key);
  }
  return [...broken, ...[...heard.keys()].map((key) => `the call ${key} was made and is not recorded`)];
}
