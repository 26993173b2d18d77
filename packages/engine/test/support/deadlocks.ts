import { setTimeout as pause } from 'node:timers/promises';
import type { Database } from '../../src/database/database.js';

const IDLE = `datname = current_database() AND usename = current_user AND pid <> pg_backend_pid() AND state = 'idle'`;
/** Long enough for a pool to hear that a connection of its own has ended. */
const PAUSE_MS = 100;

/**
 * How often somebody was thrown out of a circle of those who wait for each other, since the database was made. Connections tell it
 * late, and as soon as they end, so those that stand idle are ended first: ask when the work is done.
 */
export async function deadlocksSeen(database: Database): Promise<number> {
  await database.query(`SELECT pg_terminate_backend(pid, 1000) FROM pg_stat_activity WHERE ${IDLE}`);
  await pause(PAUSE_MS);
  const { rows } = await database.query<{ readonly deadlocks: number }>(
    'SELECT deadlocks::integer FROM pg_stat_database WHERE datname = current_database()',
  );
  return rows[0]?.deadlocks ?? 0;
}
