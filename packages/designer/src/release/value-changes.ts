import { isLocalized } from '@dougong/ui/i18n';
import { sameJson } from '../editing/index.js';

/** One property that differs between two versions of a definition. */
export interface ValueChange {
  /** Names of the properties that lead to it; elements of lists by position, from 1. */
  readonly path: readonly (string | number)[];
  readonly kind: 'added' | 'changed' | 'removed';
  readonly before: unknown;
  readonly after: unknown;
}

/** What is read as one thing, although it has parts. */
const WHOLE: readonly string[] = ['condition', 'when', 'where', 'tests', 'layout'];

type Fields = Readonly<Record<string, unknown>>;

/** What differs, as deep as a person would say it: a condition is one thing, so is a text in two languages. */
export function valueChanges(before: unknown, after: unknown): readonly ValueChange[] {
  return differences(before, after, []);
}

function differences(before: unknown, after: unknown, path: ValueChange['path']): ValueChange[] {
  if (sameJson(before ?? null, after ?? null)) return [];
  const name = path.at(-1);
  const isWhole = typeof name === 'string' && WHOLE.includes(name);
  if (!isWhole && isTree(before) && isTree(after)) {
    const [old, now] = [partsOf(before), partsOf(after)];
    const keys = [...new Set([...old.keys(), ...now.keys()])];
    return keys.flatMap((key) => {
      const part = now.get(key) ?? old.get(key);
      return differences(old.get(key)?.value, now.get(key)?.value, [...path, part?.name ?? key]);
    });
  }
  const kind = before === undefined ? 'added' : after === undefined ? 'removed' : 'changed';
  return [{ path, kind, before, after }];
}

/** Something with parts of its own: fields, or elements that are themselves fields. */
function isTree(value: unknown): value is Fields | readonly Fields[] {
  if (Array.isArray(value)) return value.length > 0 && value.every(isFields);
  return isFields(value) && !isLocalized(value);
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

interface Piece {
  readonly name: string | number;
  readonly value: unknown;
}

/** Elements of a list are the same ones where their ids agree, so that one that moved is no other. */
function partsOf(value: Fields | readonly Fields[]): ReadonlyMap<string, Piece> {
  if (!Array.isArray(value))
    return new Map(Object.entries(value).map(([name, part]) => [name, { name, value: part }]));
  return new Map(
    (value as readonly Fields[]).map((part, at) => [String(part['id'] ?? at), { name: at + 1, value: part }]),
  );
}
