import type { Condition } from '@dougong/kernel/metadata';

/** A condition as rows of field, comparison, value, joined by all or any: what most conditions are. */

export const COMPARISONS = ['==', '!=', '>', '>=', '<', '<='] as const;
export type Comparison = (typeof COMPARISONS)[number];
export type RowOperator = Comparison | 'in' | 'contains' | 'empty' | 'notEmpty' | 'yes' | 'no';

/** What a field is compared with. Decimals stay the text that was typed. */
export type RowValue =
  | { readonly kind: 'value'; readonly value: unknown }
  | { readonly kind: 'values'; readonly values: readonly unknown[] }
  | { readonly kind: 'field'; readonly field: string }
  | { readonly kind: 'none' };

export interface ConditionRow {
  readonly field: string;
  readonly operator: RowOperator;
  readonly value: RowValue;
}

export interface ConditionRows {
  readonly join: 'and' | 'or';
  readonly rows: readonly ConditionRow[];
}

type Logic = Readonly<Record<string, unknown>>;

const NONE: RowValue = { kind: 'none' };

/**
 * Reads a stored condition as rows. `undefined` means that it says more than rows can: groups in groups, lines,
 * calculations. Such a condition is shown as a sentence and kept as it is.
 */
export function rowsOf(condition: Condition | undefined): ConditionRows | undefined {
  if (condition === undefined) return { join: 'and', rows: [] };
  if (condition === true) return undefined;
  if (Object.keys(condition).length === 0) return { join: 'and', rows: [] };
  const join = 'or' in condition ? 'or' : 'and';
  const joined = condition[join];
  const parts: readonly unknown[] = Array.isArray(joined) && joined.length > 1 ? joined : [condition];
  const rows = parts.map(rowOf);
  return rows.every((row) => row !== undefined) ? { join, rows } : undefined;
}

/** Writes rows as the condition that is stored; without a row there is none. */
export function conditionOf({ join, rows }: ConditionRows): Condition | undefined {
  const parts = rows.map(logicOf);
  const [first] = parts;
  if (first === undefined) return undefined;
  return parts.length === 1 ? first : { [join]: parts };
}

function rowOf(logic: unknown): ConditionRow | undefined {
  if (typeof logic !== 'object' || logic === null || Array.isArray(logic)) return undefined;
  const [operator, ...others] = Object.keys(logic);
  if (operator === undefined || others.length > 0) return undefined;
  const given = (logic as Logic)[operator];
  const args = Array.isArray(given) ? (given as readonly unknown[]) : [given];
  if (operator === 'var') return plainField(logic, 'yes');
  if (operator === '!') return plainField(args[0], 'no');
  if (operator === 'empty' || operator === 'notEmpty')
    return args.length === 1 ? plainField(args[0], operator) : undefined;
  if (operator === 'in') return args.length === 2 ? membershipRow(args[0], args[1]) : undefined;
  const comparison = COMPARISONS.find((known) => known === operator);
  return comparison !== undefined && args.length === 2
    ? comparisonRow(comparison, args[0], args[1])
    : undefined;
}

function plainField(logic: unknown, operator: RowOperator): ConditionRow | undefined {
  const field = fieldOf(logic);
  return field === undefined ? undefined : { field, operator, value: NONE };
}

function comparisonRow(operator: Comparison, left: unknown, right: unknown): ConditionRow | undefined {
  const field = fieldOf(left);
  const value = valueOf(right);
  return field === undefined || value === undefined ? undefined : { field, operator, value };
}

function membershipRow(left: unknown, right: unknown): ConditionRow | undefined {
  const field = fieldOf(left);
  if (field !== undefined && Array.isArray(right)) {
    return right.every(isPlain)
      ? { field, operator: 'in', value: { kind: 'values', values: right } }
      : undefined;
  }
  const whole = fieldOf(right);
  return whole !== undefined && typeof left === 'string'
    ? { field: whole, operator: 'contains', value: { kind: 'value', value: left } }
    : undefined;
}

function fieldOf(logic: unknown): string | undefined {
  if (typeof logic !== 'object' || logic === null || Object.keys(logic).length !== 1) return undefined;
  const name = (logic as Logic)['var'];
  if (typeof name === 'string' && name !== '') return name;
  // An array is the same to the kernel, but a fallback in it says more than a row.
  return Array.isArray(name) && name.length === 1 && typeof name[0] === 'string' ? name[0] : undefined;
}

function isPlain(value: unknown): boolean {
  return value === null || ['string', 'number', 'boolean'].includes(typeof value);
}

function valueOf(logic: unknown): RowValue | undefined {
  if (isPlain(logic)) return { kind: 'value', value: logic };
  const field = fieldOf(logic);
  return field === undefined ? undefined : { kind: 'field', field };
}

function logicOf({ field, operator, value }: ConditionRow): Logic {
  const variable = { var: field };
  if (operator === 'yes') return variable;
  if (operator === 'no') return { '!': [variable] };
  if (operator === 'empty' || operator === 'notEmpty') return { [operator]: [variable] };
  if (operator === 'in') return { in: [variable, value.kind === 'values' ? [...value.values] : []] };
  if (operator === 'contains') return { in: [plainValue(value), variable] };
  return { [operator]: [variable, value.kind === 'field' ? { var: value.field } : plainValue(value)] };
}

function plainValue(value: RowValue): unknown {
  return value.kind === 'value' ? value.value : '';
}
