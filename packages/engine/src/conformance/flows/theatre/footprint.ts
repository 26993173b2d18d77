import { escapeIdentifier } from 'pg';
import type { Play } from './steps/step-part.js';

/** What a step may have left behind, part by part. */

/** The trail of refused attempts is not among it: refusals are meant to be kept. */
const FOOTPRINT = `
  WITH mine AS (SELECT * FROM core.flow_instance WHERE form = $1 AND record_id = $2)
  SELECT (SELECT jsonb_agg(to_jsonb(i) ORDER BY i.id) FROM mine i)::text AS instances,
         (SELECT jsonb_agg(to_jsonb(t) ORDER BY t.id) FROM core.task t WHERE t.form = $1 AND t.record_id = $2)::text AS tasks,
         (SELECT jsonb_agg(to_jsonb(t) - 'leased_until' ORDER BY t.id) FROM core.timer t)::text AS timers,
         (SELECT count(*) FROM core.flow_event e WHERE e.instance_id IN (SELECT id FROM mine))::text AS events,
         (SELECT jsonb_agg(to_jsonb(o) ORDER BY o.id) FROM core.outbox o)::text AS outbox,
         (SELECT number FROM core.current_release)::text AS release`;

const TABLES = `
  SELECT c.relname AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
   WHERE n.nspname = 'data' AND c.relkind = 'r' AND (c.relname = $1 OR c.relname LIKE $1 || '\\_\\_%') ORDER BY 1`;

/** Everything that is there for the case, as text. */
export async function footprintOf({
  house,
  names,
  recordId,
  isCreated,
}: Play): Promise<Record<string, string>> {
  const { owner, receiver } = house;
  const { rows } = await owner.query<Record<string, string | null>>(FOOTPRINT, [names.form, recordId]);
  const parts = Object.entries(rows[0] ?? {}).map(([name, text]) => [name, text ?? ''] as const);
  return {
    ...Object.fromEntries(parts),
    calls: JSON.stringify(receiver.counts()),
    // The first start makes the document as a draft; that it stays when the start is refused is no change of the flow.
    ...(isCreated ? { record: await recordText(house, names.form) } : {}),
  };
}

async function recordText({ owner }: Play['house'], form: string): Promise<string> {
  const { rows } = await owner.query<{ readonly name: string }>(TABLES, [form]);
  const texts: string[] = [];
  for (const { name } of rows) {
    const found = await owner.query<{ readonly text: string | null }>(
      `SELECT jsonb_agg(to_jsonb(r) ORDER BY r.id)::text AS text FROM data.${escapeIdentifier(name)} r`,
    );
    texts.push(found.rows[0]?.text ?? '');
  }
  return texts.join('\n');
}

/** How often the instances of the case were written since they were made. */
export async function movesOf({ house, names, recordId }: Play): Promise<number> {
  const { rows } = await house.owner.query<{ readonly moves: number }>(
    'SELECT coalesce(sum(revision), 0)::int AS moves FROM core.flow_instance WHERE form = $1 AND record_id = $2',
    [names.form, recordId],
  );
  return rows[0]?.moves ?? 0;
}
