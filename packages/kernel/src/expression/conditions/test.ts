import type { FieldReading } from '../field-reading.js';
import type { Run } from '../frame.js';
import type { Sum } from './sum.js';

/** What must be so of the order of two numbers. */
export type Meaning = '==' | '!=' | '<' | '<=' | '>' | '>=';

/** What a condition asks, as a tree; a `Program` is made of it. */
export type Test = Question | Junction;

interface Junction {
  readonly kind: 'and' | 'or' | 'not';
  readonly left: Test;
  readonly right: Test;
}

/** One question; all have the same properties in the same order. */
export interface Question {
  readonly kind: 'run' | 'flag' | 'number' | 'numbers' | 'among' | 'sums';
  /** The way that knows all values; for everything that is no short number, text or flag in a field. */
  readonly run: Run;
  readonly field: FieldReading | undefined;
  /** What the field is compared with: a number's key, another field, or texts. */
  readonly operand: number | FieldReading | readonly string[];
  readonly meaning: Meaning;
  /** Two sums, one after the other. */
  readonly sums: Sum;
}

/** Tests by whatever way there is. */
export const byRun = (run: Run): Test => question('run', run, undefined);

/** A field that says yes or no. */
export const flagTest = (field: FieldReading, run: Run): Test => question('flag', run, field);

/** A number field and a number written out. */
export const numberTest = (field: FieldReading, meaning: Meaning, key: number, run: Run): Test =>
  question('number', run, field, meaning, key);

/** Two number fields. */
export const numbersTest = (field: FieldReading, meaning: Meaning, other: FieldReading, run: Run): Test =>
  question('numbers', run, field, meaning, other);

/** A text field and the few texts of which it must be one. */
export const amongTest = (field: FieldReading, texts: readonly string[], run: Run): Test =>
  question('among', run, field, '==', texts);

/** Two sums of number fields and numbers written out. */
export const sumsTest = (left: Sum, right: Sum, meaning: Meaning, run: Run): Test =>
  question('sums', run, undefined, meaning, 0, [...left, ...right]);

const NO_SUM: Sum = [];

function question(
  kind: Question['kind'],
  run: Run,
  field: FieldReading | undefined,
  meaning: Meaning = '==',
  operand: Question['operand'] = 0,
  sums = NO_SUM,
): Test {
  return { kind, run, field, operand, meaning, sums };
}

export const notTest = (inner: Test): Test => ({ kind: 'not', left: inner, right: inner });

/** `and` or `or` over one test or more, halved and halved again, so that asking many does not go deep. */
export function joinTests(kind: 'and' | 'or', tests: readonly Test[]): Test {
  if (tests.length === 1) return tests[0] as Test;
  const half = tests.length >> 1;
  const [left, right] = [joinTests(kind, tests.slice(0, half)), joinTests(kind, tests.slice(half))];
  return { kind, left, right };
}
