import type { ClientBase } from 'pg';
import { MIGRATIONS } from '../../database/migrations/index.js';
import { assertPostgresVersion } from '../../database/postgres-version.js';
import { Refusal } from '../../http/refusal.js';
import { BACKED_UP_SCHEMAS } from '../backed-up-schemas.js';
import type { Manifest } from '../file/manifest.js';

const USED = `
  SELECT c.oid::regclass::text AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
   WHERE n.nspname = ANY ($1) ORDER BY c.relkind NOT IN ('r', 'p'), 1 LIMIT 1`;

/** Nothing is ever written over: whoever wants to replace a database empties it first, knowing that. */
export async function refuseUsedDatabase(client: ClientBase): Promise<void> {
  const { rows: version } = await client.query<{ server_version_num: string }>('SHOW server_version_num');
  assertPostgresVersion(version[0]?.server_version_num ?? '0');
  const { rows } = await client.query<{ name: string }>(USED, [BACKED_UP_SCHEMAS]);
  const [found] = rows;
  if (found) throw new Refusal(409, 'restore_not_empty', [], { params: { name: found.name } });
}

/** An older program does not know what a newer one has written. */
export function refuseNewerBackup({ origin }: Manifest): void {
  const known = new Set<string>(MIGRATIONS.map((migration) => new migration().name));
  const unknown = origin.migrations.find((name) => !known.has(name));
  if (unknown !== undefined)
    throw new Refusal(409, 'backup_newer', [], { params: { name: unknown, version: origin.engineVersion } });
}
