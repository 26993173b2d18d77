import type { CaseStep } from '../flow-case.js';
import type { Play } from './steps/step-part.js';

/** Which to-do, of which instance, a step means. */

interface TaskRow {
  readonly id: string;
  readonly instance: string | null;
}

interface MeantTask {
  readonly taskId: string;
  /** Names the instance where it is not the main one. */
  readonly instance: { readonly instance?: string };
}

const NOBODYS = '00000000-0000-4000-8000-000000000000';

/** Path of a node in all instances of the record; those that others started carry the path of the node that did. */
export const PLACES = `
  SELECT i.id, i.parent_id, i.started_at,
         CASE WHEN i.parent_id IS NULL THEN '' ELSE i.parent_node || '/' END AS prefix
    FROM core.flow_instance i WHERE i.form = $1 AND i.record_id = $2`;

/** The user's open one; else the one that he had, or that others have, so that the refusal says what is wrong. */
const FIND = `
  WITH place AS (${PLACES})
  SELECT t.id, CASE WHEN p.parent_id IS NULL THEN NULL ELSE p.id END AS instance
    FROM core.task t JOIN place p ON p.id = t.instance_id
   WHERE t.kind IN ('approve', 'handle', 'resubmit') AND ($4::text IS NULL OR p.prefix || t.node_id = $4)
   ORDER BY (t.assignee = $3) DESC, (t.state = 'open') DESC,
            CASE WHEN t.state = 'open' THEN t.opened_at END, t.opened_at DESC, t.id DESC LIMIT 1`;

/** The to-do of whoever takes the step in the node that it names. */
export async function findTask(
  { house, names, recordId }: Play,
  { by = '', node }: CaseStep,
): Promise<MeantTask> {
  const { rows } = await house.owner.query<TaskRow>(FIND, [
    names.form,
    recordId,
    names.userId(by),
    node ?? null,
  ]);
  const found = rows[0];
  if (!found) return { taskId: NOBODYS, instance: {} };
  return { taskId: found.id, instance: found.instance === null ? {} : { instance: found.instance } };
}

/** The instance in which a node stands, where that is not the main one. */
export async function instanceOfNode(
  { house, names, recordId }: Play,
  { node }: CaseStep,
): Promise<{ readonly instance?: string }> {
  if (node === undefined || !node.includes('/')) return {};
  const { rows } = await house.owner.query<{ readonly id: string }>(
    `SELECT id FROM (${PLACES}) p WHERE parent_id IS NOT NULL AND left($3, length(prefix)) = prefix ORDER BY started_at LIMIT 1`,
    [names.form, recordId, node],
  );
  return rows[0] ? { instance: rows[0].id } : {};
}
