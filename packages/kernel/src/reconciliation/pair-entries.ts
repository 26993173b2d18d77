import { dayPlus } from '../foundation/index.js';
import type { Entry, Side } from './difference.js';
import type { ReconciliationTerms } from './terms.js';

/** An entry and its counterpart; a side that has none is left out. */
export interface Pairing {
  readonly operation?: Entry;
  readonly books?: Entry;
  /** A further row of a document and line that has its pair already, or may not have one. */
  readonly duplicateIn?: Side;
}

type Found = Pick<Pairing, 'operation' | 'books'>;

/**
 * Finds for every entry its counterpart: by document and line, then, where the terms say so, by what it is about within some
 * days. Each entry is in exactly one pairing.
 */
export function pairEntries(
  operation: readonly Entry[],
  books: readonly Entry[],
  { keyLagDays, businessTypes }: Pick<ReconciliationTerms, 'keyLagDays' | 'businessTypes'>,
): readonly Pairing[] {
  const byNumber = pairByNumber(operation, books);
  if (keyLagDays === undefined) return byNumber;
  const isAlone = ({ operation: ours, books: theirs, duplicateIn }: Pairing) =>
    duplicateIn === undefined && (ours === undefined || theirs === undefined);
  const alone = byNumber.filter(isAlone);
  const ours = alone.flatMap(({ operation: entry }) => entry ?? []);
  const theirs = alone.flatMap(({ books: entry }) => entry ?? []);
  const keyOf = (entry: Entry, type: string) =>
    JSON.stringify([entry.item, entry.place ?? '', type, entry.quantity.toString()]);
  return [
    ...byNumber.filter((pairing) => !isAlone(pairing)),
    ...pairByKey(
      ours.map((entry) => [keyOf(entry, businessTypes.get(entry.type) ?? entry.type), entry]),
      theirs.map((entry) => [keyOf(entry, entry.type), entry]),
      keyLagDays,
    ),
  ];
}

/** A second row of the operation is never paired; a row of the books left over is a duplicate if the operation has its number. */
function pairByNumber(operation: readonly Entry[], books: readonly Entry[]): readonly Pairing[] {
  const unused = new Queues(books.map((entry) => [numberOf(entry), entry]));
  const known = new Set<string>();
  const pairings = operation.map((entry): Pairing => {
    const number = numberOf(entry);
    if (known.has(number)) return { operation: entry, duplicateIn: 'operation' };
    known.add(number);
    return pairOf(entry, unused.take(number));
  });
  const left = unused
    .left()
    .map((entry): Pairing =>
      known.has(numberOf(entry)) ? { books: entry, duplicateIn: 'books' } : { books: entry },
    );
  return [...pairings, ...left];
}

/** The nearest day first, the later one of two that are as near: books follow what they book. */
function pairByKey(
  operation: readonly Keyed[],
  books: readonly Keyed[],
  lagDays: number,
): readonly Pairing[] {
  const unused = new Queues(books.map(([key, entry]) => [key + entry.date, entry]));
  const paired: Pairing[] = [];
  let waiting = operation;
  for (const days of nearestFirst(lagDays)) {
    waiting = waiting.filter(([key, entry]) => {
      const partner = unused.take(key + dayPlus(entry.date, days));
      if (partner) paired.push({ operation: entry, books: partner });
      return !partner;
    });
  }
  const alone = unused.left().map((entry) => ({ books: entry }));
  return [...paired, ...waiting.map(([, entry]) => ({ operation: entry })), ...alone];
}

/** Days by which the books may be later, in the order in which they are tried: 0, 1, -1, 2, -2 … */
export function nearestFirst(lagDays: number): readonly number[] {
  return [0, ...Array.from({ length: lagDays }, (_, at) => [at + 1, -(at + 1)]).flat()];
}

type Keyed = readonly [key: string, entry: Entry];

/** Entries that wait under a key, the first one first. */
class Queues {
  private readonly queues = new Map<string, number[]>();
  private readonly taken = new Set<number>();

  constructor(private readonly entries: readonly Keyed[]) {
    for (const [at, [key]] of entries.entries()) {
      const queue = this.queues.get(key);
      if (queue) queue.push(at);
      else this.queues.set(key, [at]);
    }
  }

  take(key: string): Entry | undefined {
    const at = this.queues.get(key)?.shift();
    if (at === undefined) return undefined;
    this.taken.add(at);
    return this.entries[at]?.[1];
  }

  left(): readonly Entry[] {
    return this.entries.flatMap(([, entry], at) => (this.taken.has(at) ? [] : [entry]));
  }
}

function pairOf(operation: Entry, books: Entry | undefined): Found {
  return books ? { operation, books } : { operation };
}

function numberOf({ document, line }: Entry): string {
  return JSON.stringify([document, line]);
}
