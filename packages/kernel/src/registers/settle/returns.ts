import { issue, magnitude, ok, refused } from '../../foundation/index.js';
import type { Issue, Result } from '../../foundation/index.js';
import { balanceKey } from '../balance-key.js';
import type { MovementIntent } from '../movement.js';
import { entryHead } from './entry-head.js';
import { resolvedKey } from './originals.js';
import type { PlannedEntry } from './valued-entries.js';
import type { Wanted } from './wanted.js';
import type { Workbench } from './workbench.js';

interface Part {
  readonly of: string;
  readonly quantity: bigint;
  readonly isTooMuch: boolean;
}

/** What comes or goes back, original by original: of each at most what is still out. */
export function returns(
  bench: Workbench,
  intent: MovementIntent,
  { register, units, originals }: Wanted,
): Result<readonly PlannedEntry[], readonly Issue[]> {
  const { direction, at = 'original' } = intent;
  const pools = new Map(
    originals.map((each) => [each.movement.seq, balanceKey(register.key, resolvedKey(intent, [each]))]),
  );
  const parts = partsOf(
    bench,
    originals.map(({ movement }) => movement.seq),
    units[0] ?? 0n,
  );
  if (parts.length === 0) return refused([issue('already_reversed')]);
  if (parts.some(({ isTooMuch }) => isTooMuch)) return refused([issue('return_exceeds_original')]);
  return ok(
    parts.map(({ of, quantity }): PlannedEntry => {
      const pool = pools.get(of) ?? '';
      const { head, seqs } = entryHead(bench, register, direction === 'in' ? 1 : 0);
      const entry =
        direction === 'in'
          ? ({ ...head, type: 'return_in', of, pool, quantity } as const)
          : ({ ...head, type: 'return_out', of, pool, quantity, at } as const);
      return { entry, links: [of], seqs };
    }),
  );
}

/** Spreads a quantity over originals in their order; the last one gets the rest, which may be too much for it. */
function partsOf({ state }: Workbench, seqs: readonly string[], quantity: bigint): readonly Part[] {
  const open = seqs.flatMap((of) => {
    const earlier = state.books.earlier(of);
    if (!earlier || earlier.isReversed) return [];
    const whole = magnitude(earlier.booking.rows[0]?.quantity ?? 0n);
    return [{ of, left: whole - earlier.returned }];
  });
  const parts: Part[] = [];
  let rest = quantity;
  for (const [at, { of, left }] of open.entries()) {
    const isLast = at === open.length - 1;
    const part = isLast || rest < left ? rest : left;
    if (part > 0n) parts.push({ of, quantity: part, isTooMuch: part > left });
    rest -= part;
  }
  return parts;
}
