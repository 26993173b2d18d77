import { chmod, cp, readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import {
  binariesAt,
  completeLibraryLinks,
  findPlatformBinaries,
  hasLibraryLinks,
} from './platform-binaries.js';
import type { PostgresBinaries } from './platform-binaries.js';
import { canReach } from './server-account.js';
import type { ServerAccount } from './server-account.js';

/** Where the programs come from and who has to be able to run them. */
export interface BinariesRequest {
  readonly account: ServerAccount | undefined;
  /** Takes the copy, if one is needed. */
  readonly copyFolder: string;
  readonly log: (line: string) => void;
}

/**
 * PostgreSQL programs that the server account can run: those of the npm package where they lie, or else a copy.
 */
export async function provideBinaries(request: BinariesRequest): Promise<PostgresBinaries> {
  const packaged = await findPlatformBinaries();
  if (await isUsable(packaged, request.account)) return packaged;
  const copied = binariesAt(request.copyFolder);
  if (await isUsable(copied, request.account).catch(() => false)) return copied;
  request.log(
    `Copying the PostgreSQL programs to ${request.copyFolder}: the server cannot use them in ${packaged.root}.`,
  );
  await copyBinaries(packaged.root, request.copyFolder);
  return copied;
}

async function isUsable(binaries: PostgresBinaries, account: ServerAccount | undefined): Promise<boolean> {
  await stat(binaries.postgres);
  for (const path of [binaries.postgres, join(binaries.root, 'lib'), join(binaries.root, 'share')]) {
    if (!(await canReach(account, path))) return false;
  }
  await completeLibraryLinks(binaries.root).catch(() => undefined);
  return hasLibraryLinks(binaries.root);
}

// The copy gets its final name last: a copy that was cut off is never mistaken for a whole one.
async function copyBinaries(from: string, to: string): Promise<void> {
  const unfinished = `${to}.${process.pid}.part`;
  await cp(from, unfinished, { recursive: true, verbatimSymlinks: true });
  await openToAll(unfinished);
  await completeLibraryLinks(unfinished);
  await rm(to, { recursive: true, force: true });
  await rename(unfinished, to);
}

async function openToAll(folder: string): Promise<void> {
  await chmod(folder, 0o755);
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) await openToAll(path);
    else if (entry.isFile()) await chmod(path, folder.endsWith('bin') ? 0o755 : 0o644);
  }
}
