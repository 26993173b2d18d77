import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Whether a process of this id runs; one that has ended and waits for its parent counts as ended. */
export async function isRunning(pid: number): Promise<boolean> {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return false;
  }
  const status = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => undefined);
  const state = status?.slice(status.lastIndexOf(')') + 2, status.lastIndexOf(')') + 3);
  return state !== 'Z' && state !== 'X';
}

/** Whether the process is a PostgreSQL server. Ids are used again after a restart of the machine, so the name is looked at. */
export async function isPostgres(pid: number): Promise<boolean> {
  if (!(await isRunning(pid))) return false;
  const name = await processName(pid).catch(() => '');
  return /(^|[\\/])postgres(\.exe)?\b/.test(name);
}

/** Waits until the condition holds; false when the time is over. */
export async function waitUntil(
  condition: () => boolean | Promise<boolean>,
  timeoutMs: number,
  everyMs = 20,
): Promise<boolean> {
  for (let waitedMs = 0; waitedMs <= timeoutMs; waitedMs += everyMs) {
    if (await condition()) return true;
    await new Promise((resolve) => setTimeout(resolve, everyMs));
  }
  return false;
}

async function processName(pid: number): Promise<string> {
  if (process.platform === 'linux') return (await readFile(`/proc/${pid}/comm`, 'utf8')).trim();
  if (process.platform === 'win32') {
    const { stdout } = await run('tasklist', ['/FI', `PID eq ${pid}`, '/FO', 'CSV', '/NH']);
    return stdout.split(',')[0]?.replaceAll('"', '') ?? '';
  }
  return (await run('ps', ['-p', String(pid), '-o', 'comm='])).stdout.trim();
}
