import { standardGroup } from '../standard-group.js';
import { balanceKey } from '../balance-key.js';
import type { DimensionValues } from '../balance-key.js';
import { periodOf } from '../period.js';
import type { CompiledRegister } from '../register.js';
import type { EarlierMovement } from '../settle/ledger-facts.js';
import { averageOverPeriod, recost } from '../valuation/index.js';
import type { Adjustment, Booking, Cost, Pool } from '../valuation/index.js';
import { bookingsOf } from './bookings-of.js';
import type { PlayedEntry } from './bookings-of.js';

/** How much more (or less) a movement should have been booked at, in units. */
export interface MovementAdjustment {
  readonly movement: EarlierMovement;
  readonly amount: bigint;
}

export interface RegisterRecost {
  readonly adjustments: readonly MovementAdjustment[];
  /** The pools as they come out, where layers or last costs change with them; by `balanceKey`. */
  readonly pools: ReadonlyMap<string, Pool>;
}

/**
 * Values a register anew in the order of business dates. Posted rows are never touched: the differences are booked beside them.
 * A register by the average of the period takes each of its months in turn; one at standard cost has nothing to value anew.
 * @param history all its movements in the order of posting.
 * @param standards by `balanceKey` of their group.
 */
export function recostRegister(
  register: CompiledRegister,
  history: readonly EarlierMovement[],
  standards: ReadonlyMap<string, Cost>,
): RegisterRecost {
  const { valued } = register;
  if (!valued || valued.method.goesNegative) return { adjustments: [], pools: new Map() };
  const entries = bookingsOf(register, history);
  const bookings = entries.map(({ booking }) => booking);
  if (register.definition.valuation === 'period_average')
    return { adjustments: placed(entries, averageOverMonths(bookings)), pools: new Map() };
  const keys = new Map<string, DimensionValues>(
    history.map(({ key }) => [balanceKey(register.key, key), key] as const),
  );
  const termsOf = (pool: string) => ({
    method: valued.method,
    group: balanceKey(register.key, standardGroup(register, keys.get(pool) ?? [])),
  });
  const { adjustments, pools } = recost(bookings, { termsOf, standards });
  return { adjustments: placed(entries, adjustments), pools };
}

/** Each month that something was booked in, one after the other: what one leaves, the next begins with. */
function averageOverMonths(booked: readonly Booking[]): readonly Adjustment[] {
  const months = [...new Set(booked.map(({ entry }) => periodOf(entry.date)))].toSorted();
  const sums = new Map<string, Adjustment>();
  let now = booked;
  for (const month of months) {
    const found = averageOverPeriod(now, { from: month, through: lastDayOf(month) });
    for (const each of found) {
      const place = `${each.of}/${each.row}`;
      sums.set(place, { ...each, amount: (sums.get(place)?.amount ?? 0n) + each.amount });
    }
    now = withAdjustments(booked, sums);
  }
  return [...sums.values()].filter(({ amount }) => amount !== 0n);
}

/** No month has a day behind its 31st, and days are compared as text. */
function lastDayOf(month: string): string {
  return `${month.slice(0, 8)}31`;
}

function withAdjustments(
  booked: readonly Booking[],
  sums: ReadonlyMap<string, Adjustment>,
): readonly Booking[] {
  return booked.map((booking) => ({
    ...booking,
    rows: booking.rows.map((row, at) => ({
      ...row,
      amount: row.amount + (sums.get(`${booking.entry.id}/${at}`)?.amount ?? 0n),
    })),
  }));
}

function placed(
  entries: readonly PlayedEntry[],
  adjustments: readonly Adjustment[],
): readonly MovementAdjustment[] {
  const movements = new Map(entries.map(({ booking, movements: own }) => [booking.entry.id, own]));
  return adjustments.flatMap(({ of, row, amount }) => {
    const movement = movements.get(of)?.[row];
    return movement ? [{ movement, amount }] : [];
  });
}
