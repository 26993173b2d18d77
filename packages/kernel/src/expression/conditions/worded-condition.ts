import type { Condition } from '../../metadata/index.js';
import type { ValueName } from '../types.js';

type Logic = Readonly<Record<string, unknown>>;

const OVER_LINES: readonly string[] = ['some', 'all', 'none', 'filter', 'map', 'reduce'];

/**
 * Puts names where a condition compares a field with ids or keys, so that its sentence reads as people speak. The
 * result is for reading only.
 */
export function wordedCondition(condition: Condition, nameOf: ValueName): Condition {
  return worded(condition, '', nameOf) as Condition;
}

function worded(logic: unknown, row: string, nameOf: ValueName): unknown {
  if (Array.isArray(logic)) return logic.map((part) => worded(part, row, nameOf));
  if (typeof logic !== 'object' || logic === null) return logic;
  return Object.fromEntries(
    Object.entries(logic).map(([operator, given]) => [
      operator,
      wordedOperands(operator, given, row, nameOf),
    ]),
  );
}

function wordedOperands(operator: string, given: unknown, row: string, nameOf: ValueName): unknown {
  if (operator === 'var' || !Array.isArray(given)) return worded(given, row, nameOf);
  const [first, ...rest] = given as readonly unknown[];
  // What is called goes by its key, and its arguments are compared with nothing.
  if (operator === 'call') return [first, ...rest.map((part) => worded(part, row, nameOf))];
  const table = variableOf(first);
  // Inside a table its columns are named without it.
  if (OVER_LINES.includes(operator) && table !== undefined)
    return [first, ...rest.map((part) => worded(part, `${table}.`, nameOf))];
  const field = given.map(variableOf).find((name) => name !== undefined);
  return given.map((operand) =>
    field === undefined ? worded(operand, row, nameOf) : valueIn(operand, `${row}${field}`, row, nameOf),
  );
}

function valueIn(operand: unknown, field: string, row: string, nameOf: ValueName): unknown {
  if (typeof operand === 'string' && operand !== '') return nameOf(field, operand);
  if (Array.isArray(operand)) return operand.map((one) => valueIn(one, field, row, nameOf));
  return worded(operand, row, nameOf);
}

function variableOf(logic: unknown): string | undefined {
  if (typeof logic !== 'object' || logic === null || Array.isArray(logic)) return undefined;
  const name = (logic as Logic)['var'];
  if (typeof name === 'string') return name;
  return Array.isArray(name) && typeof name[0] === 'string' ? name[0] : undefined;
}
