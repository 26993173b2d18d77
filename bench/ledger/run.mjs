#!/usr/bin/env node
import { mkdir, writeFile } from 'node:fs/promises';
import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { isMet } from '../flows/goals.mjs';
import { raceHotKey } from './contests/hot-key.mjs';
import { measureLarge } from './contests/large.mjs';
import { raceOverHttp } from './contests/over-http.mjs';
import { raceTenLines } from './contests/ten-lines.mjs';
import { measureRecost } from './recost.mjs';
import { printPart } from './report.mjs';
import { runScript } from './script.mjs';
import { setStage } from './stage.mjs';

/**
 * `npm run bench:ledger`: documents that post, beside the same rows written by hand; one balance that everybody wants; documents
 * as large as they may be; balances of past days, reconciliation and verification of millions of rows. `-- --only hot` runs one
 * part, `--quick` asks for less; with `--guard` the exit code is 1 when a goal is missed.
 */

const FULL = { rounds: 5, documents: 400 };
const QUICK = { rounds: 1, documents: 120 };

const { values: options } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    guard: { type: 'boolean', default: false },
    rounds: { type: 'string' },
    only: { type: 'string' },
  },
});
const sizes = {
  ...(options.quick ? QUICK : FULL),
  isQuick: options.quick,
  say: (text) => console.error(`bench: ${text}`),
};
if (options.rounds) sizes.rounds = Number.parseInt(options.rounds, 10);

/** Parts on a stage share a database and its documents; scripts bring millions of rows of their own. */
const PARTS = {
  lines: { title: 'Documents of 10 lines without HTTP', run: raceTenLines, onStage: true },
  http: { title: 'Documents over HTTP beside a bare route', run: raceOverHttp, onStage: true },
  hot: { title: 'One balance that everybody wants', run: raceHotKey, onStage: true },
  large: { title: 'Large documents', run: measureLarge, onStage: true },
  recost: { title: 'Valuing a period anew', run: measureRecost, onStage: true },
  past: { title: 'Balances of past days', run: () => runScript('past-balance.mjs', sizes) },
  reconciliation: { title: 'Reconciliation', run: () => runScript('reconciliation.mjs', sizes) },
  verify: { title: 'Verification of sealed movements', run: () => runScript('verify.mjs', sizes) },
};

const wanted = Object.entries(PARTS).filter(([name]) => name.includes(options.only ?? ''));
let stage;
process.once('SIGINT', () => void stage?.stop().then(() => process.exit(130)));

async function runAll() {
  const result = {};
  if (wanted.some(([, { onStage }]) => onStage)) {
    sizes.say('installing the template');
    stage = await setStage();
  }
  for (const [name, { title, run, onStage }] of wanted) {
    result[name] = onStage ? await run(stage, sizes) : await run();
    if (!result[name].hasPrinted) printPart(title, result[name]);
  }
  return result;
}

async function keep(result) {
  const folder = new URL('../output/', import.meta.url);
  await mkdir(folder, { recursive: true });
  const head = { at: new Date().toISOString(), node: process.version, processors: cpus().length, sizes };
  await writeFile(new URL('ledger.json', folder), `${JSON.stringify({ ...head, ...result }, null, 2)}\n`);
}

try {
  const result = await runAll();
  await keep(result);
  const parts = Object.values(result);
  const failures = parts.flatMap((part) => part.failures ?? []);
  const missed = parts.flatMap((part) => part.goals ?? []).filter((goal) => !isMet(goal));
  for (const failure of failures) console.log(`FAILED  ${failure}`);
  console.log(missed.length === 0 ? '\nAll goals are met.' : `\n${missed.length} goals are missed.`);
  if (failures.length > 0 || (options.guard && missed.length > 0)) process.exitCode = 1;
} finally {
  await stage?.stop();
}
