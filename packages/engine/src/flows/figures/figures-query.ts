import type { Parameters } from '../../database/sql-text.js';

/**
 * What happened between two instants, out of the trail. `mine` are the instances that the asker may see and that were
 * under way at any time in between.
 */

/** Something that a flow is not drawn for: it went back, was stopped, or somebody had to step in. */
export const EXCEPTIONS = [
  'returned',
  'recalled',
  'rejected',
  'revoked',
  'cancelled',
  'suspended',
  'jumped',
  'skipped',
  'timeout',
] as const;

export interface FiguresQuestion {
  readonly flow: string;
  readonly from: string;
  readonly to: string;
  readonly now: string;
  /** SQL that a visible instance `i` meets. */
  readonly scope: string;
}

const times = (count: string, value: string, where: string) => `
  jsonb_build_object('count', ${count} FILTER (WHERE ${where}),
    'average', round(avg(${value}) FILTER (WHERE ${where})),
    'p50', round(percentile_cont(0.5) WITHIN GROUP (ORDER BY ${value}) FILTER (WHERE ${where})),
    'p90', round(percentile_cont(0.9) WITHIN GROUP (ORDER BY ${value}) FILTER (WHERE ${where})))`;

/** The statement of all figures: one row, everything as JSON. */
export function figuresSql(question: FiguresQuestion, parameters: Parameters): string {
  const flow = parameters.add(question.flow);
  const [from, to, now] = [question.from, question.to, question.now].map(
    (instant) => `${parameters.add(instant)}::timestamptz`,
  );
  const kinds = `${parameters.add(EXCEPTIONS)}::text[]`;
  const endedInside = `m.ended_at >= ${from} AND m.ended_at < ${to}`;
  const seconds = 'extract(epoch FROM m.ended_at - m.started_at)';
  const count = (where: string) => `count(*) FILTER (WHERE ${where})`;
  const ended = (status: string) => count(`${endedInside} AND m.status = '${status}'`);
  return `
WITH mine AS MATERIALIZED (
  SELECT i.id, i.release, i.status, i.started_at, i.ended_at FROM core.flow_instance i
   WHERE i.flow_key = ${flow} AND i.started_at < ${to} AND (i.ended_at IS NULL OR i.ended_at >= ${from}) AND ${question.scope}
), waiting AS MATERIALIZED (
  SELECT t.node_id, t.instance_id, coalesce(t.due_at < ${now}, false) AS late
    FROM core.task t JOIN mine m ON m.id = t.instance_id WHERE t.state = 'open' AND t.kind <> 'cc'
), inside AS MATERIALIZED (
  SELECT e.instance_id, e.kind, e.node_id, e.payload, e.at FROM core.flow_event e JOIN mine m ON m.id = e.instance_id
   WHERE e.at >= ${from} AND e.at < ${to}
), closed AS (
  SELECT c.node_id, extract(epoch FROM c.at - (
           SELECT min(o.at) FROM core.flow_event o
            WHERE o.instance_id = c.instance_id AND o.kind = 'task_opened' AND o.node_id = c.node_id
              AND o.payload -> 'visit' = c.payload -> 'visit')) AS seconds
    FROM inside c WHERE c.kind = 'node_closed' AND c.payload ->> 'outcome' <> 'cancelled'
), handled AS (
  SELECT node_id, ${times('count(*)', 'seconds', 'true')} AS handling FROM closed WHERE seconds IS NOT NULL GROUP BY node_id
), backlog AS (
  SELECT node_id, count(*) AS backlog, count(*) FILTER (WHERE late) AS overdue FROM waiting WHERE node_id IS NOT NULL GROUP BY node_id
), exceptions AS (
  SELECT kind, count(DISTINCT instance_id) AS instances FROM inside WHERE kind = ANY(${kinds}) GROUP BY kind
)
SELECT jsonb_build_object(
    'started', ${count(`m.started_at >= ${from}`)}, 'ended', ${count(endedInside)},
    'approved', ${ended('approved')}, 'rejected', ${ended('rejected')},
    'revoked', ${ended('revoked')}, 'cancelled', ${ended('cancelled')},
    'backlog', ${count('m.ended_at IS NULL')}, 'stuck', ${count(`m.status = 'suspended'`)},
    'overdue', (SELECT count(DISTINCT instance_id) FROM waiting WHERE late),
    'duration', ${times('count(*)', seconds, endedInside)}) AS instances,
  jsonb_build_object(
    'instances', (SELECT count(DISTINCT instance_id) FROM inside WHERE kind = ANY(${kinds})),
    'of', (SELECT count(DISTINCT instance_id) FROM inside),
    'kinds', coalesce((SELECT jsonb_object_agg(kind, instances) FROM exceptions), '{}')) AS exceptions,
  coalesce((SELECT jsonb_agg(jsonb_build_object('id', node_id, 'handling', handling,
      'backlog', coalesce(backlog, 0), 'overdue', coalesce(overdue, 0)))
    FROM handled FULL JOIN backlog USING (node_id)), '[]') AS nodes,
  coalesce(jsonb_agg(DISTINCT m.release), '[]') AS releases
  FROM mine m`;
}
