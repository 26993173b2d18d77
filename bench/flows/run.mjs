#!/usr/bin/env node
import { mkdir, writeFile } from 'node:fs/promises';
import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { raceInMemory } from './contests/in-memory.mjs';
import { measureInbox } from './contests/inbox.mjs';
import { timeChecks } from './contests/publish-check.mjs';
import { raceRates } from './contests/rates.mjs';
import { countTrips } from './contests/trips.mjs';
import { isMet } from './goals.mjs';
import { printChecks, printInbox, printInMemory, printRates, printTrips } from './report.mjs';
import { setStage } from './stage.mjs';

/**
 * `npm run bench:flows`: flows over HTTP beside a bare route, instances in memory beside bpmn-engine, the to-do page beside
 * years of work, the check before publish. `-- --quick` asks for less of everything, `--only rates` for one part; with
 * `--guard` the exit code is 1 when a goal is missed.
 */

const FULL = { rounds: 5, documents: 400, finished: 1_000_000, open: 5000, checks: 30 };
const QUICK = { rounds: 1, documents: 160, finished: 20_000, open: 500, checks: 15 };

/** They take a second each, and less would be noise. */
const IN_MEMORY_ROUNDS_MIN = 5;

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

/** Each part: what it measures, how it is printed, whether it needs a database. The last one fills the tables. */
const PARTS = {
  checks: { run: () => timeChecks({ rounds: sizes.checks }), print: printChecks },
  memory: {
    run: () => raceInMemory({ rounds: Math.max(sizes.rounds, IN_MEMORY_ROUNDS_MIN) }),
    print: printInMemory,
  },
  trips: { run: countTrips, print: printTrips, onStage: true },
  rates: { run: (stage) => raceRates(stage, sizes), print: printRates, onStage: true },
  inbox: { run: (stage) => measureInbox(stage, sizes), print: printInbox, onStage: true },
};

const wanted = Object.entries(PARTS).filter(([name]) => name.includes(options.only ?? ''));
let stage;
process.once('SIGINT', () => void stage?.stop().then(() => process.exit(130)));

async function runAll() {
  const result = {};
  if (wanted.some(([, { onStage }]) => onStage)) {
    sizes.say('installing the templates');
    stage = await setStage();
  }
  for (const [name, { run, print }] of wanted) {
    result[name] = await run(stage);
    print(result[name]);
  }
  return result;
}

async function keep(result) {
  const folder = new URL('../output/', import.meta.url);
  await mkdir(folder, { recursive: true });
  const head = { at: new Date().toISOString(), node: process.version, processors: cpus().length, sizes };
  await writeFile(new URL('flows.json', folder), `${JSON.stringify({ ...head, ...result }, null, 2)}\n`);
}

try {
  const result = await runAll();
  await keep(result);
  const failures = Object.values(result).flatMap((part) => part.failures ?? []);
  const missed = Object.values(result)
    .flatMap(({ goals }) => goals)
    .filter((goal) => !isMet(goal));
  for (const failure of failures) console.log(`FAILED  ${failure}`);
  console.log(missed.length === 0 ? '\nAll goals are met.' : `\n${missed.length} goals are missed.`);
  if (failures.length > 0 || (options.guard && missed.length > 0)) process.exitCode = 1;
} finally {
  await stage?.stop();
}
