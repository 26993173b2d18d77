import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { zipSync } from 'fflate';
import { Refusal } from '../../http/refusal.js';
import { readPackage, writePackage } from './package-file.js';
import { newSigningKeys, signChecksums, trustOf } from './package-signature.js';
import {
  checksumsOf,
  filesOfStored,
  integrityOf,
  readTemplateFiles,
  storedFiles,
  withFolderOf,
} from './template-files.js';

const TRADE = join(import.meta.dirname, '../../../../../templates/trade');
const text = (content: string) => Buffer.from(content, 'utf8');

function refusalOf(work: () => unknown): string {
  try {
    work();
  } catch (error) {
    if (error instanceof Refusal)
      return [error.code, ...error.issues.map((each) => `${each.code} ${each.path}`)].join(', ');
    throw error;
  }
  return 'nothing refused';
}

describe('template packages', () => {
  test('a packed template read and packed again is the same, byte for byte; so is one that was stored', async () => {
    const files = await readTemplateFiles(TRADE);
    const packed = writePackage(files);
    const read = readPackage(packed);
    expect(writePackage(read.files).equals(packed)).toBe(true);
    const stored = JSON.parse(JSON.stringify(storedFiles(read.files))) as ReturnType<typeof storedFiles>;
    expect(writePackage(filesOfStored(stored)).equals(packed)).toBe(true);
    const again = await withFolderOf(read.files, readTemplateFiles);
    expect(writePackage(again).equals(packed)).toBe(true);
    expect(integrityOf(again)).toBe(integrityOf(files));
  });

  test('the order of keys and white space of a file make no difference', () => {
    const pack = (content: string) =>
      integrityOf(readPackage(writePackage(new Map([['a.json', text(content)]]))).files);
    expect(pack('{"a":1,"b":2}')).toBe(pack('{"a":1,"b":2}'));
    expect(refusalOf(() => pack('{ "b": 2, "a": 1 }'))).toContain('package_entry_not_canonical');
  });

  test('hidden files and links that lead out of the folder do not get into a package', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'dougong-files-'));
    try {
      await mkdir(join(folder, 'forms'));
      await writeFile(join(folder, 'forms/a.form.json'), '{}');
      await writeFile(join(folder, '.env'), 'SECRET=1');
      await symlink('/etc/hostname', join(folder, 'README.md'));
      expect([...(await readTemplateFiles(folder)).keys()]).toEqual(['forms/a.form.json']);
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  test('a changed byte, a file too many and a missing one are found by their checksums', () => {
    const files = new Map([['README.md', text('hello')]]);
    const checksums = checksumsOf(files);
    const zip = (entries: Record<string, Buffer>) =>
      Buffer.from(zipSync({ 'checksums.json': checksums, ...entries }));
    expect(refusalOf(() => readPackage(zip({ 'README.md': text('hullo') })))).toBe(
      'package_damaged, package_entry_differs /README.md',
    );
    expect(refusalOf(() => readPackage(zip({ 'README.md': text('hello'), 'more.md': text('x') })))).toBe(
      'package_damaged, package_entry_differs /more.md',
    );
    expect(refusalOf(() => readPackage(zip({})))).toBe('package_damaged, package_entry_differs /README.md');
    const bytes = writePackage(files);
    expect(refusalOf(() => readPackage(bytes.subarray(0, bytes.length - 30)))).toContain('package_damaged');
  });

  test.each(['../evil.json', '/etc/passwd', 'a/../../b.json', 'a\\b.json', '.env', 'a/b/c/d/e.json'])(
    'an entry named %s is refused before anything is written',
    (name) => {
      const bytes = Buffer.from(zipSync({ [name]: text('x') }));
      expect(refusalOf(() => readPackage(bytes))).toBe(`package_damaged, package_entry_bad /${name}`);
    },
  );

  test('a bomb is refused by what it says it unpacks to, and lying about it does not help', () => {
    const bomb = Buffer.from(zipSync({ 'a.md': new Uint8Array(9 * 1024 * 1024) }, { level: 9 }));
    expect(bomb.length).toBeLessThan(20_000);
    expect(refusalOf(() => readPackage(bomb))).toBe('package_too_large');
    const lying = Buffer.from(bomb);
    const central = lying.lastIndexOf(Buffer.from([0x50, 0x4b, 0x01, 0x02]));
    lying.writeUInt32LE(100, central + 24);
    expect(refusalOf(() => readPackage(lying))).toContain('package_damaged');
  });

  test('a signature is trusted by its key, and broken by any change', () => {
    const checksums = checksumsOf(new Map([['README.md', text('hello')]]));
    const [mine, other] = [newSigningKeys(), newSigningKeys()];
    const signature = signChecksums(checksums, mine.privateKey);
    expect(trustOf(checksums, signature, [other.publicKey, mine.publicKey])).toBe('trusted');
    expect(trustOf(checksums, signature, [other.publicKey])).toBe('untrusted');
    expect(trustOf(checksums, undefined, [mine.publicKey])).toBe('unsigned');
    expect(trustOf(text('other'), signature, [mine.publicKey])).toBe('invalid');
    expect(trustOf(checksums, { ...signature, key: other.publicKey }, [other.publicKey])).toBe('invalid');
    expect(trustOf(checksums, { ...signature, key: 'nonsense' }, ['nonsense'])).toBe('invalid');
  });
});
