import type { ClientBase } from 'pg';
import { OWN_POLICY } from '../../database/job-queue-schema.js';
import { Refusal } from '../../http/refusal.js';

/**
 * What the catalogue could not be made again with. A backup that silently left it out would be found out when it is needed, so
 * none is made. The policies of the application's role are stated anew at every start.
 */
const UNKNOWN = `
  SELECT 'relation ' || c.oid::regclass AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
   WHERE n.nspname = ANY ($1) AND (c.relkind NOT IN ('r', 'p', 'i', 'I', 'S', 'v', 'c')
      OR (c.relkind = 'r' AND NOT c.relispartition AND EXISTS (SELECT FROM pg_inherits i WHERE i.inhrelid = c.oid)))
  UNION ALL
  SELECT 'function ' || p.oid::regprocedure FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
   WHERE n.nspname = ANY ($1) AND p.prokind NOT IN ('f', 'p')
     AND NOT EXISTS (SELECT FROM pg_depend e WHERE e.classid = 'pg_proc'::regclass AND e.objid = p.oid AND e.deptype = 'e')
  UNION ALL
  SELECT 'type ' || format_type(t.oid, NULL) FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace
   WHERE n.nspname = ANY ($1) AND t.typtype IN ('d', 'r')
  UNION ALL
  SELECT 'policy ' || p.polname FROM pg_policy p JOIN pg_class c ON c.oid = p.polrelid JOIN pg_namespace n ON n.oid = c.relnamespace
   WHERE n.nspname = ANY ($1) AND NOT starts_with(p.polname, '${OWN_POLICY}')
  UNION ALL
  SELECT 'rule ' || r.rulename FROM pg_rewrite r JOIN pg_class c ON c.oid = r.ev_class JOIN pg_namespace n ON n.oid = c.relnamespace
   WHERE n.nspname = ANY ($1) AND r.rulename <> '_RETURN'
  LIMIT 1`;

/** Refuses a database that holds something of a kind that would not come back. */
export async function refuseUnknownObjects(client: ClientBase, schemas: readonly string[]): Promise<void> {
  const { rows } = await client.query<{ name: string }>(UNKNOWN, [schemas]);
  const found = rows[0];
  if (found) throw new Refusal(409, 'backup_cannot_hold', [], { params: { name: found.name } });
}
