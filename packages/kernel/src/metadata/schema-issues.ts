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
  return firstByPath(found, (one) => one.path).slice(0, ISSUES_MAX);
}

function issuesOf(error: ValueError, base: string): readonly Issue[] {
  if (error.type === ValueErrorType.Union) return unionIssues(error, base);
  const at = `${base}${error.path}`;
  const name = error.path.split('/').at(-1) ?? '';
  return [
    issue(CODES[error.type] ?? 'bad_value', at, {
      name,
      expected: expectation(error.schema),
      value: shown(error.value),
    }),
  ];
}

/**
 * Of a union's members the one that was meant speaks: no fixed word of it is contradicted, and it has the fewest
 * faults. Where that is open, the value is refused as a whole rather than by a guess.
 */
function unionIssues(error: ValueError, base: string): readonly Issue[] {
  const meant = membersOf(error).filter((errors) => !errors.some((found) => contradicts(found, error.path)));
  const fewest = Math.min(...meant.map((errors) => errors.length));
  const [best, ...ties] = meant.filter((errors) => errors.length === fewest);
  if (best === undefined || best.length === 0 || ties.length > 0) {
    return [
      issue('bad_value', `${base}${error.path}`, {
        expected: expectation(error.schema),
        value: shown(error.value),
      }),
    ];
  }
  return best.flatMap((found) => issuesOf(found, base));
}

/** The faults of each member; a member that is a union itself stands for its own members. */
function membersOf(error: ValueError): readonly (readonly ValueError[])[] {
  return error.errors.flatMap((errors) => {
    const found = firstByPath([...errors].slice(0, ISSUES_MAX), (one) => one.path);
    const inner = found.find((one) => one.type === ValueErrorType.Union && one.path === error.path);
    return inner ? membersOf(inner) : [found];
  });
}

/** Keywords that tell the kinds of fields and of operations apart. */
const MARKS: ReadonlySet<string> = new Set([
  'type',
  'format',
  'enum',
  'x-reference',
  'x-user',
  'x-percent',
  'x-currency',
  'x-conversion',
  'x-address',
  'x-location',
  'x-files',
  'x-choices',
  'uniqueItems',
  'x-department',
  'op',
]);

/** A member was not meant when the value is nothing like it, or has a mark that it lacks or lacks one that it has. */
function contradicts({ path, type }: ValueError, unionPath: string): boolean {
  if (path === unionPath) return true;
  const [, name = '', ...deeper] = path.slice(unionPath.length).split('/');
  const isFixed = type === ValueErrorType.Literal || type === ValueErrorType.Union;
  const isAbsent =
    type === ValueErrorType.ObjectRequiredProperty || type === ValueErrorType.ObjectAdditionalProperties;
  return deeper.length === 0 && MARKS.has(name) && (isFixed || isAbsent);
}

function expectation(schema: TSchema): unknown {
  return schema.pattern ?? schema.const ?? schema.minimum ?? schema.maximum ?? schema.type;
}

const SHOWN_MAX = 80;

function shown(value: unknown): unknown {
  if (typeof value === 'string') return value.slice(0, SHOWN_MAX);
  return typeof value === 'object' ? undefined : value;
}

/** A missing keyword is reported once as missing and once more as undefined; the first says it. */
function firstByPath<T>(found: readonly T[], path: (one: T) => string): readonly T[] {
  const first = new Map<string, T>();
  for (const one of found) if (!first.has(path(one))) first.set(path(one), one);
  return [...first.values()];
}
