#!/usr/bin/env node
import { mkdir, writeFile } from 'node:fs/promises';
import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { startGenerator } from './load/generator.mjs';
import { compareContestants } from './measure/equality.mjs';
import { checkGuards } from './measure/guards.mjs';
import { runRound } from './measure/slices.mjs';
import { summarize } from './measure/summary.mjs';
import { tripsOf } from './measure/trips.mjs';
import { printRates, printRows, printTrips } from './report.mjs';
import { startCeiling } from './stage/ceiling.mjs';
import { ceilingContestant, engineContestant } from './stage/contestants.mjs';
import { startDatabase } from './stage/database.mjs';
import { say, Upkeep } from './stage/upkeep.mjs';
import { installTemplates, makeKeys, startEngine } from './stage/engine.mjs';
import { makeMasters } from './stage/masters.mjs';

/**
 * `npm run bench`: create, submit and final approval of a 10-line document over HTTP, beside a bare route that writes the same
 * rows. `-- --quick` checks only what noise cannot touch: rows, round trips, no errors.
 */

const { values: options } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    rounds: { type: 'string', default: '5' },
    concurrency: { type: 'string', default: '1,16,64' },
  },
});

/** Documents of one slice: enough for half a second or more at the rates of either. */
const DOCUMENTS = { 1: 100, 16: 400, 64: 400 };
/** So many meet every pair of place and entry, so that the engine knows all balances before it is measured. */
const WARM_UP_DOCUMENTS = 320;
const FULL_HOUSE = 64;
const MEASURING = { DOUGONG_MEASURE: '1', DOUGONG_ROLES: 'web' };

const upkeep = new Upkeep();
const failures = [];

async function main() {
  const database = upkeep.keep(await startDatabase());
  say('installing the templates');
  await installTemplates(database);
  const people = await makeKeys(database);
  const generator = upkeep.keep(startGenerator());
  const result = options.quick
    ? await quick(database, people, generator)
    : await full(database, people, generator);
  await mkdir(new URL('output/', import.meta.url), { recursive: true });
  const head = {
    at: new Date().toISOString(),
    node: process.version,
    processors: cpus().length,
    quick: options.quick,
  };
  await writeFile(
    new URL('output/latest.json', import.meta.url),
    `${JSON.stringify({ ...head, ...result, failures }, null, 2)}\n`,
  );
}

async function quick(database, people, generator) {
  const { equality, guards, masters } = await withMeasuringEngine(database, async (engine) => {
    const masters = await mastersOn(engine, people);
    const compared = await equalityOf(database, people, generator, engine, masters);
    const checked = await checkGuards(database, engine, people, masters);
    printTrips(checked.measured);
    failures.push(...checked.failures);
    return { equality: compared, guards: checked.measured, masters };
  });
  const engine = upkeep.keep(await startEngine(database));
  const samples = await runRound({ database, generator }, [engineContestant(engine, people, masters)], {
    concurrency: FULL_HOUSE,
    count: DOCUMENTS[FULL_HOUSE],
    round: 0,
  });
  const errors = samples.flatMap((sample) => sample.errors);
  if (errors.length > 0) failures.push(`${errors.length} errors at concurrency ${FULL_HOUSE}: ${errors[0]}`);
  return { equality, guards };
}

async function full(database, people, generator) {
  const { equality, trips, masters } = await withMeasuringEngine(database, async (engine) => {
    const masters = await mastersOn(engine, people);
    const compared = await equalityOf(database, people, generator, engine, masters);
    const measured = { '10 lines': await tripsOf(database, engine, people, masters, 10) };
    printTrips(measured);
    return { equality: compared, trips: measured, masters };
  });
  const contestants = await startContestants(database, people, masters);
  const summary = await race({ database, generator }, contestants);
  printRates(summary);
  for (const { operation, concurrency, engine } of summary) {
    if (engine.errors > 0)
      failures.push(`${operation} at ${concurrency}: ${engine.errors} errors, first ${engine.firstError}`);
  }
  return { equality, trips, summary };
}

async function race(stage, contestants) {
  const concurrencies = options.concurrency.split(',').map((text) => Number.parseInt(text, 10));
  const rounds = Number.parseInt(options.rounds, 10);
  say('warming up');
  await runRound(stage, contestants, { concurrency: 16, count: WARM_UP_DOCUMENTS, round: 0 });
  const samples = [];
  for (let round = 0; round < rounds; round += 1) {
    say(`round ${round + 1} of ${rounds}`);
    for (const concurrency of concurrencies) {
      samples.push(
        ...(await runRound(stage, contestants, { concurrency, count: DOCUMENTS[concurrency] ?? 400, round })),
      );
    }
  }
  return summarize(samples, concurrencies);
}

async function startContestants(database, people, masters) {
  const engine = upkeep.keep(await startEngine(database));
  const ceiling = upkeep.keep(await startCeiling(database, people));
  return [engineContestant(engine, people, masters), ceilingContestant(ceiling, people, masters)];
}

async function equalityOf(database, people, generator, engine, masters) {
  const ceiling = await startCeiling(database, people);
  try {
    const pair = [engineContestant(engine, people, masters), ceilingContestant(ceiling, people, masters)];
    const equality = await compareContestants(database, generator, pair);
    printRows(equality);
    for (const [operation, tables] of Object.entries(equality)) {
      for (const { name, equal } of tables)
        if (!equal) failures.push(`${operation}: the rows in ${name} differ`);
    }
    return equality;
  } finally {
    await ceiling.stop();
  }
}

function mastersOn(engine, people) {
  say('making places, entries and opening balances');
  return makeMasters(engine, people);
}

/** An engine that tells what each request cost and whose workers rest, so that nobody else writes. */
async function withMeasuringEngine(database, work) {
  const engine = await startEngine(database, MEASURING);
  try {
    return await work(engine);
  } finally {
    await engine.stop();
  }
}

await upkeep.run(async () => {
  await main();
  return failures;
});
