import type { FieldReading } from '../field-reading.js';
import type { Frame, Run } from '../frame.js';
import { truth } from './node.js';

/** What must be so of the order of two numbers. */
export type Meaning = '==' | '!=' | '<' | '<=' | '>' | '>=';

/**
 * The form in which a condition is asked most often: a tree of small objects instead of closures. `and`, `or` and
 * `not` are only there until `threaded` has told every question where to go on.
 */
export type Test = Question | Junction;

interface Junction {
  readonly kind: 'and' | 'or' | 'not';
  readonly left: Test;
  readonly right: Test;
}

interface Question {
  readonly kind: 'run' | 'flag' | 'number' | 'numbers' | 'among';
  /** The way that knows all values; for everything that is no short number, text or flag in a field. */
  readonly run: Run;
  readonly field: FieldReading | undefined;
  /** What the field is compared with: a number's key, another field, or texts. */
  readonly operand: number | FieldReading | readonly string[];
  readonly meaning: Meaning;
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

function question(
  kind: Question['kind'],
  run: Run,
  field: FieldReading | undefined,
  meaning: Meaning = '==',
  operand: Question['operand'] = 0,
): Test {
  return { kind, run, field, operand, meaning };
}

export const notTest = (inner: Test): Test => ({ kind: 'not', left: inner, right: inner });

/** `and` or `or` over one test or more, halved and halved again, so that asking many does not go deep. */
export function joinTests(kind: 'and' | 'or', tests: readonly Test[]): Test {
  if (tests.length === 1) return tests[0] as Test;
  const half = tests.length >> 1;
  const [left, right] = [joinTests(kind, tests.slice(0, half)), joinTests(kind, tests.slice(half))];
  return { kind, left, right };
}

/**
 * A question that knows where to go on, or the answer. What a form has in thousands of rules then lies in few places of
 * the memory, and that is what their speed depends on: all steps have the same properties in the same order.
 */
export type Step = boolean | Asking;

interface Asking extends Question {
  readonly yes: Step;
  readonly no: Step;
}

/** Threads a test: every question is followed by the next one that matters. */
export function threaded(test: Test, yes: Step = true, no: Step = false): Step {
  switch (test.kind) {
    case 'and':
      return threaded(test.left, threaded(test.right, yes, no), no);
    case 'or':
      return threaded(test.left, yes, threaded(test.right, yes, no));
    case 'not':
      return threaded(test.left, no, yes);
    default: {
      const { kind, run, field, operand, meaning } = test;
      return { kind, run, field, operand, meaning, yes, no };
    }
  }
}

/** The same as a closure. */
export function runOf(test: Test): Run {
  let steps: Step | undefined;
  return (frame) => passes((steps ??= threaded(test)), frame);
}

/** Asks step by step. */
export function passes(first: Step, frame: Frame): boolean {
  let step = first;
  while (step !== true && step !== false) step = isMet(step, frame) ? step.yes : step.no;
  return step;
}

function isMet(question: Question, frame: Frame): boolean {
  switch (question.kind) {
    case 'number':
      return isNumberMet(question, frame);
    case 'numbers':
      return areNumbersMet(question, frame);
    case 'among':
      return isAmong(question, frame);
    case 'flag':
      return isFlagged(question, frame);
    case 'run':
      return truth(question.run(frame));
  }
}

function isNumberMet({ field, operand, meaning, run }: Question, frame: Frame): boolean {
  const reading = field as FieldReading;
  const key = reading.key(frame);
  if (key === key) return compare(key, operand as number, meaning);
  return reading.short(frame) === undefined && run(frame) === true;
}

/** Both are read before the answer, so that a value that is no number is always noticed. */
function areNumbersMet({ field, operand, meaning, run }: Question, frame: Frame): boolean {
  const [left, right] = [field as FieldReading, operand as FieldReading];
  const a = left.key(frame);
  const b = right.key(frame);
  if (a === a && b === b) return compare(a, b, meaning);
  const isLong = left.short(frame) === undefined || right.short(frame) === undefined;
  return isLong && run(frame) === true;
}

function compare(left: number, right: number, meaning: Meaning): boolean {
  switch (meaning) {
    case '<':
      return left < right;
    case '<=':
      return left <= right;
    case '>':
      return left > right;
    case '>=':
      return left >= right;
    case '==':
      return left === right;
    case '!=':
      return left !== right;
  }
}

function isAmong({ field, operand, run }: Question, frame: Frame): boolean {
  const value = (field as FieldReading).raw(frame);
  if (typeof value !== 'string') return value !== undefined && value !== null && run(frame) === true;
  return value !== '' && (operand as readonly string[]).includes(value);
}

function isFlagged({ field, run }: Question, frame: Frame): boolean {
  const value = (field as FieldReading).raw(frame);
  return typeof value === 'boolean' ? value : value !== undefined && value !== null && truth(run(frame));
}
