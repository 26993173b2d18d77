/** What a run went through, for whoever reads its last lines. */

const COUNTS = `
  SELECT (SELECT count(*) FROM core.flow_instance)::int AS flows,
         (SELECT count(*) FROM ledger.posting)::int AS postings,
         (SELECT count(*) FROM core.flow_event WHERE kind = 'timeout'
             OR (kind = 'node_closed' AND (node_id = 'pause' OR node_id LIKE '%/rest')))::int AS timers,
         (SELECT count(*) FROM core.flow_event WHERE kind = 'migrated')::int AS moved,
         (SELECT count(*) FROM core.outbox WHERE topic = 'flow_call' AND state = 'delivered')::int AS calls`;

/** How long after its time a pause of two seconds ended, in milliseconds. */
const LATENESS = `
  SELECT percentile_disc(ARRAY[0.5, 0.95, 1]) WITHIN GROUP (ORDER BY late) AS late FROM (
    SELECT round(extract(epoch FROM e.at - s.at) * 1000 - 2000)::int AS late FROM core.flow_instance i
      JOIN core.flow_event s ON s.instance_id = i.id AND s.kind = 'started'
      JOIN core.flow_event e ON e.instance_id = i.id AND e.kind = 'node_closed' AND e.node_id = 'pause') x`;

/** The lines of a run's summary. */
export async function figuresOf({ database, journal, receiver }, { kills, migrations, minutes }) {
  const [counts] = await database.rows(COUNTS);
  const [{ late }] = await database.rows(LATENESS);
  const isDone = ({ state, action }) => state === 'done' && action.startsWith('answer:');
  const taken = receiver.calls.filter(({ isTaken }) => isTaken).length;
  return [
    `${kills} kills and ${database.restarts} restarts of PostgreSQL in ${minutes.toFixed(1)} minutes`,
    `${counts.flows} flows, ${journal.count(({ state }) => state === 'done')} answers kept, ${journal.count(isDone)} of them decisions, ${journal.count(({ state }) => state === 'refused')} refused in a race`,
    `${counts.postings} postings, ${counts.timers} timers fired, ${counts.moved} moves of instances in ${migrations} migrations`,
    `${counts.calls} outside calls recorded, heard ${receiver.calls.length} times, taken ${taken} times (${taken - counts.calls} repeated after trouble, under their key)`,
    `a pause ended late by ${late?.join(' / ') ?? '-'} ms (median, p95, worst)`,
  ];
}
