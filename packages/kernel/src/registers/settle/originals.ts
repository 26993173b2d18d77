import type { Decimal } from '../../foundation/index.js';
import type { DimensionValues } from '../balance-key.js';
import type { MovementIntent } from '../movement.js';
import type { Earlier, EarlierMovement } from './ledger-facts.js';

/** An earlier movement that an intent refers to. */
export interface Original {
  readonly movement: EarlierMovement;
  readonly weight?: Decimal;
}

/** The earlier movements that an intent refers to, in their order: what comes back had gone out, what goes back had come in. */
export function originalsOf(
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
