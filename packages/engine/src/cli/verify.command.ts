import { readFile, writeFile } from 'node:fs/promises';
import { readAnchorDocument } from '../audit/anchors/anchor-document.js';
import type { AnchorDocument } from '../audit/anchors/anchor-document.js';
import { openDatabaseToRead } from '../engine.js';
import { isScalarOf } from '../records/sql-scalars.js';
import { readAnchor } from '../registers/seals/verify/anchor.js';
import type { Anchor } from '../registers/seals/verify/anchor.js';
import type { Difference } from '../registers/seals/verify/difference.js';
import { verifyLedger } from '../registers/seals/verify/verify-ledger.js';
import type { Verification } from '../registers/seals/verify/verify-ledger.js';
import { DONE, FAILED, MISUSED } from './command.js';
import type { CliCommand, CommandInput, ExitCode, Terminal } from './command.js';
import { createCommandLog } from './command-log.js';

export const verifyCommand: CliCommand = {
  words: ['verify'],
  summary:
    'verify ledger, audit and releases: hashes, seals, anchors, balances, layers, vouchers; names the first row that differs',
  positionals: [],
  flags: {},
  options: {
    register: 'only the rows of this register',
    from: 'read only what was sealed on or after this day again (YYYY-MM-DD); seals and sums are verified whole',
    export: 'file for the last root, to be kept by an auditor',
    anchor:
      'file with a root that was exported before, or with a signed anchor; the chains must still hold it',
  },
  run,
};

async function run(input: CommandInput): Promise<ExitCode> {
  const { settings, terminal, options, flags } = input;
  const asked = await questionOf(options);
  if (typeof asked === 'string') {
    terminal.err(asked);
    return MISUSED;
  }
  const database = await openDatabaseToRead(settings, createCommandLog(settings));
  const began = performance.now();
  try {
    const found = await verifyLedger({
      ...asked,
      url: database.urls.appUrl,
      at: new Date().toISOString(),
      progress: (line) => terminal.err(line),
    });
    const seconds = Math.round((performance.now() - began) / 100) / 10;
    if (flags.has('json')) terminal.out(JSON.stringify({ ...found, seconds }));
    else tell(found, seconds, terminal);
    return await exportTo(options.get('export'), found, terminal);
  } finally {
    await database.stop();
  }
}

interface Asked {
  readonly register: string | undefined;
  readonly from: string | undefined;
  readonly anchor: Anchor | undefined;
  readonly signedAnchor: AnchorDocument | undefined;
}

/** What the options ask for, or what is wrong with them. */
async function questionOf(options: ReadonlyMap<string, string>): Promise<Asked | string> {
  const [register, from, file] = [options.get('register'), options.get('from'), options.get('anchor')];
  if (from !== undefined && !isScalarOf('date', from)) return `--from ${from} is not a day like 2026-11-20`;
  if (file === undefined) return { register, from, anchor: undefined, signedAnchor: undefined };
  const text = await readFile(file, 'utf8');
  const [anchor, signedAnchor] = [readAnchor(text), readAnchorDocument(text)];
  if (!anchor && !signedAnchor)
    return `${file} is neither a root that verify has exported nor a signed anchor`;
  return { register, from, anchor, signedAnchor };
}

/** A ledger that differs is not written down as one that is right. */
async function exportTo(
  file: string | undefined,
  { differences, anchor }: Verification,
  terminal: Terminal,
): Promise<ExitCode> {
  if (differences.length > 0) return FAILED;
  if (file === undefined) return DONE;
  if (!anchor) {
    terminal.err('nothing is sealed yet, so there is no root to export');
    return FAILED;
  }
  await writeFile(file, `${JSON.stringify(anchor, null, 2)}\n`);
  return DONE;
}

function tell({ differences, figures, anchor }: Verification, seconds: number, terminal: Terminal): void {
  for (const difference of differences) terminal.out(lineOf(difference));
  const counts = Object.entries(figures).map(([name, count]) => `${count} ${name}`);
  terminal.out(`${counts.join(', ')} verified in ${seconds} s`);
  if (anchor) terminal.out(`root ${anchor.root} of seal ${anchor.seal}, through posting ${anchor.toPosting}`);
  terminal.out(differences.length === 0 ? 'Everything is whole.' : 'Something differs; see the first line.');
}

function lineOf({
  part,
  reason,
  posting,
  movement,
  document,
  register,
  key,
  seal,
  voucher,
  entry,
  release,
  anchor,
}: Difference): string {
  const places = [
    entry === undefined ? [] : [`entry ${entry}`],
    release === undefined ? [] : [`release ${release}`],
    anchor === undefined ? [] : [`anchor ${anchor}`],
    movement === undefined ? [] : [`movement ${movement}`],
    voucher === undefined ? [] : [`voucher ${voucher}`],
    posting === undefined ? [] : [`posting ${posting}`],
    document ? [`document ${document.form} ${document.code ?? document.id}`] : [],
    seal === undefined ? [] : [`seal ${seal}`],
    register === undefined ? [] : [`register ${register}`],
    key ? [`key ${JSON.stringify(key)}`] : [],
  ];
  return `${[part, ...places.flat()].join(', ')}: ${reason}`;
}
