import { parseArgs } from 'node:util';

const METHODS = ['moving_average', 'fifo', 'standard'];
const MODES = ['queued', 'split', 'deferred'];
const USAGE = `Usage: npm run soak:ledger [-- [--quick] [--seconds N] [--writers N] [--engines N] [--items N] [--seed N]
  [--method ${METHODS.join('|')}] [--modes ${MODES.join(',')}|none]]`;
const FULL = { seconds: 600, writers: 32, engines: 2, items: 12 };
const QUICK = { seconds: 30, writers: 32, engines: 2, items: 6 };

/** What the command line asks for; ends the process when it asks for something else. */
export function readPlan() {
  const names = Object.keys(FULL);
  try {
    const options = Object.fromEntries(
      [...names, 'seed', 'method', 'modes'].map((name) => [name, { type: 'string' }]),
    );
    const { values } = parseArgs({ options: { ...options, quick: { type: 'boolean' } } });
    const { quick = false, method, modes, ...given } = values;
    const numbers = Object.fromEntries(Object.entries(given).map(([name, text]) => [name, numberOf(text)]));
    const plan = { ...(quick ? QUICK : FULL), seed: Date.now() % 1_000_000, ...numbers };
    return {
      ...plan,
      method: methodOf(method ?? METHODS[plan.seed % METHODS.length]),
      modes: modesOf(modes ?? MODES.join(',')),
    };
  } catch (error) {
    console.error(`${error.message}\n${USAGE}`);
    return process.exit(2);
  }
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
function modesOf(text) {
  const unknown = text.split(',').find((mode) => ![...MODES, 'none'].includes(mode));
  if (unknown !== undefined) throw new Error(`"${unknown}" is no way to keep balances.`);
  return text;
}
