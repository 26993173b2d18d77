import { chown, lstat, readFile, readdir, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** The user that PostgreSQL runs as; undefined means: as we do. PostgreSQL itself refuses to run as root. */
export interface ServerAccount {
  readonly uid: number;
  readonly gid: number;
}

const EXECUTE = 0o1;
const READ = 0o4;

/** Root starts PostgreSQL as `nobody`; everybody else starts it as themselves. */
export async function chooseServerAccount(): Promise<ServerAccount | undefined> {
  if (process.getuid?.() !== 0) return undefined;
  const users = await readFile('/etc/passwd', 'utf8').catch(() => '');
  const nobody = users.split('\n').find((line) => line.startsWith('nobody:'));
  const [, , uid = '65534', gid = '65534'] = nobody?.split(':') ?? [];
  return { uid: Number.parseInt(uid, 10), gid: Number.parseInt(gid, 10) };
}

/** Options of `spawn` that make a process run under the account. */
export function spawnAs(account: ServerAccount | undefined): Partial<ServerAccount> {
  return account === undefined ? {} : { uid: account.uid, gid: account.gid };
}

/** Whether the account gets through every folder on the way to the path, and may read and enter the path itself. */
export async function canReach(account: ServerAccount | undefined, path: string): Promise<boolean> {
  if (account === undefined) return true;
  if (!(await mayUse(account, path, READ | EXECUTE))) return false;
  return canReachParent(account, path);
}

/** Whether the account gets through every folder above the path. The path itself need not exist yet. */
export async function canReachParent(account: ServerAccount | undefined, path: string): Promise<boolean> {
  if (account === undefined) return true;
  for (let folder = dirname(path); ; folder = dirname(folder)) {
    if (!(await mayUse(account, folder, EXECUTE))) return false;
    if (folder === dirname(folder)) return true;
  }
}

/** Gives a folder and all that is in it to the account. */
export async function giveTo(account: ServerAccount | undefined, path: string): Promise<void> {
  if (account === undefined) return;
  await chown(path, account.uid, account.gid);
  if (!(await lstat(path)).isDirectory()) return;
  for (const entry of await readdir(path, { withFileTypes: true })) {
    if (!entry.isSymbolicLink()) await giveTo(account, join(path, entry.name));
  }
}

async function mayUse(account: ServerAccount, path: string, wanted: number): Promise<boolean> {
  const found = await stat(path).catch(() => undefined);
  if (found === undefined) return true;
  const owns = found.uid === account.uid;
  const shares = found.gid === account.gid;
  const granted = owns ? found.mode >> 6 : shares ? found.mode >> 3 : found.mode;
  return (granted & wanted) === wanted;
}
