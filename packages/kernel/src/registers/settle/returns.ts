import { issue, magnitude, ok, refused } from '../../foundation/index.js';
import type { Issue, Result } from '../../foundation/index.js';
import { balanceKey } from '../balance-key.js';
import type { MovementIntent } from '../movement.js';
import { entryHead } from './entry-head.js';
import { resolvedKey } from './originals.js';
import { leftElsewhere } from './left-elsewhere.js';
import { faultOfParts, returnParts } from './return-parts.js';
import type { OpenOriginal } from './return-parts.js';
import type { PlannedEntry } from './valued-entries.js';
import type { Wanted } from './wanted.js';
import type { Workbench } from './workbench.js';

/** What comes or goes back, original by original: of each at most what is still out. */
export function returns(
  bench: Workbench,
  intent: MovementIntent,
  { register, units, originals }: Wanted,
): Result<readonly PlannedEntry[], readonly Issue[]> {
  const { direction, at = 'original' } = intent;
  const elsewhere = leftElsewhere(register, intent, originals);
  if (elsewhere) return refused([elsewhere]);
  const places = new Map(
    originals.map((each) => {
      const key = resolvedKey(intent, [each]);
      return [each.movement.seq, { key, pool: balanceKey(register.key, key) }] as const;
    }),
  );
  const open = openOriginals(
    bench,
    originals.map(({ movement }) => movement.seq),
  );
  const parts = returnParts(open, units[0] ?? 0n);
  const fault = faultOfParts(parts);
  if (fault) return refused([issue(fault)]);
  return ok(
    parts.map(({ of, quantity }): PlannedEntry => {
      const { key, pool } = places.get(of) ?? { key: [], pool: '' };
      const { head, seqs } = entryHead(bench, register, direction === 'in' ? 1 : 0);
      const entry =
        direction === 'in'
          ? ({ ...head, type: 'return_in', of, pool, quantity } as const)
          : ({ ...head, type: 'return_out', of, pool, quantity, at } as const);
      return { entry, links: [of], seqs, part: { key, units: [quantity] } };
    }),
  );
}

function openOriginals({ state }: Workbench, seqs: readonly string[]): readonly OpenOriginal[] {
  return seqs.flatMap((of) => {
    const earlier = state.books.earlier(of);
    if (!earlier || earlier.isReversed) return [];
    const whole = magnitude(earlier.booking.rows[0]?.quantity ?? 0n);
    return [{ of, left: whole - earlier.returned }];
  });
}
