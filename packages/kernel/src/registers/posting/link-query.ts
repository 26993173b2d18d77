import type { LinkQuery } from '../movement.js';

/** A question for earlier movements, with its canonical name. */
export function linkQuery({ document, postings, movement, line }: Omit<LinkQuery, 'id'>): LinkQuery {
  const sorted = postings.toSorted();
  return {
    id: JSON.stringify([document, sorted, movement ?? null, line ?? null]),
    document,
    postings: sorted,
    ...(movement !== undefined && { movement }),
    ...(line !== undefined && { line }),
  };
}
