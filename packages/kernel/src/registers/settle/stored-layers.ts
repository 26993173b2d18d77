import { unitsOfText, unitsText } from '../../foundation/index.js';
import type { StoredLayer } from '../movement.js';
import type { CompiledRegister } from '../register.js';
import type { Layer } from '../valuation/index.js';

type Valued = NonNullable<CompiledRegister['valued']>;

/** A layer as the ledger keeps it, in units. */
export function layerOf(stored: StoredLayer, { quantity, amount }: Valued): Layer {
  return {
    source: stored.source,
    acquired: stored.acquired,
    order: orderOf(stored.order),
    received: unitsOfText(stored.received, quantity.scale),
    quantity: unitsOfText(stored.quantity, quantity.scale),
    amount: unitsOfText(stored.amount, amount.scale),
  };
}

export function storedLayer(layer: Layer, { quantity, amount }: Valued): StoredLayer {
  return {
    source: layer.source,
    acquired: layer.acquired,
    order: String(layer.order),
    received: unitsText(layer.received, quantity.scale),
    quantity: unitsText(layer.quantity, quantity.scale),
    amount: unitsText(layer.amount, amount.scale),
  };
}

/** The place of a movement among all that were posted; a counter, far below what a number holds exactly. */
export function orderOf(seq: string): number {
  return Number.parseInt(seq, 10);
}

/** Layers as they are now, and those that were there before and are used up. */
export function layersAfter(
  before: readonly Layer[],
  now: readonly Layer[],
  valued: Valued,
): readonly StoredLayer[] {
  const left = new Set(now.map(nameOf));
  const gone = before.filter((layer) => !left.has(nameOf(layer)));
  return [
    ...now.map((layer) => storedLayer(layer, valued)),
    ...gone.map((layer) => storedLayer({ ...layer, quantity: 0n, amount: 0n }, valued)),
  ];
}

function nameOf({ source, acquired, order }: Layer): string {
  return `${source} ${acquired} ${order}`;
}
