import { Logger, runMigrations } from 'graphile-worker';
import type { ClientBase } from 'pg';

/** Where the queue of background jobs keeps its own tables. */
export const QUEUE_SCHEMA = 'graphile_worker';

/** How the names of the policies begin that are stated here. */
export const OWN_POLICY = 'dougong ';

/** The queue's own chatter; what matters of it is logged by those who use it. */
export const QUIET_QUEUE = new Logger(() => () => undefined);

/** Makes the tables of the job queue, or brings them up to date. The owner's business. */
export async function installJobQueue(ownerUrl: string): Promise<void> {
  await runMigrations({ connectionString: ownerUrl, schema: QUEUE_SCHEMA, logger: QUIET_QUEUE });
}

/** The queue guards its tables row by row, so that rights alone are not enough: the application role gets a policy on each. */
export async function grantJobQueue(owner: ClientBase, role: string): Promise<void> {
  const quotedRole = owner.escapeIdentifier(role);
  await owner.query(`GRANT USAGE ON SCHEMA ${QUEUE_SCHEMA} TO ${quotedRole}`);
  await owner.query(
    `GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA ${QUEUE_SCHEMA} TO ${quotedRole}`,
  );
  const { rows } = await owner.query<{ table: string; policy: string }>(GUARDED, [QUEUE_SCHEMA, role]);
  for (const { table, policy } of rows) {
    await owner.query(
      `CREATE POLICY ${owner.escapeIdentifier(policy)} ON ${table} FOR ALL TO ${quotedRole} USING (true) WITH CHECK (true)`,
    );
  }
}

/** Tables that are guarded and have no policy for the role yet. */
const GUARDED = `
  SELECT c.oid::regclass::text AS table, left('${OWN_POLICY}' || $2, 63) AS policy
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
   WHERE n.nspname = $1 AND c.relrowsecurity
     AND NOT EXISTS (SELECT FROM pg_policy p WHERE p.polrelid = c.oid AND p.polname = left('${OWN_POLICY}' || $2, 63))`;
