import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { canonicalJson, issue } from '@dougong/kernel/foundation';
import { Refusal } from '../../http/refusal.js';
import {
  FILE_BYTES_MAX,
  FILES_BYTES_MAX,
  FILES_MAX,
  FOLDER_DEPTH_MAX,
  isPackagePath,
} from './package-limits.js';

/** The files of a template by path, as they stand in its package: JSON canonical, everything else byte for byte. */
export type TemplateFiles = ReadonlyMap<string, Buffer>;

/** Files as they are stored with an installed template: JSON as JSON, the others in base64. */
export type StoredFiles = Readonly<Record<string, { readonly json: unknown } | { readonly base64: string }>>;

/** Reads the files of a template's folder; hidden ones and what cannot stand in a package are left out. */
export async function readTemplateFiles(folder: string): Promise<TemplateFiles> {
  const paths = (await pathsIn(folder, '', 1)).sort();
  if (paths.length > FILES_MAX) throw tooLarge();
  const files = new Map<string, Buffer>();
  let bytes = 0;
  for (const path of paths) {
    const content = packed(path, await readFile(join(folder, path)));
    bytes += content.length;
    if (content.length > FILE_BYTES_MAX || bytes > FILES_BYTES_MAX) throw tooLarge();
    files.set(path, content);
  }
  return files;
}

async function pathsIn(folder: string, below: string, depth: number): Promise<string[]> {
  if (depth > FOLDER_DEPTH_MAX) return [];
  const entries = await readdir(join(folder, below), { withFileTypes: true });
  const found = await Promise.all(
    entries.map(async (entry) => {
      const path = below === '' ? entry.name : `${below}/${entry.name}`;
      if (!isPackagePath(path) || entry.name === 'node_modules') return [];
      if (entry.isDirectory()) return pathsIn(folder, path, depth + 1);
      return entry.isFile() ? [path] : [];
    }),
  );
  return found.flat();
}

/** The bytes of a file in a package. */
export function packed(path: string, content: Buffer): Buffer {
  return path.endsWith('.json') ? Buffer.from(canonicalJson(parsed(path, content)), 'utf8') : content;
}

function parsed(path: string, content: Buffer): unknown {
  try {
    return JSON.parse(content.toString('utf8'));
  } catch (error) {
    const reason = error instanceof Error ? error.message : '';
    throw new Refusal(422, 'not_a_template', [issue('malformed_json', `/${path}`, { file: path, reason })]);
  }
}

export function tooLarge(): Refusal {
  return new Refusal(413, 'package_too_large', [], {
    params: { files: FILES_MAX, megabytes: FILES_BYTES_MAX / 1024 / 1024 },
  });
}

/** Runs work on a folder that holds the files, which is gone afterwards. */
export async function withFolderOf<T>(
  files: TemplateFiles,
  work: (folder: string) => Promise<T>,
): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'dougong-package-'));
  try {
    for (const [path, content] of files) {
      if (!isPackagePath(path)) throw new Error(`${path} may not stand in a package`);
      await mkdir(dirname(join(folder, path)), { recursive: true });
      await writeFile(join(folder, path), content);
    }
    return await work(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** SHA-256 of every file, in hex, as `checksums.json` holds them. */
export function checksumsOf(files: TemplateFiles): Buffer {
  const sums = [...files].map(([path, content]) => [path, sha256(content).toString('hex')] as const);
  return Buffer.from(
    canonicalJson({ format: 1, algorithm: 'sha256', files: Object.fromEntries(sums) }),
    'utf8',
  );
}

/** What names the content of a template, whoever signed it: the digest of its checksums. */
export function integrityOf(files: TemplateFiles): string {
  return `sha256-${sha256(checksumsOf(files)).toString('base64')}`;
}

function sha256(content: Buffer): Buffer {
  return createHash('sha256').update(content).digest();
}

export function storedFiles(files: TemplateFiles): StoredFiles {
  return Object.fromEntries(
    [...files].map(([path, content]) => [
      path,
      path.endsWith('.json')
        ? { json: JSON.parse(content.toString('utf8')) as unknown }
        : { base64: content.toString('base64') },
    ]),
  );
}

export function filesOfStored(stored: StoredFiles): TemplateFiles {
  const files = Object.entries(stored).map(([path, file]) => {
    const content =
      'json' in file ? Buffer.from(canonicalJson(file.json), 'utf8') : Buffer.from(file.base64, 'base64');
    return [path, content] as const;
  });
  return new Map(files.sort(([one], [other]) => (one < other ? -1 : 1)));
}
