import type { BookedRow, Booking, ValuationEntry } from './entry.js';
import { ValuationBooks } from './books.js';
import type { OpenBooks } from './books.js';
import type { Pool } from './pool.js';

/** How much more (or less) a row should have been booked at. */
export interface Adjustment {
  readonly of: string;
  /** Place of the row among those of its entry. */
  readonly row: number;
  readonly pool: string;
  readonly amount: bigint;
}

export interface Recost {
  readonly adjustments: readonly Adjustment[];
  /** The pools as they are when everything had come in its order. */
  readonly pools: ReadonlyMap<string, Pool>;
}

/**
 * Plays everything again in the order of its business dates and says what each row would have been booked at. Rows that are
 * posted are never touched: the difference is booked beside them.
 * @param booked every entry so far with what its rows stand at now, earlier adjustments included, in the order of posting.
 */
export function recost(booked: readonly Booking[], open: Pick<OpenBooks, 'termsOf' | 'standards'>): Recost {
  const books = new ValuationBooks(open);
  const rows = new Map<string, readonly BookedRow[]>();
  for (const entry of inOrder(booked.map((booking) => booking.entry))) {
    const replayed = books.post(entry, true);
    if (!replayed.ok) throw new Error(`entry ${entry.id} cannot be valued anew: ${replayed.error[0]?.code}`);
    rows.set(entry.id, replayed.value.rows);
  }
  return {
    adjustments: booked.flatMap(({ entry, rows: before }) =>
      before.flatMap(({ pool, amount }, row) => {
        const difference = (rows.get(entry.id)?.[row]?.amount ?? amount) - amount;
        return difference === 0n ? [] : [{ of: entry.id, row, pool, amount: difference }];
      }),
    ),
    pools: books.allPools(),
  };
}

/** By business date, then as posted; nothing comes before what it refers to. */
function inOrder(entries: readonly ValuationEntry[]): readonly ValuationEntry[] {
  const dates = new Map<string, string>();
  for (const entry of entries)
    dates.set(
      entry.id,
      [entry.date, ...originalsOf(entry).map((of) => dates.get(of) ?? '')].toSorted().at(-1) ?? '',
    );
  const dateOf = ({ id }: ValuationEntry): string => dates.get(id) ?? '';
  return entries.toSorted((one, other) =>
    dateOf(one) === dateOf(other) ? one.order - other.order : dateOf(one) < dateOf(other) ? -1 : 1,
  );
}

function originalsOf(entry: ValuationEntry): readonly string[] {
  if (!('of' in entry)) return [];
  return typeof entry.of === 'string' ? [entry.of] : entry.of;
}
