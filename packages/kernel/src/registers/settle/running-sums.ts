import { unitsOfText } from '../../foundation/index.js';
import type { DimensionValues } from '../balance-key.js';
import type { DimensionFilter } from '../movement.js';
import type { CompiledRegister } from '../register.js';
import type { Units } from '../resource-units.js';
import { sumNeed } from './available.js';

/** Sums of balances, kept up to date while movements are settled. */
export class RunningSums {
  /** @param stored by id of the need, as they were read. */
  constructor(
    private readonly stored: ReadonlyMap<string, string>,
    private readonly changes = new Map<string, bigint>(),
    /** Sets of dimensions that were asked for, by register. */
    private readonly asked = new Map<string, ReadonlySet<string>>(),
  ) {
    if (asked.size > 0) return;
    for (const id of stored.keys()) {
      const [register, , named] = JSON.parse(id) as [string, string, [string, string | null][]];
      const names = JSON.stringify(named.map(([name]) => name));
      asked.set(register, new Set([...(asked.get(register) ?? []), names]));
    }
  }

  fork(): RunningSums {
    return new RunningSums(this.stored, new Map(this.changes), this.asked);
  }

  /** The sum of all balances that a filter leaves. */
  read(register: CompiledRegister, where: DimensionFilter): bigint {
    const { id, resource } = sumNeed(register, where);
    const { scale = 0 } = register.resources.find((each) => each.id === resource) ?? {};
    return unitsOfText(this.stored.get(id) ?? '0', scale) + (this.changes.get(id) ?? 0n);
  }

  add(register: CompiledRegister, key: DimensionValues, moved: Units): void {
    for (const names of this.asked.get(register.key) ?? []) {
      const where = Object.fromEntries(
        register.dimensions.flatMap(({ id }, at) =>
          (JSON.parse(names) as string[]).includes(id) ? [[id, key[at] ?? null]] : [],
        ),
      ) as DimensionFilter;
      const { id, resource } = sumNeed(register, where);
      const at = register.resources.findIndex((each) => each.id === resource);
      if (this.stored.has(id)) this.changes.set(id, (this.changes.get(id) ?? 0n) + (moved[at] ?? 0n));
    }
  }
}
