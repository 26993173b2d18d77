import { spawn } from 'node:child_process';
import { chmod, open, readFile, rm, stat, truncate } from 'node:fs/promises';
import { join } from 'node:path';
import { cleanEnvironment } from './cluster.js';
import type { ClusterFolder } from './cluster-folder.js';
import type { PostgresBinaries } from './platform-binaries.js';
import { isPostgres, isRunning, waitUntil } from './processes.js';
import { spawnAs } from './server-account.js';
import type { ServerAccount } from './server-account.js';

/** A server that runs on a cluster, as its lock file describes it. */
export interface Postmaster {
  readonly pid: number;
  readonly port: number;
  readonly ready: boolean;
}

/** How to start the server. */
export interface PostmasterPlan {
  readonly folder: ClusterFolder;
  readonly binaries: PostgresBinaries;
  readonly account: ServerAccount | undefined;
  readonly port: number;
  readonly settings: Readonly<Record<string, string>>;
}

/** How to end the server: `fast` closes properly, `immediate` leaves the tidying to the next start. */
export type StopMode = 'fast' | 'immediate';

const LOCK_FILE = 'postmaster.pid';
const LOG_BYTES_MAX = 10 * 1024 * 1024;
const RECOVERY_TIMEOUT_MS = 300_000;
const STOP_TIMEOUT_MS = 60_000;

/** The running server of a cluster, if there is one. A lock file of a dead server, or of a process that is something else, says nothing. */
export async function findPostmaster(data: string): Promise<Postmaster | undefined> {
  const lines = (await readFile(join(data, LOCK_FILE), 'utf8').catch(() => '')).split('\n');
  const pid = Number.parseInt(lines[0] ?? '', 10);
  if (!Number.isInteger(pid) || !(await isPostgres(pid))) return undefined;
  const port = Number.parseInt(lines[3] ?? '', 10);
  return { pid, port, ready: lines[7]?.trim() === 'ready' };
}

/** Starts the server and waits until it takes connections. Rejects with the server's own words when it does not start. */
export async function startPostmaster(plan: PostmasterPlan): Promise<Postmaster> {
  await removeLockOfAnotherProgram(plan.folder.data);
  const logFrom = await shortenLog(plan.folder.logFile);
  const exit = await launch(plan);
  await waitUntil(async () => exit.happened || (await isReady(plan.folder.data)), RECOVERY_TIMEOUT_MS);
  const found = await findPostmaster(plan.folder.data);
  if (found?.ready === true && !exit.happened) return found;
  throw new PostmasterRefused(await readLogSince(plan.folder.logFile, logFrom));
}

/** Waits for a server that somebody else started a moment ago. */
export async function waitUntilReady(data: string): Promise<Postmaster | undefined> {
  await waitUntil(async () => {
    const found = await findPostmaster(data);
    return found === undefined || found.ready;
  }, RECOVERY_TIMEOUT_MS);
  return findPostmaster(data);
}

/** Ends the server and waits until it is gone. */
export async function stopPostmaster(
  plan: Pick<PostmasterPlan, 'folder' | 'binaries'>,
  pid: number,
  mode: StopMode,
): Promise<void> {
  if (process.platform === 'win32') await stopByProgram(plan, mode);
  else signal(pid, mode === 'fast' ? 'SIGINT' : 'SIGQUIT');
  const ended = await waitUntil(async () => !(await isRunning(pid)), STOP_TIMEOUT_MS);
  if (!ended) throw new Error(`PostgreSQL (process ${pid}) does not end. See ${plan.folder.logFile}.`);
}

/** The server did not start; the message is the end of its log. */
export class PostmasterRefused extends Error {
  /** Another program took the port between our look and the server's start. */
  get portTaken(): boolean {
    return this.message.includes('could not bind') || this.message.includes('Address already in use');
  }

  /** The cluster is still in use: by a server, or by the last children of a killed one. */
  get clusterBusy(): boolean {
    return this.message.includes('lock file') || this.message.includes('shared memory block');
  }
}

interface Exit {
  happened: boolean;
}

// Detached: Ctrl-C in a terminal goes to the whole group, and the server must outlive the connections to it.
async function launch(plan: PostmasterPlan): Promise<Exit> {
  const log = await open(plan.folder.logFile, 'a', 0o600);
  const exit: Exit = { happened: false };
  try {
    const child = spawn(plan.binaries.postgres, serverArguments(plan), {
      cwd: plan.folder.home,
      env: cleanEnvironment(),
      detached: true,
      windowsHide: true,
      stdio: ['ignore', log.fd, log.fd],
      ...spawnAs(plan.account),
    });
    child.once('exit', () => (exit.happened = true));
    await new Promise<void>((resolve, reject) => {
      child.once('spawn', resolve);
      child.once('error', (cause) => reject(cannotRun(plan, cause)));
    });
    child.unref();
  } finally {
    await log.close();
  }
  return exit;
}

function serverArguments(plan: PostmasterPlan): readonly string[] {
  const settings = { port: String(plan.port), ...plan.settings };
  return [
    '-D',
    plan.folder.data,
    ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
  ];
}

function cannotRun(plan: PostmasterPlan, cause: Error): Error {
  const asWhom = plan.account === undefined ? '' : ` as user ${plan.account.uid}`;
  return new Error(
    `The embedded PostgreSQL cannot run${asWhom} on this system (${cause.message}). ` +
      'It needs glibc on Linux. Set DATABASE_URL to a PostgreSQL server of your own.',
    { cause },
  );
}

async function isReady(data: string): Promise<boolean> {
  return (await findPostmaster(data))?.ready === true;
}

// PostgreSQL itself trusts any living process of that id, for example after a container was started again. A dead one it handles itself.
async function removeLockOfAnotherProgram(data: string): Promise<void> {
  const lock = join(data, LOCK_FILE);
  const pid = Number.parseInt(await readFile(lock, 'utf8').catch(() => ''), 10);
  if (!Number.isInteger(pid) || !(await isRunning(pid)) || (await isPostgres(pid))) return;
  await rm(lock, { force: true });
}

async function stopByProgram(
  plan: Pick<PostmasterPlan, 'folder' | 'binaries'>,
  mode: StopMode,
): Promise<void> {
  const options = ['stop', '-D', plan.folder.data, '-m', mode, '-W', '-s'];
  const child = spawn(plan.binaries.pgCtl, options, { stdio: 'ignore', windowsHide: true });
  await new Promise<void>((resolve, reject) => child.once('exit', () => resolve()).once('error', reject));
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

async function shortenLog(path: string): Promise<number> {
  const size = await stat(path).then(
    (found) => found.size,
    () => 0,
  );
  if (size <= LOG_BYTES_MAX) return size;
  await truncate(path);
  await chmod(path, 0o600);
  return 0;
}

async function readLogSince(path: string, from: number): Promise<string> {
  const text = (await readFile(path)).subarray(from).toString('utf8').trim();
  return text === '' ? `PostgreSQL ended without a word. See ${path}.` : text;
}
