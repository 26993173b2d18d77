import { allocateUnits, orderByDependency } from '../../foundation/index.js';
import { shareOf } from '../share-of.js';
import type { BookedRow, Booking } from './entry.js';
import type { Adjustment } from './recost.js';

/** Days, both included. */
export interface ValuedPeriod {
  readonly from: string;
  readonly through: string;
}

/** A row at its place, with what it stands at by now. */
interface Placed {
  readonly booking: Booking;
  readonly row: number;
  readonly booked: BookedRow;
  amount: bigint;
}

/**
 * Weighted average of a period (月末一次加权): what is left in a pool keeps its part of everything that was there, what went
 * out shares the rest by its quantities. What was moved takes the average of where it came from, pool after pool; between
 * pools that feed each other it keeps the cost that it was moved at. What goes back at a cost of its own keeps that cost.
 * @param booked every entry so far with what its rows stand at now, in the order of posting.
 * @returns how much more or less each row should be booked at; the rows of one entry that only moves add up to nothing.
 */
export function averageOverPeriod(booked: readonly Booking[], period: ValuedPeriod): readonly Adjustment[] {
  const rows = booked.flatMap((booking) =>
    booking.rows.map((row, at): Placed => ({ booking, row: at, booked: row, amount: row.amount })),
  );
  const byPool = rowsByPool(rows);
  const sources = feedersOf(rows, period);
  const { order } = orderByDependency([...byPool.keys()], (pool) => sources.get(pool) ?? []);
  const placed = new Set(order);
  const arrivals = new Map(
    rows.filter(({ row }) => row === 1).map((each) => [each.booking.entry.id, each] as const),
  );
  for (const pool of [...order, ...[...byPool.keys()].filter((each) => !placed.has(each))])
    spread(byPool.get(pool) ?? [], { period, movesFreely: placed.has(pool), arrivals });
  return rows.flatMap(({ booking, row, booked: { pool, amount }, amount: now }) =>
    now === amount ? [] : [{ of: booking.entry.id, row, pool, amount: now - amount }],
  );
}

function rowsByPool(rows: readonly Placed[]): ReadonlyMap<string, readonly Placed[]> {
  const byPool = new Map<string, Placed[]>();
  for (const each of rows) {
    const there = byPool.get(each.booked.pool);
    if (there) there.push(each);
    else byPool.set(each.booked.pool, [each]);
  }
  return byPool;
}

/** The pools that something was moved from, by the pool that it was moved to. */
function feedersOf(rows: readonly Placed[], period: ValuedPeriod): ReadonlyMap<string, readonly string[]> {
  const feeders = new Map<string, string[]>();
  for (const { booking, row } of rows) {
    const { entry } = booking;
    if (entry.type !== 'move' || row !== 1 || !isWithin(entry.date, period)) continue;
    feeders.set(entry.to, [...(feeders.get(entry.to) ?? []), entry.from]);
  }
  return feeders;
}

interface Course {
  readonly period: ValuedPeriod;
  /** Whether what is moved out of the pool takes its average along. */
  readonly movesFreely: boolean;
  /** The second row of moves, by their entry. */
  readonly arrivals: ReadonlyMap<string, Placed>;
}

/** Values anew what went out of one pool. A pool that was short by then stays as it is. */
function spread(rows: readonly Placed[], { period, movesFreely, arrivals }: Course): void {
  const known = rows.filter(({ booking }) => booking.entry.date <= period.through);
  const free = known.filter((each) => isFree(each, period, movesFreely));
  const fixed = known.filter((each) => !isFree(each, period, movesFreely));
  const quantity = fixed.reduce((sum, { booked }) => sum + booked.quantity, 0n);
  const amount = fixed.reduce((sum, each) => sum + each.amount, 0n);
  const weights = free.map(({ booked }) => -booked.quantity);
  const left = weights.reduce((rest, weight) => rest - weight, quantity);
  if (free.length === 0 || left < 0n) return;
  const kept = left === 0n ? 0n : shareOf(amount, left, quantity);
  const costs = allocateUnits(amount - kept, weights);
  for (const [at, each] of free.entries()) {
    each.amount = -(costs[at] ?? 0n);
    const arrival = each.booking.entry.type === 'move' ? arrivals.get(each.booking.entry.id) : undefined;
    if (arrival) arrival.amount = -each.amount;
  }
}

function isFree({ booking: { entry }, booked, row }: Placed, period: ValuedPeriod, moves: boolean): boolean {
  if (!isWithin(entry.date, period) || booked.quantity >= 0n) return false;
  return entry.type === 'issue' || entry.type === 'lost' || (entry.type === 'move' && row === 0 && moves);
}

function isWithin(date: string, { from, through }: ValuedPeriod): boolean {
  return from <= date && date <= through;
}
