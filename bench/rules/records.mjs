import { seeded } from './random.mjs';

/** A document of 40 fields, as it travels (decimals are text) and as plain JSON numbers for those who know only these. */

const NUMBERS = Array.from({ length: 30 }, (_, n) => `n${n}`);
const TEXTS = Array.from({ length: 6 }, (_, n) => `t${n}`);
const FLAGS = Array.from({ length: 4 }, (_, n) => `f${n}`);
export const WORDS = ['red', 'green', 'blue', 'black', 'white', 'grey'];

export const fieldNames = { numbers: NUMBERS, texts: TEXTS, flags: FLAGS };

export const scope = {
  fields: Object.fromEntries([
    ...NUMBERS.map((name) => [name, { kind: 'number', scale: 2 }]),
    ...TEXTS.map((name) => [name, { kind: 'text' }]),
    ...FLAGS.map((name) => [name, { kind: 'boolean' }]),
  ]),
};

/** Quarters are exact in binary, so that contestants with floats come to the same answers. */
function quarters(random) {
  return random.below(4000) / 4;
}

function aRecord(seed) {
  const random = seeded(seed);
  const plain = Object.fromEntries([
    ...NUMBERS.map((name) => [name, quarters(random)]),
    ...TEXTS.map((name) => [name, random.pick(WORDS)]),
    ...FLAGS.map((name) => [name, random.below(2) === 0]),
  ]);
  const wire = Object.fromEntries(
    Object.entries(plain).map(([name, value]) => [
      name,
      typeof value === 'number' ? value.toFixed(2) : value,
    ]),
  );
  return { plain: asReceived(plain), wire: asReceived(wire) };
}

/** An object as it comes out of a request; one put together key by key would be slower to read. */
function asReceived(record) {
  return JSON.parse(JSON.stringify(record));
}

/** Several records in turn, so that nobody can remember the last answer. */
export const records = Array.from({ length: 16 }, (_, n) => aRecord(100 + n));
