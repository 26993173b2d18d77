import { unitsOfText, unitsText } from '../foundation/index.js';
import type { CompiledRegister } from './register.js';

/** The units of every resource of a register, in the order of its slots. */
export type Units = readonly bigint[];

/** Wire decimals as units, in the order of the register's slots; a missing resource is zero. */
export function resourceUnits(
  register: CompiledRegister,
  resources: Readonly<Record<string, string>>,
): Units {
  return register.resources.map(({ id, scale }) => unitsOfText(resources[id] ?? '0', scale));
}

/** Units as wire decimals by resource. */
export function resourceTexts(register: CompiledRegister, units: Units): Record<string, string> {
  const texts: Record<string, string> = {};
  for (const [at, { id, scale }] of register.resources.entries())
    texts[id] = unitsText(units[at] ?? 0n, scale);
  return texts;
}
