import { namesAsked } from '@dougong/kernel/expression';
import type { Condition } from '@dougong/kernel/metadata';
import type { ListColumn } from './list-column.js';
import { suggestionFor } from './name-suggestion.js';
import { badQuery } from './query-refusal.js';
import { textParameter } from './query-text.js';
import type { RawQuery } from './query-text.js';

const NODES_MAX = 200;
const DEPTH_MAX = 20;

/** Fields of the header that a condition asks. */
export function fieldsIn(condition: unknown): readonly string[] {
  return namesAsked(condition).map((name) => name.split('.', 1)[0] ?? '');
}

/**
 * The condition of `filter={"and": [...]}`. It comes from outside, so it may ask for fields of the header alone that the
 * subject sees: not for lines, nor for what other records say.
 */
export function parseWhere(query: RawQuery, columns: ReadonlyMap<string, ListColumn>): Condition | undefined {
  const text = textParameter(query, 'filter');
  if (text === undefined) return undefined;
  const where = parsed(text);
  if (typeof where !== 'object' || where === null || Array.isArray(where) || !isSmall(where))
    throw badQuery('bad_condition', ['filter']);
  // One that looks into another record is none of the columns.
  for (const name of namesAsked(where)) {
    const field = name.slice(0, 100);
    if (!columns.has(name))
      throw badQuery('unknown_field', ['filter'], { field, ...suggestionFor(field, columns.keys()) });
  }
  return where as Condition;
}

/** Each part becomes SQL, so there may not be many. */
function isSmall(logic: object): boolean {
  let count = 0;
  let level: readonly unknown[] = [logic];
  for (let depth = 0; level.length > 0; depth += 1) {
    count += level.length;
    if (depth > DEPTH_MAX || count > NODES_MAX) return false;
    level = level.flatMap((each) => (typeof each === 'object' && each !== null ? Object.values(each) : []));
  }
  return true;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
