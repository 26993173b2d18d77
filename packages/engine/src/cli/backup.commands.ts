import { resolve } from 'node:path';
import { createBackup } from '../backup/create-backup.js';
import { noteBackup } from '../backup/note-backup.js';
import { readBackup } from '../backup/file/backup-reader.js';
import type { Manifest } from '../backup/file/manifest.js';
import { openDatabaseToRead } from '../engine.js';
import { backupFileOf, PASSPHRASE_OPTION, passphraseOf } from './backup-options.js';
import { DONE } from './command.js';
import type { CliCommand, CommandInput, ExitCode } from './command.js';
import { createCommandLog } from './command-log.js';
import { inWords } from './terminal-language.js';

export const backupCreateCommand: CliCommand = {
  words: ['backup', 'create'],
  summary:
    'write everything into one file while others go on working; it holds password hashes and secrets of endpoints, so keep it safe',
  positionals: ['[FILE]'],
  flags: {},
  options: PASSPHRASE_OPTION,
  run: create,
};

export const backupVerifyCommand: CliCommand = {
  words: ['backup', 'verify'],
  summary: 'read a backup to its end and compare checksums and counts; needs no database',
  positionals: ['FILE'],
  flags: {},
  options: PASSPHRASE_OPTION,
  run: verify,
};

async function create(input: CommandInput): Promise<ExitCode> {
  const { settings, terminal, positionals, flags } = input;
  const at = new Date().toISOString();
  const path = backupFileOf(settings, positionals[0], at);
  const passphrase = await passphraseOf(input);
  const database = await openDatabaseToRead(settings, createCommandLog(settings));
  const began = performance.now();
  try {
    const report = await createBackup({
      ownerUrl: database.urls.ownerUrl,
      path,
      passphrase,
      at,
      progress: terminal.err,
    });
    const { bytes, manifest } = report;
    const seconds = secondsSince(began);
    await noteBackup(database.urls.appUrl, report, passphrase !== undefined, new Date().toISOString());
    if (flags.has('json')) terminal.out(JSON.stringify({ path, bytes, seconds, ...summaryOf(manifest) }));
    else terminal.out(`${path}: ${toldSummary(manifest)}, ${megabytes(bytes)} MB, ${seconds} s`);
    return DONE;
  } finally {
    await database.stop();
  }
}

async function verify(input: CommandInput): Promise<ExitCode> {
  const { terminal, positionals, flags } = input;
  const path = resolve(positionals[0] ?? '');
  const began = performance.now();
  const manifest = await readBackup(path, await passphraseOf(input));
  const seconds = secondsSince(began);
  if (flags.has('json')) terminal.out(JSON.stringify({ path, seconds, ...summaryOf(manifest) }));
  else
    terminal.out(
      `${path}: ${toldSummary(manifest)}, ${seconds} s\n${inWords('备份完好。', 'The backup is whole.')}`,
    );
  return DONE;
}

/** What is told of a backup. */
export function summaryOf({ origin, parts, ledger }: Manifest) {
  const rows = parts.reduce((sum, part) => sum + part.rows, 0);
  return { origin, parts: parts.length, rows, ledger };
}

function toldSummary(manifest: Manifest): string {
  const { origin, rows } = summaryOf(manifest);
  return inWords(
    `${origin.createdAt} 的备份，发布版本 ${origin.release}，${rows} 行`,
    `backup of ${origin.createdAt}, release ${origin.release}, ${rows} rows`,
  );
}

/** Seconds with one decimal since a reading of the clock. */
export function secondsSince(began: number): number {
  return Math.round((performance.now() - began) / 100) / 10;
}

const BYTES_PER_MEGABYTE = 1_048_576;

function megabytes(bytes: number): number {
  return Math.round((bytes / BYTES_PER_MEGABYTE) * 10) / 10;
}
