import { parseArgs } from 'node:util';

const METHODS = ['moving_average', 'fifo', 'standard'];
const MODES = ['queued', 'split', 'deferred'];
const USAGE = `Usage: npm run soak:ledger [-- [--quick] [--seconds N] [--writers N] [--engines N] [--items N] [--seed N]
  [--method ${METHODS.join(',')}] [--modes ${MODES.join(',')}|none]]
       npm run soak:ledger -- --again <folder that a failed run has left>
Several methods share the seconds; the seed chooses one when none is named.`;
const FULL = { seconds: 600, writers: 32, engines: 2, items: 12 };
const QUICK = { seconds: 60, writers: 32, engines: 2, items: 6 };

/** What the command line asks for: the folder of a run to be looked at again, or plans of runs. */
export function readOrder() {
  try {
    const names = [...Object.keys(FULL), 'seed', 'method', 'modes', 'again'];
    const options = Object.fromEntries(names.map((name) => [name, { type: 'string' }]));
    const { values } = parseArgs({ options: { ...options, quick: { type: 'boolean' } } });
    const { again, ...wanted } = values;
    return again === undefined ? { plans: plansOf(wanted) } : { again };
  } catch (error) {
    console.error(`${error.message}\n${USAGE}`);
    return process.exit(2);
  }
}

function plansOf({ quick = false, method, modes, ...given }) {
  const numbers = Object.fromEntries(Object.entries(given).map(([name, text]) => [name, numberOf(text)]));
  const plan = { ...(quick ? QUICK : FULL), seed: Date.now() % 1_000_000, ...numbers };
  const methods = (method ?? METHODS[plan.seed % METHODS.length]).split(',').map(methodOf);
  const seconds = Math.ceil(plan.seconds / methods.length);
  return methods.map((each) => ({ ...plan, seconds, method: each, modes: modesOf(modes) }));
}

function numberOf(text) {
  const value = Number(text);
  if (!(Number.isInteger(value) && value >= 0)) throw new Error(`"${text}" is no whole number.`);
  return value;
}

function methodOf(text) {
  if (!METHODS.includes(text)) throw new Error(`"${text}" is no method.`);
  return text;
}

/** How balances are kept beside those that a posting locks. */
function modesOf(text = MODES.join(',')) {
  const unknown = text.split(',').find((mode) => ![...MODES, 'none'].includes(mode));
  if (unknown !== undefined) throw new Error(`"${unknown}" is no way to keep balances.`);
  return text;
}
