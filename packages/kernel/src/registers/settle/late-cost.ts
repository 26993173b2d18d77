import { issue, ok, refused, unitsOf, ZERO } from '../../foundation/index.js';
import type { Issue, Result } from '../../foundation/index.js';
import type { MovementIntent } from '../movement.js';
import type { Capitalise } from '../valuation/index.js';
import { entryHead } from './entry-head.js';
import type { Original } from './originals.js';
import type { PlannedEntry } from './valued-entries.js';
import type { Wanted } from './wanted.js';
import type { Workbench } from './workbench.js';

/** A cost that comes later, spread over all that it belongs to and that still stands. */
export function lateCost(
  bench: Workbench,
  { basis = 'quantity' }: MovementIntent,
  { register, units, originals }: Wanted,
): Result<readonly PlannedEntry[], readonly Issue[]> {
  const standing = originals.filter(({ movement }) => !bench.state.books.earlier(movement.seq)?.isReversed);
  if (standing.length === 0) return refused([issue('already_reversed')]);
  const of = standing.map(({ movement }) => movement.seq);
  const { head } = entryHead(bench, register, 0);
  const by = basis === 'weight' ? weightsOf(standing) : basis;
  const entry: Capitalise = { ...head, type: 'capitalise', of, amount: units[1] ?? 0n, basis: by };
  return ok([{ entry, links: of }]);
}

/** Weights as whole numbers of their finest common unit. */
function weightsOf(originals: readonly Original[]): readonly bigint[] {
  const weights = originals.map(({ weight }) => weight ?? ZERO);
  const places = Math.max(0, ...weights.map((weight) => weight.decimalPlaces()));
  return weights.map((weight) => unitsOf(weight, places));
}
