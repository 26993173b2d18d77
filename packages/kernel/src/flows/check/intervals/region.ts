import type { Condition } from '../../../metadata/index.js';
import type { FieldAxis } from './field-axis.js';
import type { FieldSet } from './field-set.js';

/** Records by their values: the fields that matter, each with the values it may have. All others are free. */
export type Box = ReadonlyMap<string, FieldSet>;

/** Several boxes; a record in any of them is in the region. */
export type Region = readonly Box[];

export type AxisOf = (path: string) => FieldAxis | undefined;

export const EVERYTHING: Region = [new Map()];

/** More pieces are not worth the time of an edit. */
const BOXES_MAX = 64;

/**
 * The records for which a condition holds. Told from comparisons of a field with a value, joined by `and` and `or`;
 * `undefined` for everything else. A blank meets no comparison, so blanks are outside.
 */
export function regionOf(condition: Condition, axisOf: AxisOf): Region | undefined {
  return read(condition, axisOf);
}

function read(logic: unknown, axisOf: AxisOf): Region | undefined {
  if (logic === true) return EVERYTHING;
  const [operator, args] = operation(logic);
  if (operator === 'and')
    return joinedUp(
      args.map((part) => read(part, axisOf)),
      meet,
    );
  if (operator === 'or')
    return joinedUp(
      args.map((part) => read(part, axisOf)),
      (one, two) => [...one, ...two],
    );
  if (operator === undefined) return undefined;
  if (args.length === 3) return between(operator, args, axisOf);
  return comparison(operator, args, axisOf);
}

function operation(logic: unknown): readonly [string | undefined, readonly unknown[]] {
  if (typeof logic !== 'object' || logic === null || Array.isArray(logic)) return [undefined, []];
  const [entry] = Object.entries(logic);
  if (!entry) return [undefined, []];
  return [entry[0], Array.isArray(entry[1]) ? (entry[1] as readonly unknown[]) : [entry[1]]];
}

function joinedUp(
  parts: readonly (Region | undefined)[],
  join: (one: Region, two: Region) => Region,
): Region | undefined {
  const [first, ...others] = parts;
  return others.reduce((sum, part) => {
    const next = sum && part && join(sum, part);
    return next && next.length <= BOXES_MAX ? next : undefined;
  }, first);
}

const MIRRORED: Readonly<Record<string, string>> = {
  '==': '==',
  '!=': '!=',
  '>': '<',
  '>=': '<=',
  '<': '>',
  '<=': '>=',
};

function comparison(operator: string, args: readonly unknown[], axisOf: AxisOf): Region | undefined {
  // A flag alone asks whether it is set.
  if (operator === 'var') return asked(String(args[0]), '==', true, axisOf);
  const plain = operator.length === 3 ? operator.slice(0, 2) : operator;
  const [left, right] = args;
  const field = fieldOf(left);
  if (field !== undefined) return asked(field, plain, right, axisOf);
  const other = fieldOf(right);
  const mirrored = MIRRORED[plain];
  return other === undefined || mirrored === undefined ? undefined : asked(other, mirrored, left, axisOf);
}

/** `1 < x < 5`, which is written with three operands. */
function between(
  operator: string,
  [low, middle, high]: readonly unknown[],
  axisOf: AxisOf,
): Region | undefined {
  if (operator !== '<' && operator !== '<=') return undefined;
  const above = comparison(operator, [low, middle], axisOf);
  const below = comparison(operator, [middle, high], axisOf);
  return above && below && meet(above, below);
}

function asked(field: string, operator: string, literal: unknown, axisOf: AxisOf): Region | undefined {
  const set = axisOf(field)?.compared(operator, literal);
  return set && [new Map([[field, set]])];
}

function fieldOf(logic: unknown): string | undefined {
  const [operator, args] = operation(logic);
  return operator === 'var' && args.length === 1 && typeof args[0] === 'string' ? args[0] : undefined;
}

/** The records in both. */
export function meet(one: Region, two: Region): Region {
  return one.flatMap((box) => two.flatMap((other) => boxIn(box, other)));
}

function boxIn(one: Box, two: Box): Region {
  const met = new Map(one);
  for (const [field, set] of two) met.set(field, met.get(field)?.meet(set) ?? set);
  return [...met.values()].some((set) => set.isEmpty) ? [] : [met];
}

/** The records of one that are not in the other; `undefined` when that falls into too many pieces. */
export function without(one: Region, two: Region): Region | undefined {
  let left: Region = one;
  for (const box of two) {
    left = left.flatMap((each) => cutOut(each, box));
    if (left.length > BOXES_MAX) return undefined;
  }
  return left;
}

/** What is left of a box, field by field: outside in this field, inside in those before. */
function cutOut(box: Box, hole: Box): Region {
  const pieces: Box[] = [];
  let rest: Box = box;
  for (const [field, set] of hole) {
    const here = rest.get(field);
    const outside = here?.without(set) ?? set.rest();
    if (!outside.isEmpty) pieces.push(new Map(rest).set(field, outside));
    const inside = here?.meet(set) ?? set;
    if (inside.isEmpty) break;
    rest = new Map(rest).set(field, inside);
  }
  return pieces;
}
