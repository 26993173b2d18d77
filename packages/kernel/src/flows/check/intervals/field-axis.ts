import type { Scope, ValueType } from '../../../expression/index.js';
import { Decimal, parseDecimal } from '../../../foundation/index.js';
import type { FieldSet } from './field-set.js';
import { NamedSet } from './named-set.js';
import { OrderedSet } from './ordered-set.js';
import type { Interval, Line } from './ordered-set.js';

/** What comparisons with a field can ask for. */
export interface FieldAxis {
  /** The values that meet a comparison; `undefined` where it cannot be read. */
  compared(operator: string, literal: unknown): FieldSet | undefined;
}

export type ChoicesOf = (path: string) => readonly string[] | undefined;

/** The axis of the field at a path; none for kinds of values that are not analysed. */
export function axisOf(path: string, scope: Scope, choicesOf?: ChoicesOf): FieldAxis | undefined {
  const type = typeAt(path.split('.'), scope.fields);
  switch (type?.kind) {
    case 'number':
      return orderedAxis(numberLine(type), numberFrom);
    case 'date':
      return orderedAxis(DAYS, dayFrom);
    case 'boolean':
      return namedAxis(['true', 'false']);
    case 'text':
    case 'reference':
      return namedAxis(choicesOf?.(path));
    default:
      return undefined;
  }
}

/** The axes of all fields, each worked out when it is first asked for. */
export function axesOf(scope: Scope, choicesOf?: ChoicesOf): (path: string) => FieldAxis | undefined {
  const axes = new Map<string, FieldAxis | undefined>();
  return (path) => {
    if (!axes.has(path)) axes.set(path, axisOf(path, scope, choicesOf));
    return axes.get(path);
  };
}

function typeAt(steps: readonly string[], fields: Scope['fields']): ValueType | undefined {
  const [first = '', ...rest] = steps;
  const type = Object.hasOwn(fields, first) ? fields[first] : undefined;
  if (rest.length === 0) return type;
  return type?.kind === 'reference' ? typeAt(rest, type.fields()) : undefined;
}

function numberLine({ scale, integer }: Extract<ValueType, { kind: 'number' }>): Line {
  const places = integer === true ? 0 : scale;
  const write = (value: Decimal): string => value.toString();
  return places === undefined ? { write } : { step: new Decimal(10).pow(-places), write };
}

const DAY_MS = 86_400_000;

/** Days by their number, so that they have neighbours. */
const DAYS: Line = {
  step: new Decimal(1),
  write: (value) => new Date(value.times(DAY_MS).toNumber()).toISOString().slice(0, 10),
};

function numberFrom(literal: unknown): Decimal | undefined {
  if (typeof literal === 'number') return new Decimal(literal);
  return typeof literal === 'string' ? (parseDecimal(literal) ?? undefined) : undefined;
}

function dayFrom(literal: unknown): Decimal | undefined {
  if (typeof literal !== 'string' || !/^\d{4}-\d{2}-\d{2}$/.test(literal)) return undefined;
  const at = Date.parse(literal);
  return Number.isNaN(at) ? undefined : new Decimal(at).div(DAY_MS);
}

function orderedAxis(line: Line, read: (literal: unknown) => Decimal | undefined): FieldAxis {
  const compared = (operator: string, literal: unknown): OrderedSet | undefined => {
    if (operator === 'in') {
      const values = Array.isArray(literal) ? literal.map(read) : [undefined];
      return values.every((value) => value !== undefined)
        ? new OrderedSet(distinct(values).map(only), line)
        : undefined;
    }
    const value = read(literal);
    const intervals = value && INTERVALS[operator]?.(value);
    return intervals && new OrderedSet(intervals, line);
  };
  return { compared };
}

function distinct(values: readonly Decimal[]): readonly Decimal[] {
  return [...new Map(values.map((value) => [value.toString(), value])).values()];
}

function only(value: Decimal): Interval {
  return { low: { value, isOpen: false }, high: { value, isOpen: false } };
}

const INTERVALS: Readonly<Record<string, (value: Decimal) => readonly Interval[]>> = {
  '==': (value) => [only(value)],
  '!=': (value) => [{ high: { value, isOpen: true } }, { low: { value, isOpen: true } }],
  '>': (value) => [{ low: { value, isOpen: true } }],
  '>=': (value) => [{ low: { value, isOpen: false } }],
  '<': (value) => [{ high: { value, isOpen: true } }],
  '<=': (value) => [{ high: { value, isOpen: false } }],
};

function namedAxis(choices: readonly string[] | undefined): FieldAxis {
  const compared = (operator: string, literal: unknown): NamedSet | undefined => {
    const literals: readonly unknown[] = operator === 'in' && Array.isArray(literal) ? literal : [literal];
    const names = literals
      .filter((each) => typeof each === 'string' || typeof each === 'boolean')
      .map(String);
    if (names.length < literals.length || !['==', '!=', 'in'].includes(operator)) return undefined;
    return new NamedSet(new Set(names), operator === '!=', choices);
  };
  return { compared };
}
