import { isDecimalText } from '@dougong/kernel/foundation';
import type { FieldOption } from '../../surroundings/surroundings.js';
import type { ConditionRow, RowOperator, RowValue } from './condition-rows.js';

/** Which comparisons a field offers, by the kind of its type. */

const ORDERED: readonly RowOperator[] = ['>', '>=', '<', '<=', '==', '!=', 'empty', 'notEmpty'];
const TEXTUAL: readonly RowOperator[] = ['==', '!=', 'contains', 'in', 'empty', 'notEmpty'];
const LISTED: readonly RowOperator[] = ['==', '!=', 'in', 'empty', 'notEmpty'];

const BY_KIND: Readonly<Record<string, readonly RowOperator[]>> = {
  decimal: ORDERED,
  integer: ORDERED,
  date: ORDERED,
  datetime: ORDERED,
  text: TEXTUAL,
  choice: LISTED,
  user: ['==', '!=', 'in', 'empty', 'notEmpty'],
  reference: ['==', '!=', 'in', 'empty', 'notEmpty'],
  boolean: ['yes', 'no', 'empty', 'notEmpty'],
};

export const OPERATOR_TEXTS: Readonly<Record<RowOperator, string>> = {
  '==': 'condition.operators.equal',
  '!=': 'condition.operators.notEqual',
  '>': 'condition.operators.more',
  '>=': 'condition.operators.atLeast',
  '<': 'condition.operators.less',
  '<=': 'condition.operators.atMost',
  in: 'condition.operators.in',
  contains: 'condition.operators.contains',
  empty: 'condition.operators.empty',
  notEmpty: 'condition.operators.notEmpty',
  yes: 'condition.operators.yes',
  no: 'condition.operators.no',
};

/** The comparisons offered for a kind of field; one that is stored already stays among them. */
export function operatorsOf(kind: string, stored?: RowOperator): readonly RowOperator[] {
  const offered = BY_KIND[kind] ?? TEXTUAL;
  return stored === undefined || offered.includes(stored) ? offered : [...offered, stored];
}

/** What a comparison starts with. */
export function startValue(operator: RowOperator): RowValue {
  if (['empty', 'notEmpty', 'yes', 'no'].includes(operator)) return { kind: 'none' };
  return operator === 'in' ? { kind: 'values', values: [] } : { kind: 'value', value: '' };
}

/** Fields that a field may be compared with. */
export function comparableFields(
  field: FieldOption | undefined,
  fields: readonly FieldOption[],
): readonly FieldOption[] {
  if (field === undefined) return [];
  const group = (kind: string): string => (kind === 'integer' || kind === 'decimal' ? 'number' : kind);
  return fields.filter((other) => other.path !== field.path && group(other.kind) === group(field.kind));
}

const NEED_NONE: readonly RowOperator[] = ['empty', 'notEmpty', 'yes', 'no'];

/** Whether a row says something: one that is half made is not stored. */
export function isComplete({ field, operator, value }: ConditionRow): boolean {
  if (field === '') return false;
  if (NEED_NONE.includes(operator)) return true;
  if (value.kind === 'field') return value.field !== '';
  if (value.kind === 'values') return value.values.length > 0;
  if (value.kind === 'none' || value.value === '' || value.value === null) return false;
  // A sign or a point alone is on its way to a number.
  return !/^[-+.]?$|^-?\d+\.$/.test(String(value.value)) || isDecimalText(String(value.value));
}
