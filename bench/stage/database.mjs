import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmbeddedPostgres } from '@dougong/engine/database/embedded/index';
import pg from 'pg';
import { parentOf } from '../measure/processor-time.mjs';

/**
 * Starts a PostgreSQL of the bench's own, which treats its data as a real one does: a commit waits for the disk.
 * Its folder lies in the system's temporary folder and goes away with `stop`.
 */
export async function startDatabase() {
  const folder = await mkdtemp(join(tmpdir(), 'dougong-bench-'));
  // The server may run as another account, which must be able to enter.
  await chmod(folder, 0o755);
  const server = await startEmbeddedPostgres({ dataDir: join(folder, 'postgres') });
  const owner = new pg.Client({ connectionString: server.ownerUrl, application_name: 'bench' });
  await owner.connect();
  const { rows } = await owner.query('SELECT pg_backend_pid() AS pid');
  return {
    owner,
    folder,
    urls: { DATABASE_URL: server.appUrl, DATABASE_OWNER_URL: server.ownerUrl },
    postmaster: parentOf(rows[0].pid),
    stop: async () => {
      await owner.end();
      await server.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
