import { randomBytes } from 'node:crypto';
import { chmod, chown, mkdir, readFile, realpath, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { canReachParent } from './server-account.js';
import type { ServerAccount } from './server-account.js';
import { openWayInTemporary } from './temporary-folder.js';

/** The places of one embedded server. */
export interface ClusterFolder {
  /** Holds everything below. */
  readonly home: string;
  /** PostgreSQL's own data directory. */
  readonly data: string;
  readonly binariesCopy: string;
  readonly logFile: string;
}

// Root's own folders are closed to the account that the server runs as. A place for data must outlast a restart, so no temporary folder.
const REACHABLE_HOME = '/var/lib/dougong';
const POINTER = 'moved-to';

/** The folder of a server, made if it is missing, at a place that the server account can reach. */
export async function openClusterFolder(
  wanted: string,
  account: ServerAccount | undefined,
  log: (line: string) => void,
): Promise<ClusterFolder> {
  await mkdir(wanted, { recursive: true });
  const home = await reachableHome(await realpath(resolve(wanted)), account, log);
  await prepareHome(home, account);
  return {
    home,
    data: join(home, 'cluster'),
    binariesCopy: join(home, 'programs'),
    logFile: join(home, 'postgres.log'),
  };
}

async function reachableHome(
  wanted: string,
  account: ServerAccount | undefined,
  log: (line: string) => void,
): Promise<string> {
  if (account === undefined || (await canReachParent(account, wanted))) return wanted;
  await openWayInTemporary(wanted);
  if (await canReachParent(account, wanted)) return wanted;
  const pointer = join(wanted, POINTER);
  const known = (await readFile(pointer, 'utf8').catch(() => '')).trim();
  const home = known === '' ? join(REACHABLE_HOME, randomBytes(6).toString('hex')) : known;
  await mkdir(home, { recursive: true });
  await chmod(REACHABLE_HOME, 0o755).catch(() => undefined);
  if (known === '') await writeFile(pointer, `${home}\n`);
  log(`The database files are in ${home}: the server runs as "nobody", to whom ${wanted} is closed.`);
  return home;
}

// Not recursive: the cluster inside belongs to the account from its first moment.
async function prepareHome(home: string, account: ServerAccount | undefined): Promise<void> {
  if (process.platform !== 'win32') await chmod(home, 0o700);
  if (account !== undefined) await chown(home, account.uid, account.gid);
}
