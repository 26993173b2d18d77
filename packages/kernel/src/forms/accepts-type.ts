import type { ValueType } from '../expression/index.js';

/** Kinds that a field of a kind takes besides its own. */
const ALSO: Readonly<Partial<Record<ValueType['kind'], readonly ValueType['kind'][]>>> = {
  // Identifiers are text to formulas: `actor`, `id`, the user fields.
  reference: ['text'],
  text: ['reference', 'number', 'date', 'datetime', 'boolean'],
  date: ['datetime'],
};

/** Whether a field of type `expected` can keep a formula's result; a column takes its row's element of a list too. */
export function acceptsType(expected: ValueType, actual: ValueType, inColumn: boolean): boolean {
  if (actual.kind === 'any' || actual.kind === expected.kind) return true;
  if (inColumn && actual.kind === 'list') return acceptsType(expected, actual.of, false);
  return ALSO[expected.kind]?.includes(actual.kind) ?? false;
}
