import { parseArgs } from 'node:util';

const USAGE =
  'Usage: npm run soak [-- [--quick] [--kills N] [--seconds N] [--seed N] [--engines N] [--writers N] [--restarts N] [--instances N]]';
const FULL = { kills: 200, seconds: 720, engines: 2, writers: 8, restarts: 6, instances: 1000 };
const QUICK = { kills: 8, seconds: 30, engines: 2, writers: 6, restarts: 1, instances: 60 };

/** What the command line asks for; ends the process when it asks for something else. */
export function readPlan() {
  const names = [...Object.keys(FULL), 'seed'];
  const options = Object.fromEntries(names.map((name) => [name, { type: 'string' }]));
  try {
    const { values } = parseArgs({ options: { ...options, quick: { type: 'boolean' } } });
    const { quick = false, ...given } = values;
    const wanted = Object.entries(given).map(([name, text]) => [name, numberOf(text)]);
    return {
      ...(quick ? QUICK : FULL),
      seed: Date.now() % 1_000_000,
      ...Object.fromEntries(wanted),
    };
  } catch (error) {
    console.error(`${error.message}\n${USAGE}`);
    return process.exit(2);
  }
}

/** The arguments that make the same plan again. */
export function argumentsOf(plan) {
  return Object.entries(plan)
    .map(([name, value]) => `--${name} ${value}`)
    .join(' ');
}

function numberOf(text) {
  const value = Number(text);
  if (!(value >= 0)) throw new Error(`"${text}" is no number.`);
  return value;
}
