import { isError, issue, magnitude, unitsOfText } from '../../foundation/index.js';
import type { Issue } from '../../foundation/index.js';
import type { MovementIntent } from '../movement.js';
import type { CompiledRegister } from '../register.js';
import { resourceUnits } from '../resource-units.js';
import { checkIntent } from './guards.js';
import type { EarlierMovement } from './ledger-facts.js';
import { leftElsewhere } from './left-elsewhere.js';
import { resolvedKey } from './originals.js';
import type { Original } from './originals.js';
import { located } from './refusals.js';
import { faultOfParts, returnParts } from './return-parts.js';
import type { ReturnPart } from './return-parts.js';
import type { Wanted } from './wanted.js';
import type { Workbench } from './workbench.js';

/** Settles what comes or goes back in a register that is not valued: to where each original left, of each at most what is still out. */
export function returnCounted(bench: Workbench, intent: MovementIntent, wanted: Wanted): readonly Issue[] {
  const { register, key, units, originals } = wanted;
  const elsewhere = leftElsewhere(register, intent, originals);
  if (elsewhere) return located([elsewhere], intent.path, register, key);
  const open = originals.flatMap(({ movement }) => openOriginal(bench, register, movement));
  const parts = returnParts(open, units[0] ?? 0n);
  const fault = faultOfParts(parts);
  if (fault) return located([issue(fault)], intent.path, register, key);
  const bySeq = new Map(originals.map((each) => [each.movement.seq, each]));
  return parts.flatMap((part) => settlePart(bench, intent, wanted, part, bySeq.get(part.of)));
}

function settlePart(
  bench: Workbench,
  intent: MovementIntent,
  wanted: Wanted,
  { of, quantity }: ReturnPart,
  original: Original | undefined,
): readonly Issue[] {
  const key = resolvedKey(intent, original ? [original] : []);
  const found = checkIntent(bench, intent, { ...wanted, key, units: [quantity] });
  if (found.some(isError)) return found;
  const [direction, moved] =
    intent.direction === 'in' ? (['in', quantity] as const) : (['out', -quantity] as const);
  bench.log.write(wanted.register, key, [moved], intent, {
    direction,
    entry: `return_${direction}`,
    linkSeq: of,
  });
  bench.state.cameBack(of, quantity);
  return found;
}

function openOriginal(bench: Workbench, register: CompiledRegister, movement: EarlierMovement) {
  const { seq: of, resources } = movement;
  if (bench.state.reversed.has(of)) return [];
  const [units = 0n] = resourceUnits(register, resources);
  return [{ of, left: magnitude(units) - returnedUnits(bench, register, of) }];
}

/** How much of an earlier movement came back, also since the ledger was read. */
export function returnedUnits({ facts, state }: Workbench, register: CompiledRegister, seq: string): bigint {
  const { scale = 0 } = register.resources[0] ?? {};
  return unitsOfText(facts.returned.get(seq)?.quantity ?? '0', scale) + state.backSince(seq);
}
