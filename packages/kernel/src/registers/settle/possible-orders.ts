import type { DimensionValues } from '../balance-key.js';
import type { MovementIntent } from '../movement.js';
import type { Earlier, PostingOrder } from './ledger-facts.js';
import type { LotShelf } from './lot-shelf.js';
import { originalsOf, resolvedKey } from './originals.js';
import { placeName } from './place-name.js';

type Lot = DimensionValues[number];

/** An intent for one lot; both sides of a move have the same one unless the other side names its own. */
export function ofLot(intent: MovementIntent, at: number, lot: Lot): MovementIntent {
  const { pick: _pick, picked: _picked, to, ...others } = intent;
  return {
    ...others,
    key: intent.key.with(at, lot),
    ...(to && { to: (to[at] ?? null) === null ? to.with(at, lot) : to }),
  };
}

/**
 * Orders as if they took every lot that they may pick. Which of them they take is known only under lock, and whatever may be
 * touched must be locked before.
 */
export function possibleOrders(
  orders: readonly PostingOrder[],
  earlier: Earlier,
  shelf: LotShelf,
): readonly PostingOrder[] {
  return orders.map((order) => {
    if (!order.intents.some(takesLots)) return order;
    const sources = new Map(order.intents.map((each) => [placeName(each.ruleId, each.line), each]));
    const intents = order.intents.flatMap((intent) => {
      const { pick, picked, line } = intent;
      if (pick) return lotsIn(intent, pick.at, earlier, shelf).map((lot) => ofLot(intent, pick.at, lot));
      if (!picked) return [intent];
      const source = sources.get(placeName(picked.movement, line));
      const lots = source ? lotsIn(source, picked.sourceAt, earlier, shelf) : [];
      return lots.map((lot) => ofLot(intent, picked.at, lot));
    });
    return { ...order, intents };
  });
}

/** Whether an intent is split over lots. */
function takesLots({ pick, picked }: MovementIntent): boolean {
  return pick !== undefined || picked !== undefined;
}

/** The lots that an intent may touch: those that it picks, that of each movement that it refers to, or the one that it names. */
function lotsIn(intent: MovementIntent, at: number, earlier: Earlier, shelf: LotShelf): readonly Lot[] {
  const { pick } = intent;
  if (pick) return [...new Set(shelf.keysFor(intent, pick).map((key) => key[at] ?? null))];
  const originals = originalsOf(intent, earlier);
  if (originals.length === 0) return [intent.key[at] ?? null];
  return originals.map((original) => resolvedKey(intent, [original])[at] ?? null);
}
