import { PAGE_ROWS_MAX } from '@dougong/kernel/foundation';
import { badQuery } from '../records/query-refusal.js';
import { isScalarOf } from '../records/sql-scalars.js';

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

/** Tells whether a text of a cursor can stand in a statement. */
export type PositionPart = (text: string) => boolean;

/** A number of the ledger; 18 digits stay within PostgreSQL's bigint. */
export const isNumber: PositionPart = (text) => /^\d{1,18}$/.test(text);

export const isDay: PositionPart = (text) => isScalarOf('date', text);

/** The position that a cursor holds, one text for each part; anything else is refused. */
export function decodeCursor(cursor: string, parts: readonly PositionPart[]): readonly string[] {
  const position = parsed(cursor);
  const fits = Array.isArray(position) && position.length === parts.length;
  if (fits && position.every((text, at) => typeof text === 'string' && parts[at]?.(text)))
    return position as string[];
  throw badQuery('bad_cursor', ['cursor']);
}

function parsed(cursor: string): unknown {
  try {
    return JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
  } catch {
    return undefined;
  }
}
