import { requireNode } from './gate/node-version.mjs';

requireNode();

const { parseArgs } = await import('node:util');
const { ensureInstalled } = await import('./gate/install.mjs');
const { secondsSince } = await import('./gate/run.mjs');

const USAGE = 'Usage: npm test [-- --only <step>[,<step>] | --from <step>]';

/** `npm test`: the whole gate, the same on every machine. */
async function test() {
  const startedAt = performance.now();
  console.log('=== Dependencies');
  if (!(await ensureInstalled())) {
    console.error('The dependencies could not be installed.');
    process.exit(1);
  }
  console.log(`=== Dependencies: ready (${secondsSince(startedAt)})`);
  // Only now: the steps look up the tools that were just installed.
  const { steps } = await import('./gate/steps.mjs');
  const { runSteps } = await import('./gate/run-steps.mjs');
  process.exitCode = (await runSteps(choose(steps))) ? 0 : 1;
}

function choose(steps) {
  const { only, from } = readOptions();
  const names = steps.map(({ name }) => name);
  const unknown = [...only, ...from].find((name) => !names.includes(name));
  if (unknown !== undefined) fail(`There is no step "${unknown}". Steps: ${names.join(', ')}.`);
  if (only.length > 0) return steps.filter(({ name }) => only.includes(name));
  return from.length > 0 ? steps.slice(names.indexOf(from[0])) : steps;
}

function readOptions() {
  try {
    const { values } = parseArgs({ options: { only: { type: 'string' }, from: { type: 'string' } } });
    return { only: values.only?.split(',') ?? [], from: values.from === undefined ? [] : [values.from] };
  } catch (error) {
    return fail(error.message);
  }
}

function fail(reason) {
  console.error(`${reason}\n${USAGE}`);
  process.exit(2);
}

await test();
