import type { BookedRow, Booking, ValuationEntry, Variance, VarianceKind } from './entry.js';
import type { Arrival, Taking, ValuationMethod } from './methods/index.js';
import { EMPTY_POOL } from './pool.js';
import type { Cost, Layer, Pool } from './pool.js';
import { issueFrom, receiveInto } from './shortage.js';

/** How a pool is valued. */
export interface PoolTerms {
  readonly method: ValuationMethod;
  /** The pools that have one standard cost. */
  readonly group: string;
}

/** What the books know of an earlier entry. */
export interface Earlier {
  readonly booking: Booking;
  /** How much of it came back, or was given back. */
  readonly returned: bigint;
  readonly isReversed: boolean;
}

/** What an entry is worked out with; nothing of it stands in the books until the entry is accepted. */
export class Desk {
  readonly rows: BookedRow[] = [];
  readonly variances: Variance[] = [];
  readonly pools = new Map<string, Pool>();
  readonly standards = new Map<string, Cost>();

  constructor(
    readonly entry: ValuationEntry,
    /** Whether it was posted before and is only valued anew: then nothing that it meets can refuse it. */
    readonly isReplay: boolean,
    private readonly books: {
      termsOf(pool: string): PoolTerms;
      pool(key: string): Pool | undefined;
      poolsOf(group: string): readonly string[];
      standard(group: string): Cost | undefined;
      readonly hasStandards: boolean;
      earlier(id: string): Earlier | undefined;
    },
  ) {}

  pool(key: string): Pool {
    return this.pools.get(key) ?? this.books.pool(key) ?? EMPTY_POOL;
  }

  method(key: string): ValuationMethod {
    return this.books.termsOf(key).method;
  }

  poolsOf(group: string): readonly string[] {
    return this.books.poolsOf(group);
  }

  standard(key: string): Cost | undefined {
    // Most books have none, and to which group a pool belongs must be worked out.
    if (this.standards.size === 0 && !this.books.hasStandards) return undefined;
    const { group } = this.books.termsOf(key);
    return this.standards.get(group) ?? this.books.standard(group);
  }

  earlier(id: string): Earlier | undefined {
    return this.books.earlier(id);
  }

  /**
   * Brings something in; what the pool does not take it at becomes a variance, unless nobody gave anything for it.
   * @returns what the pool took it at.
   */
  receive(
    key: string,
    arrival: Omit<Arrival, 'layers'> & { readonly layers?: readonly Layer[] },
    variance: VarianceKind | 'none' = 'price',
  ): bigint {
    const given = { layers: [this.layerOf(arrival.quantity, arrival.amount)], ...arrival };
    const method = this.method(key);
    const { pool, amount, difference } = receiveInto(method, this.pool(key), given, this.standard(key));
    this.pools.set(key, pool);
    const pieces = method.layered ? given.layers : [];
    this.rows.push({ pool: key, quantity: arrival.quantity, amount, pieces });
    if (variance === 'none') return amount;
    this.vary('shortage', difference);
    this.vary(variance, arrival.amount - difference - amount);
    return amount;
  }

  /** Takes something out at the pool's cost. */
  issue(key: string, quantity: bigint, first?: string): Taking {
    const taking = issueFrom(this.method(key), this.pool(key), quantity, this.standard(key), first);
    this.pools.set(key, taking.pool);
    this.rows.push({ pool: key, quantity: -quantity, amount: -taking.amount, pieces: taking.pieces });
    return taking;
  }

  /** Puts a pool as it is now, and the row that tells what changed. */
  write(key: string, pool: Pool, pieces: readonly Layer[] = []): void {
    const before = this.pool(key);
    this.pools.set(key, pool);
    const [quantity, amount] = [pool.quantity - before.quantity, pool.amount - before.amount];
    this.rows.push({ pool: key, quantity, amount, pieces });
  }

  /** Notes money that no pool holds; it belongs to the row that was written last. */
  vary(kind: VarianceKind, amount: bigint): void {
    if (amount !== 0n) this.variances.push({ kind, amount, row: Math.max(this.rows.length - 1, 0) });
  }

  /** A layer that begins with this entry. */
  layerOf(quantity: bigint, amount: bigint): Layer {
    const { id, date, order } = this.entry;
    return { source: id, acquired: date, order, received: quantity, quantity, amount };
  }
}
