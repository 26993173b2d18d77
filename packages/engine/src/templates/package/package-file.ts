import { canonicalJson, isJsonRecord, issue } from '@dougong/kernel/foundation';
import { unzipSync, zipSync } from 'fflate';
import type { Unzipped } from 'fflate';
import { Refusal } from '../../http/refusal.js';
import {
  FILE_BYTES_MAX,
  FILES_BYTES_MAX,
  FILES_MAX,
  isPackagePath,
  PACKAGE_BYTES_MAX,
} from './package-limits.js';
import { checksumsOf, packed, tooLarge } from './template-files.js';
import type { TemplateFiles } from './template-files.js';
import type { PackageSignature } from './package-signature.js';

/** A package file as it was read: `.dougong`, a zip with checksums and perhaps a signature. */
export interface PackageFile {
  readonly files: TemplateFiles;
  readonly checksums: Buffer;
  readonly signature?: PackageSignature;
}

const CHECKSUMS = 'checksums.json';
const SIGNATURE = 'signature.json';
/** Zip knows no time before; the same for every entry, so that equal contents make equal bytes. */
const EPOCH = new Date(1980, 0, 1);

/** Packs files: entries sorted, times fixed, so the same template always gives the same bytes. */
export function writePackage(files: TemplateFiles, signature?: PackageSignature): Buffer {
  const entries: [string, Uint8Array][] = [
    [CHECKSUMS, checksumsOf(files)],
    ...(signature ? [[SIGNATURE, Buffer.from(canonicalJson(signature), 'utf8')] as [string, Buffer]] : []),
    ...[...files].sort(([one], [other]) => (one < other ? -1 : 1)),
  ];
  return Buffer.from(zipSync(Object.fromEntries(entries), { level: 9, mtime: EPOCH }));
}

/**
 * Reads a package: refuses what is too large packed or unpacked (413 `package_too_large`), names that lead elsewhere or
 * stand twice, and contents that differ from their checksums (422 `package_damaged`). Looks at sizes before unpacking anything.
 */
export function readPackage(bytes: Buffer): PackageFile {
  if (bytes.length > PACKAGE_BYTES_MAX) throw tooLarge();
  const { [CHECKSUMS]: sums, [SIGNATURE]: signed, ...rest } = unpacked(bytes);
  if (!sums) throw damaged(CHECKSUMS, 'package_entry_missing');
  const names = Object.keys(rest).sort();
  const files = new Map(names.map((name) => [name, Buffer.from(rest[name]!)]));
  const checksums = Buffer.from(sums);
  compare(files, checksums);
  return { files, checksums, ...(signed ? { signature: signatureIn(Buffer.from(signed)) } : {}) };
}

function unpacked(bytes: Buffer): Unzipped {
  const seen = new Set<string>();
  let size = 0;
  try {
    return unzipSync(bytes, {
      filter: ({ name, originalSize }) => {
        if (name.endsWith('/')) return false;
        if (!isPackagePath(name) || seen.has(name.toLowerCase())) throw damaged(name, 'package_entry_bad');
        seen.add(name.toLowerCase());
        size += originalSize;
        if (seen.size > FILES_MAX || originalSize > FILE_BYTES_MAX || size > FILES_BYTES_MAX)
          throw tooLarge();
        return true;
      },
    });
  } catch (error) {
    throw error instanceof Refusal ? error : new Refusal(422, 'package_damaged');
  }
}

/** The checksums must be those of the files, whole and byte for byte. */
function compare(files: TemplateFiles, checksums: Buffer): void {
  const expected = sumsIn(checksums);
  const found = sumsIn(checksumsOf(files));
  const differing = [...new Set([...Object.keys(expected), ...Object.keys(found)])].filter(
    (name) => expected[name] !== found[name],
  );
  if (differing.length > 0)
    throw new Refusal(
      422,
      'package_damaged',
      differing.slice(0, 20).map((name) => issue('package_entry_differs', `/${name}`, { file: name })),
    );
  for (const [name, content] of files)
    if (!packed(name, content).equals(content)) throw damaged(name, 'package_entry_not_canonical');
}

function sumsIn(checksums: Buffer): Readonly<Record<string, unknown>> {
  try {
    const content: unknown = JSON.parse(checksums.toString('utf8'));
    if (isJsonRecord(content) && isJsonRecord(content['files'])) return content['files'];
  } catch {
    // Said below.
  }
  throw damaged(CHECKSUMS, 'package_entry_bad');
}

function signatureIn(bytes: Buffer): PackageSignature {
  try {
    const content: unknown = JSON.parse(bytes.toString('utf8'));
    if (isJsonRecord(content)) {
      const { algorithm, key, signature } = content;
      if (algorithm === 'ed25519' && typeof key === 'string' && typeof signature === 'string')
        return { algorithm, key, signature };
    }
  } catch {
    // Said below.
  }
  throw damaged(SIGNATURE, 'package_entry_bad');
}

function damaged(file: string, code: string): Refusal {
  return new Refusal(422, 'package_damaged', [issue(code, `/${file}`, { file })]);
}
