import { LANGUAGES } from '../../foundation/index.js';
import { NODE_TYPES } from './index.js';

interface Annotated {
  readonly 'x-title'?: Readonly<Record<string, string>>;
  readonly anyOf?: readonly Annotated[];
}

describe.each(NODE_TYPES.map((part) => [part.kind, part] as const))('the node type %s', (_kind, part) => {
  test('is titled and described in every language', () => {
    for (const language of LANGUAGES) {
      expect(part.title[language]).not.toBe('');
      expect(part.description[language]).not.toBe('');
    }
  });

  test('has a configuration that survives JSON, with a title for every setting and every choice', () => {
    const schema = JSON.parse(JSON.stringify(part.config)) as { properties: Record<string, Annotated> };
    for (const setting of Object.values(schema.properties)) {
      expect(Object.keys(setting['x-title'] ?? {})).toEqual([...LANGUAGES]);
      for (const choice of setting.anyOf ?? [])
        expect(Object.keys(choice['x-title'] ?? {})).toEqual([...LANGUAGES]);
    }
    expect(schema).toMatchObject({ additionalProperties: false });
  });

  test('says how it goes on where it waits for people or for anything else', () => {
    if (part.work !== undefined) expect(part.waits).toBe(true);
    if (part.waits) expect(part.decide).toBeDefined();
  });
});

test('every kind is there once', () => {
  const kinds = NODE_TYPES.map((part) => part.kind);
  expect(new Set(kinds).size).toBe(kinds.length);
});
