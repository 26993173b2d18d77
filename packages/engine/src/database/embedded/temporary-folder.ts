import { chmod, realpath, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, sep } from 'node:path';

/** Folders whose content nobody expects to last. */
export const TEMPORARY_FOLDERS: readonly string[] = [tmpdir(), '/tmp', '/var/tmp'];

const PASS_THROUGH = 0o011;

/**
 * Lets others pass through, but not look into, the folders between a temporary folder and the path. Data there are thrown away with
 * their folder, so they must not be kept anywhere else. Does nothing for a path outside.
 */
export async function openWayInTemporary(path: string): Promise<void> {
  const root = await temporaryRootOf(path);
  if (root === undefined) return;
  for (let folder = dirname(path); folder !== root; folder = dirname(folder)) {
    const { mode } = await stat(folder);
    if ((mode & PASS_THROUGH) !== PASS_THROUGH) await chmod(folder, (mode & 0o7777) | PASS_THROUGH);
  }
}

async function temporaryRootOf(path: string): Promise<string | undefined> {
  for (const folder of TEMPORARY_FOLDERS) {
    const real = await realpath(folder).catch(() => undefined);
    if (real !== undefined && path.startsWith(real + sep)) return real;
  }
  return undefined;
}
