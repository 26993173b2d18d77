import { mkdtemp, readFile, readdir, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findPostmaster, stopPostmaster } from './postmaster.js';
import { binariesAt } from './platform-binaries.js';
import { isRunning } from './processes.js';
import { canReachParent, chooseServerAccount } from './server-account.js';
import { startWithProfile, THROWAWAY_DATA } from './start-embedded-postgres.js';
import type { EmbeddedPostgres } from './start-embedded-postgres.js';
import { TEMPORARY_FOLDERS } from './temporary-folder.js';

const PREFIX = 'dougong-throwaway-';
const OWNER_FILE = 'started-by';

/**
 * Starts a PostgreSQL of one's own for a test run or a conformance run. `stop` removes everything.
 * Its owner role may create databases, so that each worker can have one.
 */
export async function startThrowawayPostgres(
  options: { readonly log?: (line: string) => void } = {},
): Promise<EmbeddedPostgres> {
  const parent = await temporaryFolder();
  await removeOrphans(parent);
  const dataDir = await mkdtemp(join(parent, PREFIX));
  await writeFile(join(dataDir, OWNER_FILE), String(process.pid));
  const remove = (): Promise<void> => rm(dataDir, { recursive: true, force: true, maxRetries: 5 });
  try {
    const server = await startWithProfile({ ...options, dataDir }, THROWAWAY_DATA);
    return { ...server, stop: () => server.stop().finally(remove) };
  } catch (error) {
    await remove();
    throw error;
  }
}

// A temporary folder inside root's home is closed to the account that the server runs as.
async function temporaryFolder(): Promise<string> {
  const account = await chooseServerAccount();
  for (const folder of TEMPORARY_FOLDERS) {
    const real = await realpath(folder).catch(() => undefined);
    if (real !== undefined && (await canReachParent(account, join(real, PREFIX)))) return real;
  }
  return tmpdir();
}

/** Ends and removes the servers of runs that were killed. */
async function removeOrphans(parent: string): Promise<void> {
  for (const name of await readdir(parent)) {
    if (!name.startsWith(PREFIX)) continue;
    await removeIfOrphan(join(parent, name)).catch(() => undefined);
  }
}

async function removeIfOrphan(home: string): Promise<void> {
  const starter = Number.parseInt(await readFile(join(home, OWNER_FILE), 'utf8'), 10);
  if (!Number.isInteger(starter) || (await isRunning(starter))) return;
  const data = join(home, 'cluster');
  const running = await findPostmaster(data);
  const folder = { home, data, binariesCopy: join(home, 'programs'), logFile: join(home, 'postgres.log') };
  if (running !== undefined) {
    await stopPostmaster({ folder, binaries: binariesAt(folder.binariesCopy) }, running.pid, 'immediate');
  }
  await rm(home, { recursive: true, force: true });
}
