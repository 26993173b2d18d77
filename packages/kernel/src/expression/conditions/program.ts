import type { FieldReading } from '../field-reading.js';
import type { Frame, Run } from '../frame.js';
import type { FieldTypes } from '../types.js';
import { keyOf } from '../short-decimal.js';
import type { ShortDecimal } from '../short-decimal.js';
import { truth } from './node.js';
import { sumUp, writeSum } from './sum.js';
import type { Meaning, Question, Test } from './test.js';

/**
 * Conditions as they are asked most often: questions in a row of numbers, each with the places where to go on. A form
 * may have thousands of rules, and then their speed depends on how few places of the memory an answer visits.
 */
interface Program {
  /** Of each question: its code, its operand, where its things begin, where to go on when it is met and when not, its sums. */
  readonly numbers: number[];
  /** Of each question: the way that knows all values, the reading of its field, texts or another reading. */
  readonly things: unknown[];
}

/** Where a condition begins in its program. */
export interface Start {
  readonly program: Program;
  readonly at: number;
}

/** Ends, where other places are not negative. */
const MET = -1;
const UNMET = -2;

/** Places after that of a question's code. */
const OPERAND = 1;
const THINGS = 2;
const IF_MET = 3;
const IF_NOT = 4;

/** Things after the way that knows all values. */
const FIELD = 1;
const MORE = 2;

const RUN = 0;
const FLAG = 1;
const AMONG = 2;
const NUMBER = 3;
const NUMBERS = 9;
const SUMS = 15;
const MEANINGS: readonly Meaning[] = ['<', '<=', '>', '>=', '==', '!='];

/** A program that is as long as this is left to the conditions that are in it. */
const LENGTH_MAX = 16_384;

const current = new WeakMap<FieldTypes, Program>();

/** Adds a condition to those over the same fields; they lie side by side, as they are asked. */
export function programmed(test: Test, fields: FieldTypes): Start {
  const known = current.get(fields);
  const program = known && known.numbers.length < LENGTH_MAX ? known : emptyProgram();
  current.set(fields, program);
  return { program, at: write(program, test, MET, UNMET) };
}

function emptyProgram(): Program {
  // A fraction in front, because the engine below keeps a row of whole numbers in another way than a mixed one.
  return { numbers: [0.5], things: [] };
}

/** Writes a test that goes on at one of two places; gives the place where it begins. */
function write(program: Program, test: Test, met: number, unmet: number): number {
  switch (test.kind) {
    case 'and':
      return write(program, test.left, write(program, test.right, met, unmet), unmet);
    case 'or':
      return write(program, test.left, met, write(program, test.right, met, unmet));
    case 'not':
      return write(program, test.left, unmet, met);
    default:
      return writeQuestion(program, test, met, unmet);
  }
}

function writeQuestion({ numbers, things }: Program, question: Question, met: number, unmet: number): number {
  const at = numbers.length;
  const { operand, run, field } = question;
  const begin = things.length;
  things.push(run, field);
  if (Array.isArray(operand)) things.push(...(operand as readonly string[]));
  else if (typeof operand === 'object') things.push(operand);
  const count = things.length - begin - MORE;
  const sums = writeSum(question.sums, things);
  const second = question.kind === 'sums' ? sums.length : typeof operand === 'number' ? operand : count;
  numbers.push(codeOf(question), second, begin, met, unmet, ...sums);
  return at;
}

function codeOf({ kind, meaning }: Question): number {
  switch (kind) {
    case 'run':
      return RUN;
    case 'flag':
      return FLAG;
    case 'among':
      return AMONG;
    case 'number':
      return NUMBER + MEANINGS.indexOf(meaning);
    case 'numbers':
      return NUMBERS + MEANINGS.indexOf(meaning);
    case 'sums':
      return SUMS + MEANINGS.indexOf(meaning);
  }
}

/** A test as a closure, with a program of its own that is written when it is first wanted. */
export function runOf(test: Test): Run {
  let start: Start | undefined;
  return (frame) => passes((start ??= alone(test)), frame);
}

function alone(test: Test): Start {
  const program = emptyProgram();
  return { program, at: write(program, test, MET, UNMET) };
}

/** Asks question by question until the answer is known. */
export function passes({ program: { numbers, things }, at: start }: Start, frame: Frame): boolean {
  let at = start;
  while (at >= 0) at = numbers[at + (isMet(numbers, things, at, frame) ? IF_MET : IF_NOT)] as number;
  return at === MET;
}

function isMet(numbers: readonly number[], things: readonly unknown[], at: number, frame: Frame): boolean {
  const code = numbers[at] as number;
  const begin = numbers[at + THINGS] as number;
  if (code >= SUMS) return areSumsMet(numbers, things, at, frame);
  if (code >= NUMBERS) return areNumbersMet(things, begin, code - NUMBERS, frame);
  if (code >= NUMBER)
    return isNumberMet(things, begin, code - NUMBER, numbers[at + OPERAND] as number, frame);
  if (code === AMONG) return isAmong(things, begin, numbers[at + OPERAND] as number, frame);
  if (code === FLAG) return isFlagged(things, begin, frame);
  return truth((things[begin] as Run)(frame));
}

function isNumberMet(
  things: readonly unknown[],
  begin: number,
  meaning: number,
  operand: number,
  frame: Frame,
): boolean {
  const field = things[begin + FIELD] as FieldReading;
  const key = field.key(frame);
  if (key === key) return compare(key, operand, meaning);
  return field.short(frame) === undefined && (things[begin] as Run)(frame) === true;
}

/** Both are read before the answer, so that a value that is no number is always noticed. */
function areNumbersMet(things: readonly unknown[], begin: number, meaning: number, frame: Frame): boolean {
  const left = things[begin + FIELD] as FieldReading;
  const right = things[begin + MORE] as FieldReading;
  const a = left.key(frame);
  const b = right.key(frame);
  if (a === a && b === b) return compare(a, b, meaning);
  const isLong = left.short(frame) === undefined || right.short(frame) === undefined;
  return isLong && (things[begin] as Run)(frame) === true;
}

function areSumsMet(
  numbers: readonly number[],
  things: readonly unknown[],
  at: number,
  frame: Frame,
): boolean {
  const from = at + IF_NOT + 1;
  const pair = sumUp(numbers, things, from, from + (numbers[at + OPERAND] as number), frame);
  if (pair === undefined) return truth((things[numbers[at + THINGS] as number] as Run)(frame));
  const [left, right] = [pair[0] as ShortDecimal | null, pair[1] as ShortDecimal | null];
  const isFilled = left !== null && right !== null;
  return isFilled && compare(keyOf(left), keyOf(right), (numbers[at] as number) - SUMS);
}

/** Compares in the order of `MEANINGS`. */
function compare(left: number, right: number, meaning: number): boolean {
  switch (meaning) {
    case 0:
      return left < right;
    case 1:
      return left <= right;
    case 2:
      return left > right;
    case 3:
      return left >= right;
    case 4:
      return left === right;
    default:
      return left !== right;
  }
}

function isAmong(things: readonly unknown[], begin: number, count: number, frame: Frame): boolean {
  const value = (things[begin + FIELD] as FieldReading).raw(frame);
  if (typeof value !== 'string')
    return value !== undefined && value !== null && (things[begin] as Run)(frame) === true;
  if (value === '') return false;
  const end = begin + MORE + count;
  for (let at = begin + MORE; at < end; at += 1) if (things[at] === value) return true;
  return false;
}

function isFlagged(things: readonly unknown[], begin: number, frame: Frame): boolean {
  const value = (things[begin + FIELD] as FieldReading).raw(frame);
  if (typeof value === 'boolean') return value;
  return value !== undefined && value !== null && truth((things[begin] as Run)(frame));
}
