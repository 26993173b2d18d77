import type { Condition } from '@dougong/kernel/metadata';
import { isObject } from '../suite.js';
import type { JsonObject } from '../suite.js';
import { fieldKey } from './case-form.js';

const OPERATORS: Readonly<Record<string, string>> = {
  '=': '==',
  '==': '==',
  '!=': '!=',
  '>': '>',
  '>=': '>=',
  '<': '<',
  '<=': '<=',
};

/**
 * A condition of a case as the platform stores it. There a comparison with an empty field is false, whatever stands
 * around it; a typed condition would stay blank under `not`, so every comparison says that its field is filled.
 */
export function conditionOf(stated: JsonObject): Condition {
  return translated(stated) as Condition;
}

function translated(stated: JsonObject): JsonObject {
  const { all, any, not } = stated;
  if (Array.isArray(all)) return { and: all.map(translated) };
  if (Array.isArray(any)) return { or: any.map(translated) };
  if (isObject(not)) return { '!': [translated(not)] };
  return comparison(stated);
}

function comparison({ field, op, value }: JsonObject): JsonObject {
  const variable = { var: fieldKey(String(field)) };
  if (op === 'empty') return { [value === false ? 'notEmpty' : 'empty']: [variable] };
  const operands = [variable, operand(value)];
  const compared = { [op === 'in' ? 'in' : (OPERATORS[String(op)] ?? String(op))]: operands };
  return { and: [{ notEmpty: [variable] }, compared] };
}

function operand(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(operand);
  return typeof value === 'number' ? String(value) : value;
}
