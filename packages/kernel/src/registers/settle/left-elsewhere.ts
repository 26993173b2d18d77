import { issue } from '../../foundation/index.js';
import type { Issue } from '../../foundation/index.js';
import type { MovementIntent } from '../movement.js';
import type { CompiledRegister } from '../register.js';
import type { Original } from './originals.js';

/** What left the books of one organisation comes back to those, at what it left with; from there it can be handed on. */
export function leftElsewhere(
  { dimensions }: CompiledRegister,
  { key }: MovementIntent,
  originals: readonly Original[],
): Issue | undefined {
  const at = dimensions.findIndex(({ type }) => type === 'organisation');
  const here = key[at] ?? undefined;
  if (here === undefined) return undefined;
  // What was booked before the register was kept by organisation belongs to nobody yet.
  const left = originals.flatMap(({ movement }) => movement.key[at] ?? []);
  const from = left.find((other) => other !== here);
  return from === undefined
    ? undefined
    : issue('return_to_other_organisation', '', { organisation: here, from });
}
