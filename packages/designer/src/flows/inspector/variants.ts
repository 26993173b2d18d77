import type { ConfigSchema } from '../../surroundings/catalog.js';
import { sameJson } from '../../editing/index.js';

/** One of several shapes that a value may have: a fixed value, or an object with settings of its own. */
export interface Variant {
  readonly key: string;
  readonly schema: ConfigSchema;
}

/** The shapes of a union, each with a key to choose it by. */
export function variantsOf(schema: ConfigSchema): readonly Variant[] {
  return (schema.anyOf ?? []).map((option) => ({
    key: option.const === undefined ? `{${requiredOf(option).join()}}` : String(option.const),
    schema: option,
  }));
}

/** The shape that a value has. */
export function variantOf(schema: ConfigSchema, value: unknown): Variant | undefined {
  return variantsOf(schema).find(({ schema: option }) => {
    if (option.const !== undefined) return sameJson(option.const, value);
    return typeof value === 'object' && value !== null && requiredOf(option).every((name) => name in value);
  });
}

/** Whether an object has everything that its schema asks for. */
export function isWhole(schema: ConfigSchema, value: Readonly<Record<string, unknown>>): boolean {
  return requiredOf(schema).every((name) => value[name] !== undefined);
}

function requiredOf(schema: ConfigSchema): readonly string[] {
  return schema.required ?? Object.keys(schema.properties ?? {}).slice(0, 1);
}
