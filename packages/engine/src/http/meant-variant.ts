import { Type } from '@sinclair/typebox';
import type { TSchema } from '@sinclair/typebox';

type Properties = Readonly<Record<string, TSchema>>;

/**
 * Which of several shapes an object was meant to have: the one whose fixed words (`"op": "set"`) it says, or the only one that is an
 * object. Where it says a word that none has, a shape that asks for one of them. Nothing where it cannot be told.
 */
export function meantVariant(schema: TSchema, value: unknown): TSchema | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  const variants = ((schema['anyOf'] ?? []) as readonly TSchema[]).filter(({ type }) => type === 'object');
  if (variants.length < 2) return variants[0];
  const said = value as Readonly<Record<string, unknown>>;
  const word = commonWord(variants);
  if (word === undefined) return undefined;
  const fitting = variants.filter((each) => propertiesOf(each)[word]?.['const'] === said[word]);
  if (fitting.length > 0) return fitting.length === 1 ? fitting[0] : undefined;
  const words = Type.Union(variants.flatMap((each) => propertiesOf(each)[word] ?? []));
  return Type.Object({ [word]: words });
}

/** A property that each of them has, with a fixed word. */
function commonWord(variants: readonly TSchema[]): string | undefined {
  const [first, ...others] = variants;
  if (!first) return undefined;
  return Object.keys(propertiesOf(first)).find((name) =>
    [first, ...others].every((each) => propertiesOf(each)[name]?.['const'] !== undefined),
  );
}

function propertiesOf(schema: TSchema): Properties {
  return (schema['properties'] ?? {}) as Properties;
}
