import { resolve } from 'node:path';
import { OUTBOX_WISHES } from '../backup/restore/put-to-rest.js';
import type { OutboxWish } from '../backup/restore/put-to-rest.js';
import { restoreBackup } from '../backup/restore/restore-backup.js';
import type { RestoreReport } from '../backup/restore/restore-backup.js';
import { openDatabase } from '../engine.js';
import { secondsSince, summaryOf } from './backup.commands.js';
import { PASSPHRASE_OPTION, passphraseOf } from './backup-options.js';
import { DONE, MISUSED } from './command.js';
import type { CliCommand, CommandInput, ExitCode, Terminal } from './command.js';
import { createCommandLog } from './command-log.js';
import { inWords } from './terminal-language.js';

export const backupRestoreCommand: CliCommand = {
  words: ['backup', 'restore'],
  summary: 'make an empty database what a backup says, and verify it; all of it or nothing',
  positionals: ['FILE'],
  flags: {
    'as-copy': 'the original goes on elsewhere: endpoints are switched off, keys of programs revoked',
  },
  options: {
    ...PASSPHRASE_OPTION,
    outbox:
      'messages to outside systems that had not gone out yet: hold (until "outbox release"; so unless you say otherwise), send or discard',
  },
  run,
};

async function run(input: CommandInput): Promise<ExitCode> {
  const { settings, terminal, positionals, options, flags } = input;
  const outbox = options.get('outbox') ?? 'hold';
  if (!isWish(outbox)) {
    terminal.err(`--outbox ${outbox}: ${OUTBOX_WISHES.join(', ')}`);
    return MISUSED;
  }
  const passphrase = await passphraseOf(input);
  const database = await openDatabase(settings, createCommandLog(settings));
  const began = performance.now();
  try {
    const report = await restoreBackup({
      urls: database.urls,
      path: resolve(positionals[0] ?? ''),
      passphrase,
      outbox,
      asCopy: flags.has('as-copy'),
      at: new Date().toISOString(),
      progress: terminal.err,
    });
    tell(report, secondsSince(began), flags.has('json'), terminal);
    return DONE;
  } finally {
    await database.stop();
  }
}

function isWish(text: string): text is OutboxWish {
  return (OUTBOX_WISHES as readonly string[]).includes(text);
}

function tell(report: RestoreReport, seconds: number, asJson: boolean, terminal: Terminal): void {
  const { manifest, verification, rested, migrated } = report;
  const summary = summaryOf(manifest);
  if (asJson) {
    terminal.out(JSON.stringify({ seconds, ...summary, verified: verification.figures, rested, migrated }));
    return;
  }
  const { origin, rows } = summary;
  terminal.out(
    inWords(
      `已恢复 ${origin.createdAt} 的备份：发布版本 ${origin.release}，${rows} 行，账簿校验通过，用时 ${seconds} 秒。所有人需要重新登录。`,
      `Restored the backup of ${origin.createdAt}: release ${origin.release}, ${rows} rows, the ledger is whole, ${seconds} s. Everybody signs in again.`,
    ),
  );
  if (rested.held > 0)
    terminal.out(
      inWords(
        `${rested.held} 条发往外部的消息已扣留；确认没有发出过后，运行 npx dougong outbox release。`,
        `${rested.held} messages to outside systems are held; when you know that they have not gone out, run npx dougong outbox release.`,
      ),
    );
}
