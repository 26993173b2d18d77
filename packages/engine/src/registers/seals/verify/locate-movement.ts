import type { ClientBase } from 'pg';
import type { Difference } from './difference.js';

/** Movements are counted from 0 within their posting. */
const PLACES = `
  SELECT seq::text AS movement, ord FROM ledger.movement WHERE posting_id = $1::bigint ORDER BY ord, seq`;

interface Placed {
  readonly movement: string;
  readonly ord: number | null;
}

/**
 * Which movement of a posting it is that makes it differ, although each is what its own hash says: one is missing, one was not there,
 * or one was exchanged together with its hash.
 */
export async function locateMovement(
  client: ClientBase,
  posting: string,
  expected: number,
): Promise<Difference> {
  const { rows } = await client.query<Placed>(PLACES, [posting]);
  const extra = rows.find(({ ord }, at) => ord !== null && (ord >= expected || ord === rows[at - 1]?.ord));
  if (extra)
    return {
      part: 'movement',
      posting,
      movement: extra.movement,
      what: 'added',
      reason: 'it was not there when its posting was sealed',
    };
  const places = new Set(rows.map(({ ord }) => ord));
  const missing = Array.from({ length: expected }, (_, ord) => ord).find((ord) => !places.has(ord));
  const reason =
    missing === undefined
      ? 'one of its movements was exchanged together with its hash'
      : `its movement ${missing + 1} of ${expected} is not there any more`;
  return { part: 'movement', posting, what: missing === undefined ? 'changed' : 'gone', reason };
}
