import { issue } from '@dougong/kernel/foundation';
import type { Issue } from '@dougong/kernel/foundation';
import { Kind } from '@sinclair/typebox';
import type { TSchema } from '@sinclair/typebox';
import { Value, ValueErrorType } from '@sinclair/typebox/value';
import type { ValueError } from '@sinclair/typebox/value';
import { suggestionFor } from '../records/name-suggestion.js';

const ISSUES_MAX = 20;

/**
 * What is wrong with a body, a place each: a property that is not known, one that is missing, or a value of another shape.
 * @param at where in the body the value stands.
 */
export function bodyIssues(schema: TSchema, value: unknown, at = ''): readonly Issue[] {
  const places = new Map<string, Issue>();
  for (const error of Value.Errors(schema, value)) {
    // A property that is missing is also told to be no text; the first says it better.
    if (!places.has(error.path)) places.set(error.path, issueOf(error, at));
    if (places.size === ISSUES_MAX) break;
  }
  return [...places.values()];
}

function issueOf(error: ValueError, at: string): Issue {
  const { type, path, schema } = error;
  const name = path
    .slice(path.lastIndexOf('/') + 1)
    .replaceAll('~1', '/')
    .replaceAll('~0', '~');
  if (type === ValueErrorType.ObjectRequiredProperty) return issue('body_missing', `${at}${path}`, { name });
  if (type !== ValueErrorType.ObjectAdditionalProperties)
    return issue('bad_shape', `${at}${path}`, { expected: shapeOf(schema) });
  const known = Object.keys((schema['properties'] ?? {}) as object);
  return issue('body_unknown', `${at}${path}`, { name, known, ...suggestionFor(name, known) });
}

/** A shape in the words of JSON Schema: `string`, `integer ≥ 1`, `asc | desc`. */
function shapeOf(schema: TSchema): string {
  const { anyOf, format, minimum, maximum, minLength, maxLength, minItems, maxItems } = schema as TSchema & {
    readonly anyOf?: readonly TSchema[];
  };
  if (anyOf) return [...new Set(anyOf.map(shapeOf))].join(' | ');
  if (schema['const'] !== undefined) return String(schema['const']);
  const kind = format ?? schema['type'] ?? schema[Kind];
  return [kind, ...limits(minimum ?? minLength ?? minItems, maximum ?? maxLength ?? maxItems)].join(' ');
}

function limits(least: unknown, most: unknown): readonly string[] {
  return [
    ...(least === undefined ? [] : [`≥ ${String(least)}`]),
    ...(most === undefined ? [] : [`≤ ${String(most)}`]),
  ];
}
