import { issue, ok, refused, roundTo, unitsOf } from '../../foundation/index.js';
import type { Decimal, Issue, Result } from '../../foundation/index.js';
import type { DimensionValues } from '../balance-key.js';
import type { MovementIntent } from '../movement.js';
import type { CompiledRegister } from '../register.js';
import type { Units } from '../resource-units.js';
import { linkedMovements, originalsOf, resolvedKey } from './originals.js';
import type { Original } from './originals.js';
import type { Workbench } from './workbench.js';

/** What an intent comes to once the ledger is known. */
export interface Wanted {
  readonly register: CompiledRegister;
  readonly key: DimensionValues;
  /** By the resources of the register, without sign. */
  readonly units: Units;
  readonly originals: readonly Original[];
}

/** @returns nothing when there is nothing to move after all. */
export function wantedOf(
  intent: MovementIntent,
  bench: Workbench,
): Result<Wanted | undefined, readonly Issue[]> {
  const register = bench.registers.get(intent.register);
  if (!register)
    throw new Error(`movement ${intent.ruleId} names a register that was not compiled: ${intent.register}`);
  const originals = originalsOf(intent, bench.facts.earlier);
  const unknown = (intent.links ?? []).filter(
    (link) => linkedMovements({ ...intent, links: [link] }, bench.facts.earlier).length === 0,
  );
  if (unknown.length > 0)
    return refused(
      unknown.map(({ query }) => issue('unknown_original', intent.path, { original: query.document })),
    );
  const key = resolvedKey(intent, originals);
  const blank = blankDimensions(register, key, intent);
  if (blank.length > 0) return refused(blank);
  const units = unitsWanted(intent, register, key, bench);
  const isNothing = units.every((each) => each === 0n) && isCountedOff(intent);
  return ok(isNothing ? undefined : { register, key, units, originals });
}

/** Whether zero of everything means that nothing moves. */
function isCountedOff({ entry }: MovementIntent): boolean {
  return entry !== 'replace' && entry !== 'revalue';
}

function blankDimensions(
  register: CompiledRegister,
  key: DimensionValues,
  { entry, path, ruleId }: MovementIntent,
): readonly Issue[] {
  if (entry === 'capitalise' || entry === 'revalue') return [];
  return register.dimensions
    .filter(({ required }, at) => required && (key[at] ?? null) === null)
    .map(({ id }) =>
      issue('dimension_blank', path, { movement: ruleId, register: register.key, dimension: id }),
    );
}

function unitsWanted(
  { resources, copied = {}, capped, line }: MovementIntent,
  register: CompiledRegister,
  key: DimensionValues,
  { log, state }: Workbench,
): Units {
  const held = capped ? state.page.read(register, key).units : [];
  return register.resources.map(({ id, scale }, at) => {
    const source = copied[id];
    const value = source === undefined ? resources[id] : log.movedBy(source, line);
    const units = value ? unitsOf(roundTo(value, scale), scale) : 0n;
    return capped ? atMost(units, held[at] ?? 0n) : units;
  });
}

function atMost(units: bigint, held: bigint): bigint {
  if (held <= 0n) return 0n;
  return units < held ? units : held;
}

/** How much of a pool is replaced, where that is said; below zero where so much is missing. */
export function heldUnits(held: Decimal, { valued }: CompiledRegister): bigint {
  const scale = valued?.quantity.scale ?? 0;
  return unitsOf(roundTo(held, scale), scale);
}
