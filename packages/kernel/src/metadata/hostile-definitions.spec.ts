import fc from 'fast-check';
import { checkDefinition } from './check-definition.js';
import { DEFINITION_SCHEMAS } from './definition.js';
import { fixtures } from './fixture-files.fixtures.js';

const kinds = Object.keys(DEFINITION_SCHEMAS);
const originals = kinds.flatMap((kind) => [...fixtures(kind, 'valid').values()]);

interface Place {
  readonly holder: Record<string, unknown>;
  readonly key: string;
}

/** Every property and element of a value. */
function placesOf(value: unknown): readonly Place[] {
  if (typeof value !== 'object' || value === null) return [];
  const holder = value as Record<string, unknown>;
  return Object.keys(holder).flatMap((key) => [{ holder, key }, ...placesOf(holder[key])]);
}

/** A copy of a valid definition with something else in one place, or nothing. */
const damaged = fc
  .record({
    original: fc.constantFrom(...originals),
    at: fc.nat(),
    value: fc.option(fc.jsonValue(), { nil: undefined }),
  })
  .map(({ original, at, value }) => {
    const copy: unknown = structuredCopy(original);
    const places = placesOf(copy);
    const place = places[at % places.length];
    if (place && value === undefined) delete place.holder[place.key];
    else if (place) place.holder[place.key] = value;
    return copy;
  });

function structuredCopy(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value));
}

describe('whatever stands in a definition', () => {
  test('a damaged definition is taken or refused with pointers, never a crash', () => {
    fc.assert(
      fc.property(damaged, (definition) => {
        const checked = checkDefinition(definition);
        if (checked.ok) return;
        expect(checked.error.length).toBeGreaterThan(0);
        for (const found of checked.error) expect(found.path).toMatch(/^(\/|$)/);
      }),
      { numRuns: 2000 },
    );
  });

  test('any JSON under any kind is answered', () => {
    fc.assert(
      fc.property(fc.constantFrom(...kinds), fc.dictionary(fc.string(), fc.jsonValue()), (kind, rest) => {
        expect(checkDefinition({ ...rest, kind, format: 1 }).ok).toBe(false);
      }),
    );
  });
});
