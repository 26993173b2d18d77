import { execFile } from 'node:child_process';
import { createHmac, randomBytes } from 'node:crypto';
import { access, chown, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { ClusterFolder } from './cluster-folder.js';
import type { PostgresBinaries } from './platform-binaries.js';
import { spawnAs } from './server-account.js';
import type { ServerAccount } from './server-account.js';

const run = promisify(execFile);

/** The role that made the cluster. Only the launcher signs in with it. */
export const SUPERUSER = 'postgres';

const PASSWORD_FILE = 'dougong-superuser-password';
const PORT_FILE = 'dougong-port';
const VERSION_FILE = 'PG_VERSION';

// Pinyin order for Chinese text; `C` keeps everything that is not a language deterministic and fast.
const LOCALE = ['--encoding=UTF8', '--locale=C', '--locale-provider=icu', '--icu-locale=zh-Hans-CN'] as const;

/** What initdb needs to make a cluster. */
export interface ClusterPlan {
  readonly folder: ClusterFolder;
  readonly binaries: PostgresBinaries;
  readonly account: ServerAccount | undefined;
  /** False leaves out the waiting for the disk, for data that nobody will miss. */
  readonly durable: boolean;
}

/** Makes the cluster unless it is there. True when it was made now. */
export async function ensureCluster(plan: ClusterPlan): Promise<boolean> {
  if (await exists(join(plan.folder.data, VERSION_FILE))) {
    await refuseOtherMajorVersion(plan);
    return false;
  }
  const unfinished = await mkdtemp(join(plan.folder.home, 'making-'));
  try {
    await initialize(plan, unfinished);
    return await moveInto(unfinished, plan.folder.data);
  } finally {
    await rm(unfinished, { recursive: true, force: true });
  }
}

/** The password of the superuser, from the file that lies in the cluster. */
export async function readSuperuserPassword(data: string): Promise<string> {
  return (await readFile(join(data, PASSWORD_FILE), 'utf8')).trim();
}

/** The password of a role: derived, so that no second secret has to be kept. */
export function derivePassword(superuserPassword: string, role: string): string {
  return createHmac('sha256', superuserPassword).update(role).digest('hex');
}

/** The port that the cluster used the last time. */
export async function readPort(data: string): Promise<number | undefined> {
  const text = await readFile(join(data, PORT_FILE), 'utf8').catch(() => '');
  return /^\d+\s*$/.test(text) ? Number.parseInt(text, 10) : undefined;
}

/** Keeps the port, so that addresses written down elsewhere stay right. */
export async function writePort(
  data: string,
  port: number,
  account: ServerAccount | undefined,
): Promise<void> {
  const path = join(data, PORT_FILE);
  await writeFile(path, `${port}\n`);
  if (account !== undefined) await chown(path, account.uid, account.gid);
}

// The password file is written where initdb can read it and then stays in the cluster: one rename makes both appear together.
async function initialize(plan: ClusterPlan, data: string): Promise<void> {
  const { account, binaries, durable } = plan;
  const passwordFile = `${data}.password`;
  await writeFile(passwordFile, `${randomBytes(24).toString('hex')}\n`, { mode: 0o600 });
  if (account !== undefined) {
    await chown(data, account.uid, account.gid);
    await chown(passwordFile, account.uid, account.gid);
  }
  const options = [
    `--pgdata=${data}`,
    `--username=${SUPERUSER}`,
    `--pwfile=${passwordFile}`,
    '--auth=scram-sha-256',
    '--no-instructions',
    ...LOCALE,
    ...(durable ? [] : ['--no-sync']),
  ];
  await runInitdb(binaries, options, account, plan.folder.home);
  await rename(passwordFile, join(data, PASSWORD_FILE));
}

async function runInitdb(
  binaries: PostgresBinaries,
  options: readonly string[],
  account: ServerAccount | undefined,
  home: string,
): Promise<void> {
  try {
    await run(binaries.initdb, options, { cwd: home, env: cleanEnvironment(), ...spawnAs(account) });
  } catch (cause) {
    const said = (cause as { stderr?: string }).stderr?.trim();
    const reason = said === undefined || said === '' ? (cause as Error).message : said;
    throw new Error(`The embedded PostgreSQL could not make its database files in ${home}: ${reason}`, {
      cause,
    });
  }
}

/** Our environment without PG* settings, which are meant for other servers. */
export function cleanEnvironment(): NodeJS.ProcessEnv {
  const entries = Object.entries(process.env).filter(([name]) => !name.startsWith('PG'));
  return { ...Object.fromEntries(entries), LC_ALL: 'C', TZ: 'UTC' };
}

// Two first starts at once both make a cluster; the later one finds the name taken and uses what is there.
async function moveInto(unfinished: string, data: string): Promise<boolean> {
  try {
    await rename(unfinished, data);
    return true;
  } catch (error) {
    if (await exists(join(data, VERSION_FILE))) return false;
    throw error;
  }
}

async function refuseOtherMajorVersion(plan: ClusterPlan): Promise<void> {
  const made = (await readFile(join(plan.folder.data, VERSION_FILE), 'utf8')).trim();
  const { stdout } = await run(plan.binaries.postgres, ['--version']);
  const ours = /(\d+)\.\d+/.exec(stdout)?.[1];
  if (ours === made) return;
  throw new Error(
    `The database files in ${plan.folder.home} were made by PostgreSQL ${made}, the embedded server is ${ours ?? stdout.trim()}. ` +
      'Start the Dougong release that made them, export the data, and import it into a new data folder.',
  );
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
