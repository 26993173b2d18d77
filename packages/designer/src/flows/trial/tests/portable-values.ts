import { isLinesField } from '@dougong/kernel/metadata';
import type { FieldDefinition, FormDefinition } from '@dougong/kernel/metadata';
import type { RecordValues } from '@dougong/ui/api';

/**
 * References of a sample, written as what the records look like (`{"match": {"code": "A-1"}}`): ids differ from one
 * installation to the next, and a test travels with its flow.
 */

export interface MatchedRecord {
  readonly match: Readonly<Record<string, string>>;
}

/** How a record that is referred to is found again; nothing where it has no code. */
export type MatchOf = (form: string, id: string) => MatchedRecord | undefined;
/** The record that looks like this; nothing where there is none, or several. */
export type Finder = (form: string, match: MatchedRecord['match']) => Promise<string | undefined>;

type Change = (value: unknown, form: string) => unknown;

/** Values with matches in the place of ids, wherever records have codes. */
export function portableValues(values: RecordValues, form: FormDefinition, matchOf: MatchOf): RecordValues {
  return changed(values, form, (value, target) =>
    typeof value === 'string' ? (matchOf(target, value) ?? value) : value,
  );
}

/** Values with ids in the place of matches; one that meets no record here is left out. */
export async function foundValues(
  values: RecordValues,
  form: FormDefinition,
  find: Finder,
): Promise<RecordValues> {
  const asked = new Map<string, Promise<string | undefined>>();
  const keyOf = (target: string, match: MatchedRecord['match']) => JSON.stringify([target, match]);
  changed(values, form, (value, target) => {
    if (isMatch(value)) asked.set(keyOf(target, value.match), find(target, value.match));
    return value;
  });
  const found = new Map(
    await Promise.all([...asked].map(async ([key, answer]) => [key, await answer] as const)),
  );
  return changed(values, form, (value, target) =>
    isMatch(value) ? found.get(keyOf(target, value.match)) : value,
  );
}

function isMatch(value: unknown): value is MatchedRecord {
  return typeof value === 'object' && value !== null && 'match' in value;
}

/** The values with every reference changed, in the header and in lines. */
function changed(values: RecordValues, { schema }: FormDefinition, change: Change): RecordValues {
  return withReferences(values, schema.properties, change);
}

function withReferences(
  values: RecordValues,
  properties: Readonly<Record<string, FieldDefinition>>,
  change: Change,
): RecordValues {
  const entries = Object.entries(values).map(([key, value]) => {
    const field = properties[key];
    if (isLinesField(field) && Array.isArray(value)) {
      const lines = value as readonly RecordValues[];
      return [key, lines.map((line) => withReferences(line, field.items.properties, change))] as const;
    }
    const target = field !== undefined && 'x-reference' in field ? field['x-reference'].form : undefined;
    return [key, target === undefined ? value : change(value, target)] as const;
  });
  return Object.fromEntries(entries) as RecordValues;
}
