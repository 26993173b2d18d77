import type { TSchema } from '@sinclair/typebox';
import { Value, ValueErrorType } from '@sinclair/typebox/value';
import type { ValueError } from '@sinclair/typebox/value';
import { issue } from '../foundation/index.js';
import type { Issue } from '../foundation/index.js';

/** Enough to correct a file in one go; a hostile one must not make us list without end. */
const ISSUES_MAX = 100;

const CODES: Readonly<Partial<Record<ValueErrorType, string>>> = {
  [ValueErrorType.ObjectAdditionalProperties]: 'unknown_keyword',
  [ValueErrorType.ObjectRequiredProperty]: 'keyword_missing',
  [ValueErrorType.StringPattern]: 'bad_format',
  [ValueErrorType.StringMinLength]: 'text_too_short',
  [ValueErrorType.StringMaxLength]: 'text_too_long',
  [ValueErrorType.ArrayMinItems]: 'too_few_items',
  [ValueErrorType.ArrayMaxItems]: 'too_many_items',
  [ValueErrorType.ArrayUniqueItems]: 'duplicate',
  [ValueErrorType.IntegerMinimum]: 'number_min',
  [ValueErrorType.IntegerMaximum]: 'number_max',
};

/**
 * What keeps a value from fitting a schema, as issues with pointers. Interprets the schema: nothing is generated, so
 * it runs under a strict content security policy.
 */
export function schemaIssues(schema: TSchema, value: unknown, base = ''): readonly Issue[] {
  if (Value.Check(schema, value)) return [];
  const found: Issue[] = [];
  for (const error of Value.Errors(schema, value)) {
    found.push(...issuesOf(error, base));
    if (found.length >= ISSUES_MAX) break;
  }
  return dropRepeated(found).slice(0, ISSUES_MAX);
}

function issuesOf(error: ValueError, base: string): readonly Issue[] {
  if (error.type === ValueErrorType.Union) return unionIssues(error, base);
  const at = `${base}${error.path}`;
  const name = error.path.split('/').at(-1) ?? '';
  return [issue(CODES[error.type] ?? 'bad_value', at, { name, expected: expectation(error.schema), value: shown(error.value) })];
}

/** Of a union's members the one that fits best speaks; a value that fits none at all is refused as a whole. */
function unionIssues(error: ValueError, base: string): readonly Issue[] {
  const members = error.errors.map((errors) => [...errors].slice(0, ISSUES_MAX));
  const meant = members.filter((errors) => !errors.some((found) => contradicts(found, error.path)));
  const [best] = [...meant].sort((a, b) => a.length - b.length);
  if (best === undefined || best.length === 0) {
    return [issue('bad_value', `${base}${error.path}`, { expected: expectation(error.schema), value: shown(error.value) })];
  }
  return best.flatMap((found) => issuesOf(found, base));
}

/** A member whose fixed words (`type`, `format`) or marks (`x-reference`) the value lacks was not meant. */
function contradicts(error: ValueError, unionPath: string): boolean {
  const isDirect = error.path.lastIndexOf('/') <= unionPath.length;
  if (error.path === unionPath) return true;
  return isDirect && (error.type === ValueErrorType.Literal || isMissingMark(error));
}

function isMissingMark(error: ValueError): boolean {
  const mark = error.path.split('/').at(-1) ?? '';
  return error.type === ValueErrorType.ObjectRequiredProperty && MARKS.has(mark);
}

const MARKS: ReadonlySet<string> = new Set(['x-reference', 'x-user', 'enum', 'format', 'type']);

function expectation(schema: TSchema): unknown {
  return schema.pattern ?? schema.const ?? schema.minimum ?? schema.maximum ?? schema.type;
}

const SHOWN_MAX = 80;

function shown(value: unknown): unknown {
  if (typeof value === 'string') return value.slice(0, SHOWN_MAX);
  return typeof value === 'object' ? undefined : value;
}

/** A missing keyword is reported once as missing and once more as undefined; the first says it. */
function dropRepeated(found: readonly Issue[]): readonly Issue[] {
  const first = new Map<string, Issue>();
  for (const one of found) if (!first.has(one.path)) first.set(one.path, one);
  return [...first.values()];
}
