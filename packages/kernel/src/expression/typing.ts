import { Decimal } from '../foundation/index.js';
import { fail } from './formula-error.js';
import type { Span } from './formula-error.js';
import type { Frame, Run, Typed } from './frame.js';
import type { Value, ValueType } from './types.js';

/** Kinds of single values that an operator or a parameter can ask for. */
export type ScalarKind = 'number' | 'text' | 'boolean' | 'date' | 'datetime';

const ANY: ValueType = { kind: 'any' };
const ISO_DATE = /^\d{4}-\d{2}-\d{2}$/;
const ISO_INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}/;

/** The type of a value that comes from one of several branches. */
export function unify(types: readonly ValueType[]): ValueType {
  const [first, ...rest] = types;
  if (first === undefined) return ANY;
  if (rest.every((type) => JSON.stringify(type) === JSON.stringify(first))) return first;
  const kinds = new Set(types.map(comparableKind));
  const kind = kinds.size === 1 ? [...kinds][0] : undefined;
  return kind === undefined || kind === 'list' ? ANY : { kind };
}

/** References compare as text; what has parts does not compare at all. */
export function comparableKind(type: ValueType): ScalarKind | 'list' | undefined {
  switch (type.kind) {
    case 'reference':
      return 'text';
    case 'number':
    case 'text':
    case 'boolean':
    case 'date':
    case 'datetime':
    case 'list':
      return type.kind;
    default:
      return undefined;
  }
}

/** Refuses a node whose static type cannot be of the kind; checks values whose type is not known until they come. */
export function asKind(node: Typed, kind: ScalarKind, span: Span, name: string): Run {
  const given = comparableKind(node.type);
  if (node.type.kind === 'any') return (frame) => checked(node.run(frame), kind, span, name);
  if (given === kind) return node.run;
  return fail('TYPE', span, { name, expected: kind, given: node.type.kind });
}

/** Passes a value of the kind or a blank on and refuses all else. */
export function checked(value: Value, kind: ScalarKind, span: Span, name: string): Value {
  if (value === null || hasKind(value, kind)) return value;
  return fail('TYPE', span, { name, expected: kind });
}

function hasKind(value: Value, kind: ScalarKind): boolean {
  if (kind === 'number') return Decimal.isDecimal(value);
  if (kind === 'boolean') return typeof value === 'boolean';
  if (kind === 'text') return typeof value === 'string';
  return typeof value === 'string' && (kind === 'date' ? ISO_DATE : ISO_INSTANT).test(value);
}

/** Tells whether a text is written like a date or an instant. */
export function looksLike(kind: 'date' | 'datetime', text: string): boolean {
  return hasKind(text, kind);
}

/** A node as a yes or no: blank and zero are no, as everywhere in the expression grammar. */
export function isTrue(node: Typed, span: Span): (frame: Frame) => boolean {
  const { run } = node;
  switch (node.type.kind) {
    case 'boolean':
      return (frame) => run(frame) === true;
    case 'number':
    case 'any':
      return (frame) => truth(run(frame), span);
    default:
      return fail('TYPE', span, { name: '', expected: 'boolean', given: node.type.kind });
  }
}

function truth(value: Value, span: Span): boolean {
  if (value === null || typeof value === 'boolean') return value === true;
  if (Decimal.isDecimal(value)) return !(value as Decimal).isZero();
  return fail('TYPE', span, { name: '', expected: 'boolean' });
}
