import { Parser } from 'expr-eval';
import { fail } from '../formula-error.js';
import type { Token } from './token.js';

/** One instruction of the grammar library's output, in reverse Polish order. */
export interface Instruction {
  readonly type: string;
  readonly value: string | number | readonly Instruction[];
}

const ALLOWED = [
  'add',
  'subtract',
  'multiply',
  'divide',
  'remainder',
  'power',
  'concatenate',
  'conditional',
  'logical',
  'comparison',
  'in',
  'array',
];
const OFF = [
  'factorial',
  'assignment',
  'fndef',
  'sin',
  'cos',
  'tan',
  'asin',
  'acos',
  'atan',
  'sinh',
  'cosh',
  'tanh',
  'asinh',
  'acosh',
  'atanh',
  'sqrt',
  'cbrt',
  'log',
  'log2',
  'ln',
  'lg',
  'log10',
  'log1p',
  'expm1',
  'abs',
  'ceil',
  'floor',
  'round',
  'trunc',
  'exp',
  'length',
  'random',
  'min',
  'max',
  'sign',
];

const parser = makeParser();

function makeParser(): Parser {
  const operators = Object.fromEntries([
    ...ALLOWED.map((name) => [name, true]),
    ...OFF.map((name) => [name, false]),
  ]);
  const made = new Parser({ operators, allowMemberAccess: true });
  // Without prototypes no inherited name can pass for an operator, constant or function.
  const bare = made as unknown as Record<string, object>;
  for (const table of ['binaryOps', 'ternaryOps', 'functions', 'consts'])
    bare[table] = Object.create(null) as object;
  bare['unaryOps'] = keysOnly(['-', '+', 'not']);
  bare['binaryOps'] = keysOnly(['and', 'or', 'in']);
  return made;
}

function keysOnly(names: readonly string[]): object {
  return Object.assign(Object.create(null) as object, Object.fromEntries(names.map((name) => [name, true])));
}

/** Name under which the grammar library sees the value at this place; it never sees a literal or a user's name. */
export function placeholder(index: number): string {
  return `v${index}`;
}

/** Index of the token that a placeholder stands for. */
export function placeIndex(name: string): number {
  return Number.parseInt(name.slice(1), 10);
}

/** Lets the grammar library decide about precedence. Its evaluation is never used. */
export function parseTokens(tokens: readonly Token[], length: number): readonly Instruction[] {
  const text = tokens
    .map((token, index) => (token.kind === 'symbol' ? token.text : placeholder(index)))
    .join(' ');
  try {
    return (parser.parse(text) as unknown as { tokens: readonly Instruction[] }).tokens;
  } catch (thrown) {
    if (thrown instanceof RangeError) throw thrown;
    return fail('SYNTAX', { start: 0, end: length }, { found: '' });
  }
}
