import { shareOf } from '../share-of.js';
import { amountOf, takeLayers } from './layers.js';
import type { Arrival, Put, Taking, ValuationMethod } from './methods/index.js';
import { costAt, costOf, poolWith } from './pool.js';
import type { Cost, Pool } from './pool.js';

/**
 * A pool that gave more than it had. What is missing stands in it at a provisional cost; what comes in clears that first,
 * at that cost, and the difference is a variance.
 */

export interface Received extends Put {
  /** What clearing a shortage cost more (or less) than was thought. */
  readonly difference: bigint;
}

/** Brings something into a pool, short or not. */
export function receiveInto(
  method: ValuationMethod,
  pool: Pool,
  arrival: Arrival,
  standard: Cost | undefined,
): Received {
  if (pool.quantity >= 0n || method.goesNegative)
    return { ...method.put(pool, arrival, standard), difference: 0n };
  const short = -pool.quantity;
  const clearing = arrival.quantity < short ? arrival.quantity : short;
  const provisional = clearing === short ? -pool.amount : shareOf(-pool.amount, clearing, short);
  const { taken, left } = takeLayers(arrival.layers, clearing);
  const actual = clearing === arrival.quantity ? arrival.amount : amountOf(taken);
  const cleared = poolWith(pool, clearing, provisional, {
    lastCost: costOf(arrival.amount, arrival.quantity) ?? pool.lastCost,
  });
  const rest = {
    quantity: arrival.quantity - clearing,
    amount: arrival.amount - actual,
    layers: left,
  };
  if (rest.quantity === 0n) return { pool: cleared, amount: provisional, difference: actual - provisional };
  const put = method.put(cleared, rest, standard);
  return { pool: put.pool, amount: provisional + put.amount, difference: actual - provisional };
}

/** Takes something out of a pool, more than it holds if need be. */
export function issueFrom(
  method: ValuationMethod,
  pool: Pool,
  quantity: bigint,
  standard: Cost | undefined,
  first?: string,
): Taking {
  const held = pool.quantity > 0n ? pool.quantity : 0n;
  if (quantity <= held || method.goesNegative) return method.take(pool, quantity, standard, first);
  const taking = held > 0n ? method.take(pool, held, standard, first) : { pool, amount: 0n, pieces: [] };
  const price = provisionalCost(taking.pool, standard);
  const amount = price ? costAt(price, quantity - held) : 0n;
  return {
    pool: poolWith(taking.pool, held - quantity, -amount, { lastCost: price ?? taking.pool.lastCost }),
    amount: taking.amount + amount,
    pieces: taking.pieces,
  };
}

/** Of a pool that holds nothing, or less: what is missing already, else what a unit cost last, else the standard. */
function provisionalCost(pool: Pool, standard: Cost | undefined): Cost | undefined {
  return costOf(pool.amount, pool.quantity) ?? pool.lastCost ?? standard;
}
