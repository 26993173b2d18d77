import { issue } from '@dougong/kernel/foundation';
import type { Issue } from '@dougong/kernel/foundation';
import { Kind } from '@sinclair/typebox';
import type { TSchema } from '@sinclair/typebox';
import { Value, ValueErrorType } from '@sinclair/typebox/value';
import type { ValueError } from '@sinclair/typebox/value';
import { suggestionFor } from '../records/name-suggestion.js';
import { meantVariant } from './meant-variant.js';

const ISSUES_MAX = 20;

/**
 * What is wrong with a body, a place each: a property that is not known, one that is missing, or a value of another shape.
 * @param at where in the body the value stands.
 */
export function bodyIssues(schema: TSchema, value: unknown, at = ''): readonly Issue[] {
  const places = new Map<string, Issue>();
  for (const error of Value.Errors(schema, value)) {
    // A property that is missing is also told to be no text; the first says it better.
    for (const each of issuesOf(error, at)) if (!places.has(each.path)) places.set(each.path, each);
    if (places.size >= ISSUES_MAX) break;
  }
  return [...places.values()].slice(0, ISSUES_MAX);
}

/** Of a value that may have several shapes, what is wrong with the one that was meant. */
function issuesOf(error: ValueError, at: string): readonly Issue[] {
  const meant = error.type === ValueErrorType.Union ? meantVariant(error.schema, error.value) : undefined;
  const inside = meant ? bodyIssues(meant, error.value, `${at}${error.path}`) : [];
  return inside.length > 0 ? inside : [issueOf(error, at)];
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

/** A shape in the words of JSON Schema: `string`, `integer ≥ 1`, `asc | desc`, `string ~ ^https?://`. */
function shapeOf(schema: TSchema): string {
  const { anyOf, format, minimum, maximum, minLength, maxLength, minItems, maxItems } = schema as TSchema & {
    readonly anyOf?: readonly TSchema[];
  };
  if (anyOf) return [...new Set(anyOf.map(shapeOf))].join(' | ');
  if (schema['const'] !== undefined) return String(schema['const']);
  const kind = format ?? schema['type'] ?? schema[Kind];
  const pattern = schema['pattern'] === undefined ? [] : [`~ ${String(schema['pattern'])}`];
  const bounds = limits(minimum ?? minLength ?? minItems, maximum ?? maxLength ?? maxItems);
  return [kind, ...bounds, ...pattern].join(' ');
}

function limits(least: unknown, most: unknown): readonly string[] {
  return [
    ...(least === undefined ? [] : [`≥ ${String(least)}`]),
    ...(most === undefined ? [] : [`≤ ${String(most)}`]),
  ];
}
