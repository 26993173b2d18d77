import { isObject, UnreadableCases } from '../suite.js';
import type { JsonObject } from '../suite.js';
import { objectIn, rowsIn, textIn } from '../read-case.js';
import { CASE_KEYS, INPUT_KEYS, OPERATION_KEYS, SETUP_KEYS, STEP_KEYS } from './case-keys.js';

/** Cases as the format writes them. What is wrong in one is that case's failure, told in a sentence. */

export interface StockSetup {
  readonly method: string;
  readonly scope: readonly string[];
  readonly amountScale: number;
  readonly mayGoNegative: boolean;
  readonly standardCosts: ReadonlyMap<string, string>;
  readonly returnCost: 'original' | 'current';
}

/** A line or row of a document; each key is read by the operation. */
export type StockLine = JsonObject;

export interface StockStep {
  readonly n: number;
  readonly op: string;
  readonly ref: string;
  /** The business date; the last day of the period for `close_period`. */
  readonly date: string;
  readonly lines: readonly StockLine[];
  /** Everything else that the operation knows. */
  readonly given: JsonObject;
  readonly expect: JsonObject;
}

export interface StockCase {
  readonly family: 'stock';
  readonly setup: StockSetup;
  readonly steps: readonly StockStep[];
}

/** One call: what a case gives, and what must come out of it. */
export interface CallCase {
  readonly family: string;
  readonly input: JsonObject;
  readonly expect: JsonObject;
}

export type ValuationCase = StockCase | CallCase;

/** A case of a file: what it is called, and what is to be read. */
export interface CaseEntry {
  readonly id: string;
  readonly content: unknown;
}

/** The cases of a file, unread. */
export function casesOf(content: unknown): readonly CaseEntry[] {
  const cases = isObject(content) ? content['cases'] : content;
  if (!Array.isArray(cases)) throw new UnreadableCases('there is no list of cases');
  return cases.map((each: unknown, at) => ({ id: idOf(each) ?? `#${at + 1}`, content: each }));
}

function idOf(each: unknown): string | undefined {
  const id = isObject(each) ? each['id'] : undefined;
  return typeof id === 'string' && id !== '' ? id : undefined;
}

/** A case, checked; throws a sentence about what it should be. */
export function readCase(content: unknown): ValuationCase {
  if (!isObject(content)) throw new Error('a case must be an object');
  const family = textIn(content, 'family');
  if (family === 'stock') return readStockCase(content);
  const known = Object.hasOwn(INPUT_KEYS, family) ? INPUT_KEYS[family] : undefined;
  if (!known) throw new Error(`unknown family ${family}`);
  requireKnown(content, [...CASE_KEYS, 'input', 'expect'], 'the case');
  const input = objectIn(content, 'input');
  requireKnown(input, known, 'input');
  return { family, input, expect: objectIn(content, 'expect') };
}

function readStockCase(content: JsonObject): StockCase {
  requireKnown(content, [...CASE_KEYS, 'setup', 'steps'], 'the case');
  const steps = rowsIn(content, 'steps').map(readStep);
  if (steps.length === 0) throw new Error('a case of stock needs steps');
  return { family: 'stock', setup: readSetup(objectIn(content, 'setup')), steps };
}

const METHODS = ['moving_average', 'fifo', 'standard', 'batch_actual'];
const DIMENSIONS = ['item', 'wh', 'batch'];

function readSetup(given: JsonObject): StockSetup {
  requireKnown(given, SETUP_KEYS, 'setup');
  const scope = (given['valuation_scope'] ?? ['item', 'wh']) as readonly string[];
  if (!Array.isArray(scope) || !scope.every((each) => DIMENSIONS.includes(each)) || !scope.includes('item'))
    throw new Error('valuation_scope must name item, wh and batch');
  return {
    method: oneOf(given, 'method', METHODS),
    scope,
    amountScale: readScale(given['amount_scale'] ?? 2),
    mayGoNegative:
      oneOf({ negative_stock: 'refuse', ...given }, 'negative_stock', ['refuse', 'allow']) === 'allow',
    standardCosts: new Map(
      Object.entries(isObject(given['standard_cost']) ? given['standard_cost'] : {}).map(([item, cost]) => [
        item,
        String(cost),
      ]),
    ),
    returnCost: oneOf({ purchase_return_cost: 'original', ...given }, 'purchase_return_cost', [
      'original',
      'current',
    ]) as 'original' | 'current',
  };
}

function readScale(scale: unknown): number {
  if (typeof scale !== 'number' || !Number.isInteger(scale) || scale < 0)
    throw new Error('amount_scale must be a whole number');
  return scale;
}

function oneOf(given: JsonObject, key: string, allowed: readonly string[]): string {
  const value = textIn(given, key);
  if (!allowed.includes(value)) throw new Error(`unknown ${key} ${value}`);
  return value;
}

function readStep(step: JsonObject, at: number): StockStep {
  const op = textIn(step, 'op');
  const known = Object.hasOwn(OPERATION_KEYS, op) ? OPERATION_KEYS[op] : undefined;
  if (!known) throw new Error(`unknown op ${op}`);
  const { list, line = [], step: own = [] } = known;
  const place = `step ${at + 1}`;
  requireKnown(step, [...STEP_KEYS, ...own, ...(list ? [list] : [])], place);
  const lines = list ? rowsIn(step, list) : [];
  lines.forEach((each) => requireKnown(each, line, place));
  return {
    n: typeof step['n'] === 'number' ? step['n'] : at + 1,
    op,
    ref: op === 'close_period' ? '' : textIn(step, 'ref'),
    date: dateOf(step, op === 'close_period' ? 'through' : 'date'),
    lines,
    given: step,
    expect: isObject(step['expect']) ? step['expect'] : {},
  };
}

const DATE = /^\d{4}-\d{2}-\d{2}$/;

function dateOf(step: JsonObject, key: string): string {
  const date = textIn(step, key);
  if (!DATE.test(date)) throw new Error(`${key} must be a date`);
  return date;
}

function requireKnown(given: JsonObject, known: readonly string[], place: string): void {
  const unknown = Object.keys(given).find((key) => !known.includes(key));
  if (unknown !== undefined) throw new Error(`unknown key ${unknown} in ${place}`);
}
