import { NODE_TYPES } from '../flows/index.js';
import { LANGUAGES } from '../foundation/index.js';
import { sentence } from '../messages/index.js';
import { DEFINITION_SCHEMAS } from '../metadata/index.js';
import type { Definition, DefinitionKind } from '../metadata/index.js';
import { fixtures } from '../metadata/fixture-files.fixtures.js';
import { RULE_ACTIONS } from '../rules/index.js';
import { describeChanges, DEFINITION_TITLES, hasPropertyWord } from './index.js';
import type { Change } from './index.js';

const KINDS = Object.keys(DEFINITION_SCHEMAS) as DefinitionKind[];
const DEFINITIONS = KINDS.flatMap((kind) =>
  [...fixtures(kind, 'valid')].map(([name, value]) => [kind, name, value as Definition] as const),
);

type Json = Record<string, unknown>;
type Way = readonly (string | number)[];

/** The ways to all simple values below a value, and to all elements of lists. */
function ways(value: unknown, way: Way = []): Way[] {
  if (typeof value !== 'object' || value === null) return [way];
  const entries: [string | number, unknown][] = Array.isArray(value)
    ? value.map((each, at) => [at, each])
    : Object.entries(value);
  return entries.flatMap(([name, each]) => ways(each, [...way, name]));
}

function elementWays(value: unknown, way: Way = []): Way[] {
  if (typeof value !== 'object' || value === null) return [];
  if (Array.isArray(value))
    return value.flatMap((each: unknown, at) => [
      ...(typeof each === 'object' && each !== null && 'id' in each ? [[...way, at]] : []),
      ...elementWays(each, [...way, at]),
    ]);
  return Object.entries(value).flatMap(([name, each]) => elementWays(each, [...way, name]));
}

function changed(definition: Definition, way: Way, edit: (holder: Json, name: string) => void): Definition {
  const copy = structuredCopy(definition);
  const holder = way.slice(0, -1).reduce<unknown>((inner, name) => (inner as Json)[name], copy);
  edit(holder as Json, String(way.at(-1)));
  return copy;
}

function structuredCopy<T>(value: T): T {
  return JSON.parse(JSON.stringify(value)) as T;
}

const other = (value: unknown): unknown => {
  if (typeof value === 'boolean') return !value;
  return typeof value === 'number' ? value + 1 : `${String(value as string)}x`;
};

function told(before: Definition, after: Definition): readonly Change[] {
  return describeChanges([before], [after]).flatMap(({ changes }) => changes);
}

function expectWorded(changes: readonly Change[]): void {
  for (const { code, params } of changes)
    for (const language of LANGUAGES) {
      const words = sentence(code, params, language);
      expect(words).not.toMatch(/\[object|undefined|\?|：：|“”|""/);
    }
}

describe('every kind of definition', () => {
  test('has a name and examples to try', () => {
    expect(Object.keys(DEFINITION_TITLES).sort()).toEqual([...KINDS].sort());
    expect(new Set(DEFINITIONS.map(([kind]) => kind)).size).toBe(KINDS.length);
  });

  test.each(DEFINITIONS)(
    '%s %s: no change of a value goes untold, nor its way back',
    (_kind, _name, definition) => {
      for (const way of ways(definition)) {
        if (way[0] === 'kind' || way[0] === 'key' || way[0] === '$schema') continue;
        const after = changed(definition, way, (holder, name) => (holder[name] = other(holder[name])));
        const changes = told(definition, after);
        expect([way, changes.length > 0]).toEqual([way, true]);
        expect([way, told(after, definition).length]).toEqual([way, changes.length]);
        expectWorded(changes);
      }
    },
  );

  test.each(DEFINITIONS)('%s %s: an element that is taken away is told', (_kind, _name, definition) => {
    for (const way of elementWays(definition)) {
      const after = changed(definition, way, (holder, name) =>
        (holder as unknown as unknown[]).splice(Number.parseInt(name, 10), 1),
      );
      const changes = told(definition, after);
      expect([way, changes.length > 0]).toEqual([way, true]);
      expectWorded(changes);
    }
  });
});

interface Schema {
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
  readonly patternProperties?: Readonly<Record<string, Schema>>;
}

function namesIn({ properties = {}, items, anyOf = [], patternProperties = {} }: Schema): string[] {
  const inner = [...Object.values(properties), ...anyOf, ...Object.values(patternProperties)];
  return [...Object.keys(properties), ...(items ? [items, ...inner] : inner).flatMap(namesIn)];
}

test('every property that a definition can have is called something in words', () => {
  const parts = [...NODE_TYPES, ...RULE_ACTIONS].map(({ config }) => config as Schema);
  const names = [...(Object.values(DEFINITION_SCHEMAS) as Schema[]), ...parts].flatMap(namesIn);
  expect([...new Set(names)].filter((name) => !hasPropertyWord(name))).toEqual([]);
});
