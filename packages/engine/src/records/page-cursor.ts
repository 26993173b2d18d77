import { createHash } from 'node:crypto';
import { badQuery } from './query-refusal.js';

/** Where a page ended. Opaque to callers, and good only for the same question: another filter or sort refuses it. */

const FINGERPRINT_LENGTH = 16;

export type Scalar = string | number | boolean | null;

/** Value of the sort column and id of the last row shown. */
export type Position = readonly [value: Scalar, id: string];

/** Names a question, so that a cursor of another one is noticed. */
export function fingerprintOf(question: unknown): string {
  return createHash('sha256')
    .update(JSON.stringify(question))
    .digest('base64url')
    .slice(0, FINGERPRINT_LENGTH);
}

/** @param position values of what is sorted by, and last the id. */
export function encodeCursor(fingerprint: string, position: readonly Scalar[]): string {
  return Buffer.from(JSON.stringify([fingerprint, ...position])).toString('base64url');
}

/** The position that a cursor holds; its value is still to be checked against the type of the sort column. */
export function decodeCursor(cursor: string, fingerprint: string): Position {
  const { values, id } = decodePlace(cursor, fingerprint, 1);
  return [values[0] ?? null, id];
}

/** The same of a list that is sorted by some fields. */
export function decodePlace(
  cursor: string,
  fingerprint: string,
  fields: number,
): { readonly values: readonly Scalar[]; readonly id: string } {
  const parts = parsed(cursor);
  if (!Array.isArray(parts) || typeof parts.at(-1) !== 'string' || !parts.every(isScalar))
    throw badQuery('bad_cursor', ['cursor']);
  if (parts[0] !== fingerprint) throw badQuery('cursor_of_other_query', ['cursor']);
  if (parts.length !== fields + 2) throw badQuery('bad_cursor', ['cursor']);
  return { values: parts.slice(1, -1), id: String(parts.at(-1)) };
}

function isScalar(value: unknown): value is Scalar {
  return value === null || ['string', 'number', 'boolean'].includes(typeof value);
}

function parsed(cursor: string): unknown {
  try {
    return JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
  } catch {
    return undefined;
  }
}
