import type { Decimal } from '../../foundation/index.js';
import type { DimensionValues } from '../balance-key.js';
import type { MovementIntent } from '../movement.js';
import type { Earlier, EarlierMovement } from './ledger-facts.js';

/** An earlier movement that an intent refers to. */
export interface Original {
  readonly movement: EarlierMovement;
  readonly weight?: Decimal;
}

/**
 * The earlier movements that an intent refers to, in their order. Where they differ, what comes back is of those that are alike:
 * the one that names a lot or an item is of that lot and item, at what it left with.
 */
export function originalsOf(intent: MovementIntent, earlier: Earlier): readonly Original[] {
  const linked = linkedMovements(intent, earlier);
  return intent.entry === 'return' ? intent.key.reduce(narrowed, linked) : linked;
}

/** A value that none of them has tells where it goes, not which of them it is of. */
function narrowed(
  originals: readonly Original[],
  value: DimensionValues[number],
  at: number,
): readonly Original[] {
  if (value === null) return originals;
  const alike = originals.filter(({ movement }) => movement.key[at] === value);
  return alike.length > 0 ? alike : originals;
}

/** Whatever a link leads to: what comes back had gone out, what goes back had come in. */
export function linkedMovements(
  { links = [], direction }: MovementIntent,
  earlier: Earlier,
): readonly Original[] {
  const opposite = direction === 'in' ? 'out' : 'in';
  return links.flatMap(({ query, weight }) =>
    (earlier.get(query.id) ?? [])
      .flatMap(({ movements }) => movements)
      .filter((movement) => movement.direction === opposite)
      .map((movement) => ({ movement, ...(weight && { weight }) })),
  );
}

/** The keys of an intent: what comes back goes back to each of its originals. */
export function resolvedKeys(
  intent: MovementIntent,
  originals: readonly Original[],
): readonly DimensionValues[] {
  if (intent.entry !== 'return' || originals.length === 0) return [resolvedKey(intent, originals)];
  return originals.map((each) => resolvedKey(intent, [each]));
}

/** The key of an intent; what it leaves blank is as at its first original. */
export function resolvedKey({ key }: MovementIntent, originals: readonly Original[]): DimensionValues {
  const first = originals[0]?.movement.key;
  return first ? key.map((value, at) => value ?? first[at] ?? null) : key;
}
