import { readFile, writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { readPackage, writePackage } from '../templates/package/package-file.js';
import {
  fingerprintOf,
  newSigningKeys,
  signChecksums,
  trustOf,
} from '../templates/package/package-signature.js';
import { checksumsOf } from '../templates/package/template-files.js';
import { loadFolder, loadPackage } from '../templates/load-template.js';
import { DONE, FAILED } from './command.js';
import type { CliCommand, CommandInput, ExitCode } from './command.js';

/** None of these needs a database. */

const PRIVATE_MODE = 0o600;

export const templatePackCommand: CliCommand = {
  words: ['template', 'pack'],
  summary: 'pack the folder of a template into a package file, signed if a key is given',
  positionals: ['DIR', 'FILE'],
  flags: {},
  options: { key: 'file of a private key, made by "template keygen"' },
  run: pack,
};

export const templateVerifyCommand: CliCommand = {
  words: ['template', 'verify'],
  summary: 'verify a package file: checksums, signature, and that its template can be read',
  positionals: ['FILE'],
  flags: { 'allow-unsigned': 'a package without a trusted signature is not an error' },
  run: verify,
};

export const templateKeygenCommand: CliCommand = {
  words: ['template', 'keygen'],
  summary: 'make a key to sign packages with; FILE holds the private one, FILE.pub the public one',
  positionals: ['FILE'],
  flags: {},
  run: keygen,
};

async function pack({ positionals, options, terminal, flags }: CommandInput): Promise<ExitCode> {
  const [folder = '.', file = 'template.dougong'] = positionals;
  const { files, template, integrity } = await loadFolder(resolve(folder));
  const keyFile = options.get('key');
  const signature =
    keyFile === undefined ? undefined : signChecksums(checksumsOf(files), await readFile(keyFile, 'utf8'));
  const bytes = writePackage(files, signature);
  await writeFile(file, bytes);
  const { key, version } = template.manifest;
  const told = {
    key,
    version,
    integrity,
    files: files.size,
    bytes: bytes.length,
    signed: signature !== undefined,
  };
  terminal.out(
    flags.has('json')
      ? JSON.stringify(told)
      : `${key} ${version}: ${file}, ${files.size} files, ${bytes.length} bytes, ${integrity}`,
  );
  return DONE;
}

async function verify({ positionals, settings, terminal, flags }: CommandInput): Promise<ExitCode> {
  const read = readPackage(await readFile(positionals[0] ?? ''));
  const trust = trustOf(read.checksums, read.signature, settings.trustedKeys);
  const { template, integrity } = await loadPackage(read);
  const signedBy = read.signature ? fingerprintOf(read.signature.key) : null;
  const { key, version } = template.manifest;
  terminal.out(
    flags.has('json')
      ? JSON.stringify({ key, version, integrity, trust, signedBy })
      : `${key} ${version}: ${trust}${signedBy === null ? '' : ` (${signedBy})`}, ${integrity}`,
  );
  const passes = trust === 'trusted' || (trust !== 'invalid' && flags.has('allow-unsigned'));
  return passes ? DONE : FAILED;
}

async function keygen({ positionals, terminal, flags }: CommandInput): Promise<ExitCode> {
  const file = resolve(positionals[0] ?? 'dougong-signing.key');
  const { privateKey, publicKey } = newSigningKeys();
  // A key that is there is never overwritten.
  await writeFile(file, privateKey, { mode: PRIVATE_MODE, flag: 'wx' });
  await writeFile(`${file}.pub`, `${publicKey}\n`);
  const told = { file, publicKey, fingerprint: fingerprintOf(publicKey) };
  terminal.out(flags.has('json') ? JSON.stringify(told) : `${publicKey}  (${told.fingerprint})`);
  return DONE;
}
