import { shareOf } from '../share-of.js';
import type { Layer } from './pool.js';

/** Part of a layer, or all of it. */
export interface Taken {
  readonly taken: readonly Layer[];
  readonly left: readonly Layer[];
}

/**
 * Takes a quantity out of layers in their order: part of a layer is its share, the last of it takes the rest.
 * @param quantity at most what the layers hold.
 * @param first a layer that goes before the others.
 */
export function takeLayers(layers: readonly Layer[], quantity: bigint, first?: string): Taken {
  const taken: Layer[] = [];
  let missing = quantity;
  const rests = new Map<Layer, Layer>();
  for (const layer of preferred(layers, first)) {
    if (missing === 0n) break;
    const units = missing < layer.quantity ? missing : layer.quantity;
    const amount = units === layer.quantity ? layer.amount : shareOf(layer.amount, units, layer.quantity);
    taken.push({ ...layer, quantity: units, amount });
    rests.set(layer, { ...layer, quantity: layer.quantity - units, amount: layer.amount - amount });
    missing -= units;
  }
  const left = layers.map((layer) => rests.get(layer) ?? layer).filter((layer) => layer.quantity > 0n);
  return { taken, left };
}

function preferred(layers: readonly Layer[], first: string | undefined): readonly Layer[] {
  if (first === undefined) return layers;
  return [
    ...layers.filter(({ source }) => source === first),
    ...layers.filter(({ source }) => source !== first),
  ];
}

/** Puts layers among others; parts of a layer that is still there grow together with it again. */
export function putLayers(layers: readonly Layer[], added: readonly Layer[]): readonly Layer[] {
  const merged = [...layers];
  for (const layer of added.filter(({ quantity }) => quantity > 0n)) {
    const at = merged.findIndex((other) => isSame(other, layer));
    const same = merged[at];
    if (!same) merged.push(layer);
    else
      merged[at] = { ...same, quantity: same.quantity + layer.quantity, amount: same.amount + layer.amount };
  }
  return merged.toSorted(inTakingOrder);
}

function isSame(one: Layer, other: Layer): boolean {
  return one.source === other.source && one.order === other.order && one.acquired === other.acquired;
}

/** Parts of one layer that moved at different times go in the order in which they came. */
export function inTakingOrder(one: Layer, other: Layer): number {
  if (one.acquired !== other.acquired) return one.acquired < other.acquired ? -1 : 1;
  if (one.order !== other.order) return one.order - other.order;
  return compareNumbers(one.source, other.source);
}

/** Numbers as text: the longer one is greater. */
function compareNumbers(one: string, other: string): number {
  if (one.length !== other.length) return one.length - other.length;
  return one === other ? 0 : one < other ? -1 : 1;
}

export function quantityOf(layers: readonly Layer[]): bigint {
  return layers.reduce((sum, layer) => sum + layer.quantity, 0n);
}

export function amountOf(layers: readonly Layer[]): bigint {
  return layers.reduce((sum, layer) => sum + layer.amount, 0n);
}
