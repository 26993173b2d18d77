import { Decimal, roundTo, unitsOf, unitsText } from '@dougong/kernel/foundation';
import type { Issue } from '@dougong/kernel/foundation';
import { recost, VALUATION_METHODS, ValuationBooks } from '@dougong/kernel/registers';
import type { Booking, Cost, Pool, ValuationEntry } from '@dougong/kernel/registers';

/** Plays documents as people write them on the books alone: one entry a line, values only, no quantities by place. */

export const QUANTITY_SCALE = 6;

export interface CaseSetup {
  readonly method: string;
  readonly valuation_scope?: readonly string[];
  readonly amount_scale?: number;
  readonly standard_cost?: Readonly<Record<string, string>>;
  readonly purchase_return_cost?: 'original' | 'current';
}

export type CaseLine = Readonly<Record<string, string | number | boolean | undefined>>;

export interface CaseStep {
  readonly op: string;
  readonly ref: string;
  readonly date: string;
  readonly lines?: readonly CaseLine[];
  readonly rows?: readonly CaseLine[];
  readonly of?: string;
  readonly receipts?: readonly string[];
  readonly amount?: string;
  readonly basis?: string;
  readonly item?: string;
  readonly new_cost?: string;
}

export interface Played {
  readonly code?: string;
  readonly bookings: readonly Booking[];
  readonly adjustments?: readonly string[];
}

export class CasePlayer {
  private readonly scale: number;
  private readonly scope: readonly string[];
  private readonly earlier: Booking[] = [];
  private readonly linesOf = new Map<string, readonly string[]>();
  books: ValuationBooks;
  private order = 0;

  constructor(private readonly setup: CaseSetup) {
    this.scale = setup.amount_scale ?? 2;
    this.scope = setup.valuation_scope ?? ['item', 'wh'];
    this.books = new ValuationBooks(this.open());
  }

  private open() {
    const costs = Object.entries(this.setup.standard_cost ?? {});
    const method = VALUATION_METHODS.get(
      this.setup.method === 'batch_actual' ? 'moving_average' : this.setup.method,
    );
    if (!method) throw new Error(`no method ${this.setup.method}`);
    return {
      termsOf: (pool: string) => ({ method, group: (JSON.parse(pool) as string[])[0] ?? '' }),
      standards: new Map(costs.map(([item, cost]) => [item, this.cost(cost)])),
    };
  }

  play(step: CaseStep): Played {
    if (step.op === 'recost') return this.recost();
    const bookings: Booking[] = [];
    for (const entry of this.entriesOf(step)) {
      const posted = this.books.post(entry);
      if (!posted.ok) return { code: codeOf(posted.error), bookings: [] };
      bookings.push(posted.value);
    }
    this.earlier.push(...bookings);
    this.linesOf.set(
      step.ref,
      bookings.map(({ entry }) => entry.id),
    );
    return { bookings };
  }

  private recost(): Played {
    const { adjustments, pools } = recost(this.earlier, this.open());
    const earlier = new Map(
      this.earlier.map((booking) => [booking.entry.id, { booking, returned: 0n, isReversed: false }]),
    );
    this.books = new ValuationBooks({ ...this.open(), pools, earlier });
    return {
      bookings: [],
      adjustments: adjustments.map(
        ({ of, row, pool, amount }) => `${of}/${row} ${pool} ${this.amount(amount)}`,
      ),
    };
  }

  private entriesOf(step: CaseStep): ValuationEntry[] {
    const lines = step.lines ?? step.rows ?? [{}];
    if (step.op === 'reversal')
      return (this.linesOf.get(step.of ?? '') ?? []).map((of, at) => ({
        ...this.head(step, at),
        type: 'mirror',
        of,
      }));
    return lines.flatMap((line, at) => this.entryOf(step, line, at) ?? []);
  }

  private entryOf(step: CaseStep, line: CaseLine, at: number): ValuationEntry | undefined {
    const head = this.head(step, at);
    const pool = this.pool(line, line['wh']);
    const quantity = this.quantity(line['qty'] ?? '0');
    switch (step.op) {
      case 'receipt':
        return { ...head, type: 'receive', pool, quantity, amount: this.amountOf(line, 'qty') };
      case 'issue':
        return { ...head, type: 'issue', pool, quantity };
      case 'transfer':
        return {
          ...head,
          type: 'move',
          from: this.pool(line, line['from']),
          to: this.pool(line, line['to']),
          quantity,
        };
      case 'ship':
        return {
          ...head,
          type: 'move',
          from: this.pool(line, line['from']),
          to: this.pool(line, line['to'], 'in_transit'),
          quantity,
        };
      case 'arrive':
        return {
          ...head,
          type: 'move',
          from: this.pool(line, line['to'], 'in_transit'),
          to: this.pool(line, line['to']),
          quantity,
        };
      case 'customer_return': {
        const of = this.original(line);
        return { ...head, type: 'return_in', of, pool: this.booked(of).rows[0]?.pool ?? '', quantity };
      }
      case 'supplier_return':
        return {
          ...head,
          type: 'return_out',
          of: this.original(line),
          quantity,
          at: this.setup.purchase_return_cost ?? 'original',
        };
      case 'count': {
        const difference = this.quantity(line['counted'] ?? '0') - (this.books.pool(pool)?.quantity ?? 0n);
        if (difference === 0n) return undefined;
        if (difference < 0n) return { ...head, type: 'lost', pool, quantity: -difference };
        const cost = line['unit_cost'] === undefined ? {} : { cost: this.cost(String(line['unit_cost'])) };
        return { ...head, type: 'found', pool, quantity: difference, ...cost };
      }
      case 'revaluing_count':
        return {
          ...head,
          type: 'replace',
          pool,
          held: this.books.pool(pool)?.quantity ?? 0n,
          quantity: this.quantity(line['counted'] ?? '0'),
          amount: this.amountOf(line, 'counted'),
        };
      case 'landed_cost':
        return {
          ...head,
          type: 'capitalise',
          of: (step.receipts ?? []).flatMap((ref) => this.linesOf.get(ref) ?? []),
          amount: unitsOf(new Decimal(step.amount ?? '0'), this.scale),
          basis: step.basis === 'qty' ? 'quantity' : (step.basis as 'amount' | 'equal'),
        };
      case 'revalue_standard':
        return { ...head, type: 'revalue', group: step.item ?? '', cost: this.cost(step.new_cost ?? '0') };
      default:
        return undefined;
    }
  }

  private head({ ref, date }: CaseStep, at: number) {
    this.order += 1;
    return { id: `${ref}:${at}`, date, order: this.order };
  }

  private original(line: CaseLine): string {
    return this.linesOf.get(String(line['of']))?.[Number(line['line'] ?? 0)] ?? '';
  }

  private booked(id: string): Booking {
    return this.earlier.find(({ entry }) => entry.id === id) as Booking;
  }

  private pool(line: CaseLine, wh: CaseLine[string], state?: string): string {
    const values = this.scope.map((each) => String((each === 'wh' ? wh : line[each]) ?? ''));
    return JSON.stringify(state === undefined ? values : [...values, state]);
  }

  private quantity(value: CaseLine[string]): bigint {
    return unitsOf(new Decimal(String(value)), QUANTITY_SCALE);
  }

  private amountOf(line: CaseLine, quantity: 'qty' | 'counted'): bigint {
    const amount =
      line['amount'] === undefined
        ? new Decimal(String(line[quantity])).times(String(line['unit_cost']))
        : new Decimal(String(line['amount']));
    return unitsOf(roundTo(amount, this.scale), this.scale);
  }

  private cost(unitCost: string): Cost {
    const price = new Decimal(unitCost);
    const places = price.decimalPlaces();
    return {
      amount: unitsOf(price, places) * 10n ** BigInt(this.scale),
      quantity: 10n ** BigInt(places + QUANTITY_SCALE),
    };
  }

  amount(units: bigint): string {
    return unitsText(units, this.scale);
  }

  quantityText(units: bigint): string {
    return new Decimal(unitsText(units, QUANTITY_SCALE)).toFixed();
  }

  /** Pools that hold something, as people read them: `item/place qty amount [layers]`. */
  pools(): Readonly<Record<string, string>> {
    const shown = [...this.books.allPools()].filter(
      ([, { quantity, amount }]) => quantity !== 0n || amount !== 0n,
    );
    return Object.fromEntries(
      shown.map(([key, pool]) => [(JSON.parse(key) as string[]).join('/'), this.poolText(pool)]),
    );
  }

  private poolText({ quantity, amount, layers }: Pool): string {
    const text = `${this.quantityText(quantity)} ${this.amount(amount)}`;
    const each = layers.map((layer) => `${this.quantityText(layer.quantity)}:${this.amount(layer.amount)}`);
    return each.length === 0 ? text : `${text} [${each.join(' ')}]`;
  }
}

function codeOf(issues: readonly Issue[]): string {
  return (issues[0]?.code ?? '').toUpperCase();
}
