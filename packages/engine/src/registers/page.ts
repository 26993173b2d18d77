import { issue, PAGE_ROWS_MAX } from '@dougong/kernel/foundation';
import { invalid } from '../http/refusal.js';

/** One page of a list and where the next one begins. */
export interface Page<T> {
  readonly data: readonly T[];
  readonly nextCursor?: string;
}

/** Which page somebody wants. */
export interface PageQuery {
  readonly limit?: number;
  readonly cursor?: string;
}

const PAGE_ROWS_DEFAULT = 50;

/** Rows of a page, within the bounds that the platform sets. */
export function rowsOfPage({ limit }: PageQuery): number {
  return Math.max(1, Math.min(limit ?? PAGE_ROWS_DEFAULT, PAGE_ROWS_MAX));
}

/** Makes a page of one row more than it holds: the extra row says that there is a next page. */
export function pageOf<Row, T>(
  rows: readonly Row[],
  size: number,
  read: (row: Row) => T,
  position: (row: Row) => readonly string[],
): Page<T> {
  const shown = rows.slice(0, size);
  const last = shown.at(-1);
  const data = shown.map(read);
  return rows.length > size && last ? { data, nextCursor: encodeCursor(position(last)) } : { data };
}

/** Positions are opaque to callers, so that what they hold may change. */
export function encodeCursor(position: readonly string[]): string {
  return Buffer.from(JSON.stringify(position)).toString('base64url');
}

/** The position that a cursor holds, one text for each pattern; anything else is refused. */
export function decodeCursor(cursor: string, patterns: readonly RegExp[]): readonly string[] {
  const position = parsed(cursor);
  const fits = Array.isArray(position) && position.length === patterns.length;
  if (fits && position.every((part, at) => typeof part === 'string' && patterns[at]?.test(part)))
    return position as string[];
  throw invalid([issue('bad_cursor', '/cursor')]);
}

function parsed(cursor: string): unknown {
  try {
    return JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
  } catch {
    return undefined;
  }
}
