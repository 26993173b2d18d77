import type { ClientBase } from 'pg';
import { grantJobQueue } from './job-queue-schema.js';

/** Schemas whose tables the application role reads and writes. */
export const ENGINE_SCHEMAS = ['core', 'data', 'ledger', 'number_sequences', 'reconciliation', 'costing'];

/**
 * What the application role may do, stated anew at every start because the role may have changed since.
 * A table with the trigger `core.refuse_change` is append-only: the role gets SELECT and INSERT on it, nothing more.
 * It may create nothing; sequences of numbers it reaches through `core.next_number` alone, except for the numbers of
 * movements, which it draws before it writes them, and of audit entries, which are drawn by a default that is no identity.
 */
export async function grantApplicationRole(owner: ClientBase, role: string): Promise<void> {
  const quotedRole = owner.escapeIdentifier(role);
  for (const schema of await existingSchemas(owner)) {
    await owner.query(`GRANT USAGE ON SCHEMA ${schema} TO ${quotedRole}`);
  }
  for (const { table, append_only: appendOnly } of await tables(owner)) {
    const rights = appendOnly ? 'SELECT, INSERT' : 'SELECT, INSERT, UPDATE, DELETE';
    await owner.query(`REVOKE ALL ON ${table} FROM ${quotedRole}`);
    await owner.query(`GRANT ${rights} ON ${table} TO ${quotedRole}`);
  }
  await owner.query(
    `ALTER DEFAULT PRIVILEGES IN SCHEMA data GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO ${quotedRole}`,
  );
  await owner.query(
    `GRANT USAGE ON SEQUENCE ledger.movement_seq_seq, core.audit_entry_number TO ${quotedRole}`,
  );
  await owner.query(`REVOKE EXECUTE ON FUNCTION core.next_number(text) FROM PUBLIC`);
  await owner.query(`GRANT EXECUTE ON FUNCTION core.next_number(text) TO ${quotedRole}`);
  await owner.query(`REVOKE EXECUTE ON FUNCTION core.take_numbers(text, integer) FROM PUBLIC`);
  await owner.query(`GRANT EXECUTE ON FUNCTION core.take_numbers(text, integer) TO ${quotedRole}`);
  await owner.query(
    `GRANT EXECUTE ON FUNCTION reconciliation.open_staging(), reconciliation.count_staging() TO ${quotedRole}`,
  );
  await grantJobQueue(owner, role);
}

async function existingSchemas(owner: ClientBase): Promise<readonly string[]> {
  const found = await owner.query<{ name: string }>(
    'SELECT quote_ident(nspname) AS name FROM pg_namespace WHERE nspname = ANY($1)',
    [ENGINE_SCHEMAS],
  );
  return found.rows.map((row) => row.name);
}

async function tables(owner: ClientBase): Promise<readonly { table: string; append_only: boolean }[]> {
  const found = await owner.query<{ table: string; append_only: boolean }>(
    `SELECT c.oid::regclass::text AS table,
            EXISTS (SELECT FROM pg_trigger t WHERE t.tgrelid = c.oid AND t.tgfoid = 'core.refuse_change'::regproc) AS append_only
       FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
      WHERE n.nspname = ANY($1) AND c.relkind IN ('r', 'p')
      ORDER BY 1`,
    [ENGINE_SCHEMAS],
  );
  return found.rows;
}
