import { isError } from '../../foundation/index.js';
import type { Issue } from '../../foundation/index.js';
import type { MovementIntent } from '../movement.js';
import { checkIntent } from './guards.js';
import { located } from './refusals.js';
import { entriesOf } from './valued-entries.js';
import type { Wanted } from './wanted.js';
import type { Workbench } from './workbench.js';

/** Settles a movement of a valued register: the books say what it is worth. */
export function settleValued(bench: Workbench, intent: MovementIntent, wanted: Wanted): readonly Issue[] {
  const { register, key } = wanted;
  const entries = entriesOf(bench, intent, wanted);
  if (!entries.ok) return located(entries.error, intent.path, register, key);
  const warnings: Issue[] = [];
  for (const { entry, links, seqs, part } of entries.value) {
    const found = checkIntent(bench, intent, { ...wanted, ...part });
    if (found.some(isError)) return found;
    warnings.push(...found);
    const booking = bench.state.books.post(entry);
    if (!booking.ok) return located(booking.error, intent.path, register, key);
    bench.log.writeBooking(register, booking.value, intent, links, seqs);
  }
  return warnings;
}
