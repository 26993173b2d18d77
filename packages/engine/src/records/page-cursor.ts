import { createHash } from 'node:crypto';
import { badQuery } from './query-refusal.js';

/** Where a page ended. Opaque to callers, and good only for the same question: another filter or sort refuses it. */

const FINGERPRINT_LENGTH = 16;

/** Value of the sort column and id of the last row shown. */
export type Position = readonly [value: string | number | boolean | null, id: string];

/** Names a question, so that a cursor of another one is noticed. */
export function fingerprintOf(question: unknown): string {
  return createHash('sha256')
    .update(JSON.stringify(question))
    .digest('base64url')
    .slice(0, FINGERPRINT_LENGTH);
}

export function encodeCursor(fingerprint: string, position: Position): string {
  return Buffer.from(JSON.stringify([fingerprint, ...position])).toString('base64url');
}

/** The position that a cursor holds; its value is still to be checked against the type of the sort column. */
export function decodeCursor(cursor: string, fingerprint: string): Position {
  const parts = parsed(cursor);
  if (!Array.isArray(parts) || parts.length !== 3 || !isScalar(parts[1]) || typeof parts[2] !== 'string') {
    throw badQuery('bad_cursor', ['cursor']);
  }
  if (parts[0] !== fingerprint) throw badQuery('cursor_of_other_query', ['cursor']);
  return [parts[1], parts[2]];
}

function isScalar(value: unknown): value is Position[0] {
  return value === null || ['string', 'number', 'boolean'].includes(typeof value);
}

function parsed(cursor: string): unknown {
  try {
    return JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
  } catch {
    return undefined;
  }
}
