import { compileCondition } from '../expression/index.js';
import type { Scope } from '../expression/index.js';
import { pointer } from '../foundation/index.js';
import type { Issue } from '../foundation/index.js';
import { isLinesField } from '../metadata/index.js';
import type { FieldConditions, FormDefinition } from '../metadata/index.js';
import { fieldPointer } from './compute-graph.js';
import { lineScopeOf } from './scopes.js';

/** What a condition of a field decides. */
export type FieldAspect = keyof FieldConditions;

/** One field, column or table of a form with its conditions. */
export interface ConditionedField {
  /** `note`, `lines`, `lines.reason`. */
  readonly path: string;
  /** The table that it is a column of. */
  readonly line?: string;
  readonly key: string;
  readonly conditions: FieldConditions;
}

/** The fields, columns and tables whose definition says when they are shown, asked for or locked. */
export function conditionedFields({ schema }: FormDefinition): readonly ConditionedField[] {
  return Object.entries(schema.properties).flatMap(([key, field]) => {
    const columns = isLinesField(field) ? Object.entries(field.items.properties) : [];
    return [
      ...conditioned(key, field['x-when']),
      ...columns.flatMap(([column, each]) => conditioned(column, each['x-when'], key)),
    ];
  });
}

function conditioned(
  key: string,
  conditions: FieldConditions | undefined,
  line?: string,
): readonly ConditionedField[] {
  if (conditions === undefined) return [];
  return [
    line === undefined ? { key, path: key, conditions } : { key, path: `${line}.${key}`, line, conditions },
  ];
}

/** What is wrong with the conditions of a form's fields: unknown fields, types that do not meet. */
export function checkFieldConditions(definition: FormDefinition, scope: Scope): readonly Issue[] {
  return conditionedFields(definition).flatMap(({ key, line, conditions }) => {
    const own = line === undefined ? scope : lineScopeOf(scope, line);
    return Object.entries(conditions).flatMap(([aspect, condition]) => {
      const compiled = compileCondition(condition, own);
      const at = pointer(`${fieldPointer({ key, line })}/x-when`, aspect);
      return compiled.ok ? [] : compiled.error.map((found) => ({ ...found, path: at + found.path }));
    });
  });
}
