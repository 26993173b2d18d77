import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createBackup } from '../backup/create-backup.js';
import { drill } from '../backup/drill/drill.js';
import type { DrillReport } from '../backup/drill/drill.js';
import { noteDrill } from '../backup/drill/note-drill.js';
import { createApp } from '../create-app.js';
import { openDatabaseToRead } from '../engine.js';
import type { Settings } from '../config/settings.js';
import { secondsSince, summaryOf } from './backup.commands.js';
import { PASSPHRASE_OPTION, passphraseOf } from './backup-options.js';
import { DONE, MISUSED } from './command.js';
import type { CliCommand, CommandInput, ExitCode, Terminal } from './command.js';
import { createCommandLog } from './command-log.js';
import { inWords } from './terminal-language.js';

export const backupDrillCommand: CliCommand = {
  words: ['backup', 'drill'],
  summary:
    'show that a backup can be lived on: restore it into a server that is thrown away, compare, verify, start an engine, read',
  positionals: ['[FILE]'],
  flags: {
    now: 'make a backup for it, and remove that afterwards',
    note: 'write down in the database in use that it succeeded, for the health page and the doctor',
  },
  options: PASSPHRASE_OPTION,
  run,
};

async function run(input: CommandInput): Promise<ExitCode> {
  const [file] = input.positionals;
  const isNow = input.flags.has('now');
  if ((file === undefined) !== isNow) {
    input.terminal.err(inWords('请给出备份文件，或用 --now。', 'Give the file of a backup, or --now.'));
    return MISUSED;
  }
  const passphrase = await passphraseOf(input);
  if (file !== undefined) return play(input, resolve(file), passphrase);
  const folder = await mkdtemp(join(tmpdir(), 'dougong-drill-'));
  try {
    const path = join(folder, 'now.backup');
    await makeBackup(input, path, passphrase);
    return await play(input, path, passphrase);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function makeBackup(
  { settings, terminal }: CommandInput,
  path: string,
  passphrase: string | undefined,
): Promise<void> {
  const database = await openDatabaseToRead(settings, createCommandLog(settings));
  const began = performance.now();
  try {
    await createBackup({
      ownerUrl: database.urls.ownerUrl,
      path,
      passphrase,
      at: new Date().toISOString(),
    });
    terminal.err(inWords(`备份用时 ${secondsSince(began)} 秒`, `backup made in ${secondsSince(began)} s`));
  } finally {
    await database.stop();
  }
}

async function play(
  { settings, terminal, flags }: CommandInput,
  path: string,
  passphrase: string | undefined,
): Promise<ExitCode> {
  const report = await drill({
    path,
    passphrase,
    openEngine: (urls) =>
      createApp({
        settings: { ...settings, roles: new Set(['web']) },
        urls,
        log: createCommandLog(settings),
      }),
    at: new Date().toISOString(),
    progress: terminal.err,
  });
  if (flags.has('note')) await note(settings, path, report);
  if (flags.has('json')) terminal.out(JSON.stringify(wireReport(report)));
  else tell(report, terminal);
  return DONE;
}

async function note(settings: Settings, path: string, report: DrillReport): Promise<void> {
  const database = await openDatabaseToRead(settings, createCommandLog(settings));
  try {
    await noteDrill(database.urls.appUrl, { path, report, at: new Date().toISOString() });
  } finally {
    await database.stop();
  }
}

function wireReport({ restored: { manifest, verification }, reading, seconds }: DrillReport) {
  return { ...summaryOf(manifest), verified: verification.figures, reading, seconds };
}

function tell(
  { restored: { manifest, verification }, reading, seconds }: DrillReport,
  terminal: Terminal,
): void {
  const { origin, rows, ledger } = summaryOf(manifest);
  const { postings, movements, balances, vouchers } = verification.figures;
  const lines = [
    inWords(
      `备份时间 ${origin.createdAt}，发布版本 ${origin.release}`,
      `backup of ${origin.createdAt}, release ${origin.release}`,
    ),
    inWords(
      `恢复并逐行比对 ${rows} 行，用时 ${seconds.restore} 秒（启动临时数据库 ${seconds.server} 秒）`,
      `${rows} rows restored and compared one by one in ${seconds.restore} s (server started in ${seconds.server} s)`,
    ),
    inWords(
      `账簿校验通过：过账 ${postings}、流水 ${movements}、余额 ${balances}、凭证 ${vouchers}；${ledger.registers.length} 个台账的余额合计与备份时一致`,
      `the ledger is whole: ${postings} postings, ${movements} movements, ${balances} balances, ${vouchers} vouchers; balances of ${ledger.registers.length} registers come to what they did`,
    ),
    inWords(
      `引擎在其上启动并应答，用时 ${seconds.engine} 秒：${reading.forms} 个表单的 ${reading.records} 条记录、${reading.registers} 个台账的 ${reading.balances} 条余额、${reading.vouchers} 张凭证`,
      `an engine started and answered in ${seconds.engine} s: ${reading.records} records of ${reading.forms} forms, ${reading.balances} balances of ${reading.registers} registers, ${reading.vouchers} vouchers`,
    ),
    ...reading.unseen.map((path) => inWords(`无人有权查看：${path}`, `nobody may see: ${path}`)),
    inWords('演练通过。', 'The drill succeeded.'),
  ];
  for (const line of lines) terminal.out(line);
}
