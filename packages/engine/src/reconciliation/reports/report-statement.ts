/** By what the differences of a month are told. */
const GROUPS = {
  category: 'd.category',
  level: 'd.level',
  place: `coalesce(d.place, '')`,
  reason: `coalesce(d.reason, '')`,
  person: `coalesce(d.assignee::text, d.role)`,
} as const;

const COUNTED = `
  'count', count(*), 'open', count(*) FILTER (WHERE d.state <> 'closed'), 'atStake', sum(d.at_stake)::text,
  'averageAge', round(avg(d.age), 1)::text`;

function grouped(name: keyof typeof GROUPS): string {
  const group = GROUPS[name];
  return `'${name}', (SELECT coalesce(jsonb_agg(g.row ORDER BY g.name), '[]') FROM (
    SELECT ${group} AS name, jsonb_build_object('name', ${group}, ${COUNTED}) AS row FROM d GROUP BY 1) g)`;
}

const BY = Object.keys(GROUPS)
  .map((name) => grouped(name as keyof typeof GROUPS))
  .join(', ');

/**
 * The report of a definition (`$1`) and a month (`$2`) as one JSON value; ages count to `$3` where a difference is still open.
 * Differences of the month were opened in it, or carried over from a month before.
 */
export const REPORT = `
  WITH d AS (
    SELECT e.*, r.period AS first_period,
           coalesce((e.closed_at AT TIME ZONE 'UTC')::date, $3::date) - e.first_seen AS age
      FROM reconciliation.difference e JOIN reconciliation.run r ON r.id = e.first_run
     WHERE e.definition = $1 AND e.period = $2::date),
  runs AS (
    SELECT r.* FROM reconciliation.run r WHERE r.definition = $1 AND r.period = $2::date AND r.state = 'done')
  SELECT jsonb_build_object(
    'definition', $1::text, 'period', $2::date,
    'opened', (SELECT count(*) FROM d WHERE first_period = $2::date),
    'carried', (SELECT count(*) FROM d WHERE first_period < $2::date),
    'closed', (SELECT count(*) FROM d WHERE state = 'closed'),
    'unresolved', (SELECT count(*) FROM d WHERE state <> 'closed'),
    'atStake', (SELECT coalesce(sum(at_stake), 0)::text FROM d),
    'atStakeUnresolved', (SELECT coalesce(sum(at_stake), 0)::text FROM d WHERE state <> 'closed'),
    'averageAge', (SELECT round(avg(age), 1)::text FROM d),
    'accuracy', (SELECT summary ->> 'accuracy' FROM runs ORDER BY id DESC LIMIT 1),
    'trend', (SELECT coalesce(jsonb_agg(jsonb_build_object(
        'run', id::text, 'runDate', run_date, 'cutoff', cutoff, 'matched', summary -> 'matched', 'differences', summary -> 'differences',
        'atStake', summary -> 'atStake', 'accuracy', summary -> 'accuracy') ORDER BY id), '[]') FROM runs),
    'by', jsonb_build_object(${BY})) AS report`;
