import { isJsonRecord } from '../../foundation/index.js';
import type { JsonRecord } from '../../foundation/index.js';
import { elementKeyOf } from './elements.js';

/**
 * A choice field keeps its values and their titles in two parallel lists. Changed apart they would no longer match, so in
 * changes both are one list of `{ value, title }` under this name: `/schema/properties/kind/enum+x-titles/urgent/title/en`.
 * Lists that do not match stand there as they are, `{ enum, x-titles }`, as one value.
 */
export const CHOICES = 'enum+x-titles';

/** A record with its parallel lists put together; any other record as it is. */
export function foldChoices(record: JsonRecord): JsonRecord {
  const { enum: values, 'x-titles': titles, ...rest } = record;
  if (values === undefined && titles === undefined) return record;
  const isMatched =
    Array.isArray(values) &&
    Array.isArray(titles) &&
    values.length === titles.length &&
    (values.length === 0 || elementKeyOf(values) === 'text');
  return { ...rest, [CHOICES]: isMatched ? matched(values, titles) : unmatched(record) };
}

/** The opposite of {@link foldChoices}. */
export function unfoldChoices(record: JsonRecord): JsonRecord {
  const { [CHOICES]: choices, ...rest } = record;
  if (choices === undefined) return record;
  if (isJsonRecord(choices)) return { ...rest, ...choices };
  const known = (Array.isArray(choices) ? choices : []).filter(isJsonRecord);
  return { ...rest, enum: known.map(({ value }) => value), 'x-titles': known.map(({ title }) => title) };
}

/** Whether a value can stand under the name of the folded lists. */
export function isChoices(value: unknown): boolean {
  if (Array.isArray(value))
    return value.every((each) => isJsonRecord(each) && 'value' in each && 'title' in each);
  return isJsonRecord(value) && Object.keys(value).every((key) => key === 'enum' || key === 'x-titles');
}

function matched(values: readonly unknown[], titles: readonly unknown[]): readonly JsonRecord[] {
  return values.map((value, at) => ({ value, title: titles[at] }));
}

function unmatched(record: JsonRecord): JsonRecord {
  return Object.fromEntries(Object.entries(record).filter(([key]) => key === 'enum' || key === 'x-titles'));
}
