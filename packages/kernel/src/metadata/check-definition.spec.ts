import type { Issue, Result } from '../foundation/index.js';
import { checkDefinition, checkTemplateFile } from './check-definition.js';
import { DEFINITION_FOLDERS, DEFINITION_SCHEMAS, FILE_SCHEMAS } from './definition.js';
import { expectedIssues, fixtureKinds, fixtures } from './fixture-files.fixtures.js';

const kinds = fixtureKinds();
const check = (kind: string, value: unknown): Result<unknown, readonly Issue[]> =>
  kind in FILE_SCHEMAS ? checkTemplateFile(value) : checkDefinition(value);
const found = (checked: Result<unknown, readonly Issue[]>) =>
  checked.ok ? [] : checked.error.map((problem) => `${problem.code} ${problem.path}`);

describe('definitions', () => {
  test('of every kind have valid and invalid examples, and every invalid one says what it breaks', () => {
    expect([...kinds].sort()).toEqual(
      [...Object.keys(DEFINITION_SCHEMAS), ...Object.keys(FILE_SCHEMAS)].sort(),
    );
    expect(Object.keys(DEFINITION_FOLDERS)).toEqual(Object.keys(DEFINITION_SCHEMAS));
    for (const kind of kinds) {
      expect(fixtures(kind, 'valid').size).toBeGreaterThan(0);
      expect([...fixtures(kind, 'invalid').keys()].sort()).toEqual(Object.keys(expectedIssues(kind)).sort());
    }
  });

  for (const kind of kinds) {
    test.each([...fixtures(kind, 'valid')])(`a ${kind} may be as %s`, (_, value) => {
      expect(found(check(kind, value))).toEqual([]);
    });

    test.each([...fixtures(kind, 'invalid')])(
      `a ${kind} is refused for %s, with the place`,
      (name, value) => {
        expect(found(check(kind, value))).toContain(expectedIssues(kind)[name]);
      },
    );
  }

  test('a fault is not drowned in guesses about what was meant', () => {
    for (const kind of kinds) {
      for (const [name, value] of fixtures(kind, 'invalid')) {
        expect([name, found(check(kind, value)).length]).toEqual([name, 1]);
      }
    }
  });

  test('schemas survive JSON, so that they can be published', () => {
    for (const schema of [...Object.values(DEFINITION_SCHEMAS), ...Object.values(FILE_SCHEMAS)]) {
      expect(JSON.parse(JSON.stringify(schema))).toMatchObject({
        type: 'object',
        additionalProperties: false,
      });
    }
  });

  test.each([null, 'form', 7, [], {}, { kind: 5 }, { kind: 'constructor' }])(
    '%j is no definition',
    (value) => {
      expect(found(checkDefinition(value))).toEqual(['unknown_kind /kind']);
    },
  );

  test('a key that reaches into prototypes is refused wherever it stands', () => {
    const hostile = JSON.parse('{"kind":"rule","condition":{"__proto__":{"x":1}}}') as unknown;
    expect(found(checkDefinition(hostile))).toEqual(['bad_key /condition/__proto__']);
  });

  test('a nesting of a hundred thousand levels is refused at once', () => {
    let deep: unknown = 0;
    for (let level = 0; level < 100_000; level++) deep = { '!': deep };
    expect(checkDefinition({ kind: 'rule', condition: deep })).toMatchObject({
      ok: false,
      error: [{ code: 'definition_too_deep' }],
    });
  });
});
