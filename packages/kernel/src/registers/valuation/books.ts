import { ok } from '../../foundation/index.js';
import type { Issue, Result } from '../../foundation/index.js';
import { Desk } from './desk.js';
import type { Earlier, PoolTerms } from './desk.js';
import type { Booking, ValuationEntry } from './entry.js';
import { carryOut } from './entries/index.js';
import { priceOfGain } from './methods/index.js';
import { EMPTY_POOL } from './pool.js';
import type { Cost, Pool } from './pool.js';

/** What the books hold when they are opened: the pools under lock, and the entries that others refer to. */
export interface OpenBooks {
  readonly termsOf: (pool: string) => PoolTerms;
  readonly pools?: ReadonlyMap<string, Pool>;
  readonly standards?: ReadonlyMap<string, Cost>;
  readonly earlier?: ReadonlyMap<string, Earlier>;
}

/**
 * Values what happens to pools, entry by entry, in the order given. The same books serve a posting, which opens them with
 * what it locked, its preview, and the recost of a period, which begins with nothing.
 */
export class ValuationBooks {
  private readonly pools: Map<string, Pool>;
  private readonly standards: Map<string, Cost>;
  private readonly entries: Map<string, Earlier>;

  constructor(private readonly open: OpenBooks) {
    this.pools = new Map(open.pools);
    this.standards = new Map(open.standards);
    this.entries = new Map(open.earlier);
  }

  /**
   * Books an entry, or leaves everything as it was.
   * @returns its rows and variances; `return_exceeds_original`, `already_reversed`, `layer_consumed`, `negative_value`,
   * `unknown_original` or `nothing_to_split_by`.
   * @param isReplay whether it stands in the books already and is only valued anew.
   */
  post(entry: ValuationEntry, isReplay = false): Result<Booking, readonly Issue[]> {
    const desk = new Desk(entry, isReplay, this);
    const carried = carryOut(desk);
    if (!carried.ok) return carried;
    for (const [key, pool] of desk.pools) this.pools.set(key, pool);
    for (const [group, cost] of desk.standards) this.standards.set(group, cost);
    const booking = { entry, rows: desk.rows, variances: desk.variances, ...carried.value };
    this.entries.set(entry.id, { booking, returned: 0n, isReversed: false });
    this.noteOnOriginal(entry);
    return ok(booking);
  }

  private noteOnOriginal(entry: ValuationEntry): void {
    if (entry.type !== 'mirror' && entry.type !== 'return_in' && entry.type !== 'return_out') return;
    const original = this.entries.get(entry.of);
    if (!original) return;
    const change =
      entry.type === 'mirror' ? { isReversed: true } : { returned: original.returned + entry.quantity };
    this.entries.set(entry.of, { ...original, ...change });
    if (entry.type === 'mirror') this.freeReturned(original.booking.entry);
  }

  /** A return that was reversed may be returned again. */
  private freeReturned(entry: ValuationEntry): void {
    if (entry.type !== 'return_in' && entry.type !== 'return_out') return;
    const original = this.entries.get(entry.of);
    if (original) this.entries.set(entry.of, { ...original, returned: original.returned - entry.quantity });
  }

  /** Books of their own that begin with what stands in these; what is posted there leaves these as they are. */
  fork(): ValuationBooks {
    return new ValuationBooks({
      termsOf: this.open.termsOf,
      pools: this.pools,
      standards: this.standards,
      earlier: this.entries,
    });
  }

  /** What a unit that was found in a pool is worth; nothing when nobody knows. */
  priceOfGain(key: string): Cost | undefined {
    const { method, group } = this.termsOf(key);
    return priceOfGain(method, this.pools.get(key) ?? EMPTY_POOL, this.standards.get(group));
  }

  termsOf(pool: string): PoolTerms {
    return this.open.termsOf(pool);
  }

  pool(key: string): Pool | undefined {
    return this.pools.get(key);
  }

  poolsOf(group: string): readonly string[] {
    return [...this.pools.keys()].filter((key) => this.termsOf(key).group === group);
  }

  get hasStandards(): boolean {
    return this.standards.size > 0;
  }

  standard(group: string): Cost | undefined {
    return this.standards.get(group);
  }

  earlier(id: string): Earlier | undefined {
    return this.entries.get(id);
  }

  /** Takes pools over as they came out of a recost. */
  replace(pools: ReadonlyMap<string, Pool>): void {
    for (const [key, pool] of pools) this.pools.set(key, pool);
  }

  /** Every pool that was ever touched. */
  allPools(): ReadonlyMap<string, Pool> {
    return this.pools;
  }
}
