import { isError } from '../../foundation/index.js';
import type { Issue } from '../../foundation/index.js';
import type { MovementIntent } from '../movement.js';
import { returnCounted } from './counted-returns.js';
import { checkIntent } from './guards.js';
import type { Wanted } from './wanted.js';
import type { Workbench } from './workbench.js';

/** Settles a movement of a register that is not valued: each resource is counted for itself. */
export function settleCounted(bench: Workbench, intent: MovementIntent, wanted: Wanted): readonly Issue[] {
  if (intent.entry === 'return') return returnCounted(bench, intent, wanted);
  const found = checkIntent(bench, intent, wanted);
  if (found.some(isError)) return found;
  const { register, key, units, originals } = wanted;
  const { direction, to } = intent;
  const link = originals[0]?.movement.seq;
  const details = link === undefined ? {} : { linkSeq: link };
  const away = units.map((each) => -each);
  if (direction !== 'in') bench.log.write(register, key, away, intent, { direction: 'out', ...details });
  const there = direction === 'in' ? key : direction === 'move' ? to : undefined;
  if (there) bench.log.write(register, there, units, intent, { direction: 'in', ...details });
  return found;
}
