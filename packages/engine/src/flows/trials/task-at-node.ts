import type { QueryResultRow } from 'pg';

/** Which to-do, of which instance, is meant where somebody names a node. */

/** A connection, a pool, or what stands for them. */
export interface Asked {
  query<Row extends QueryResultRow>(
    text: string,
    values: unknown[],
  ): Promise<{ readonly rows: readonly Row[] }>;
}

export interface TaskPlace {
  readonly form: string;
  readonly record: string;
  readonly node?: string | undefined;
  /** Who takes the step; without it whoever holds an open to-do there. */
  readonly by?: string | undefined;
}

export interface TaskAtNode extends QueryResultRow {
  readonly id: string;
  readonly kind: 'approve' | 'handle' | 'resubmit';
  readonly assignee: string;
  /** Names the instance where it is not the main one. */
  readonly instance: string | null;
}

/** Path of a node in all instances of the record; those that others started carry the path of the node that did. */
export const PLACES = `
  SELECT i.id, i.parent_id, i.started_at,
         CASE WHEN i.parent_id IS NULL THEN '' ELSE i.parent_node || '/' END AS prefix
    FROM core.flow_instance i WHERE i.form = $1 AND i.record_id = $2`;

const FIND = `
  WITH place AS (${PLACES})
  SELECT t.id, t.kind, t.assignee, CASE WHEN p.parent_id IS NULL THEN NULL ELSE p.id END AS instance
    FROM core.task t JOIN place p ON p.id = t.instance_id
   WHERE t.kind IN ('approve', 'handle', 'resubmit') AND ($4::text IS NULL OR p.prefix || t.node_id = $4)
   ORDER BY coalesce(t.assignee = $3::uuid, false) DESC, (t.state = 'open') DESC,
            CASE WHEN t.state = 'open' THEN t.opened_at END, t.opened_at DESC, t.id DESC LIMIT 1`;

const FIND_INSTANCE = `
  SELECT id FROM (${PLACES}) p WHERE parent_id IS NOT NULL AND left($3, length(prefix)) = prefix
   ORDER BY started_at LIMIT 1`;

/**
 * The open to-do of the one who takes the step; else the one that he had, or that others have, so that the refusal says
 * what is wrong.
 */
export async function findTaskAtNode(
  database: Asked,
  { form, record, node, by }: TaskPlace,
): Promise<TaskAtNode | undefined> {
  const { rows } = await database.query<TaskAtNode>(FIND, [form, record, by ?? null, node ?? null]);
  return rows[0];
}

/** The instance in which a node stands, where that is not the main one. */
export async function instanceOfNode(
  database: Asked,
  { form, record, node }: TaskPlace,
): Promise<string | undefined> {
  if (!node?.includes('/')) return undefined;
  const { rows } = await database.query<{ readonly id: string }>(FIND_INSTANCE, [form, record, node]);
  return rows[0]?.id;
}
