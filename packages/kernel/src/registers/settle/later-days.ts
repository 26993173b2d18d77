import { unitsOfText } from '../../foundation/index.js';
import { balanceKey } from '../balance-key.js';
import type { DimensionValues } from '../balance-key.js';
import type { CompiledRegister } from '../register.js';
import type { Units } from '../resource-units.js';
import { lowestNeed } from './lowest-need.js';

interface Change {
  readonly day: string;
  readonly units: bigint;
}

/** The lowest balances of later days, with what was moved since they were read. */
export class LaterDays {
  /** @param stored by id of the need, as they were read. */
  constructor(
    private readonly stored: ReadonlyMap<string, string>,
    private readonly changes = new Map<string, readonly Change[]>(),
  ) {}

  fork(): LaterDays {
    return new LaterDays(this.stored, new Map(this.changes));
  }

  /** The lowest balance from the end of a day on; `undefined` where nothing comes after it. */
  lowest(register: CompiledRegister, key: DimensionValues, after: string): bigint | undefined {
    const { id, resource } = lowestNeed(register, key, after);
    const stored = this.stored.get(id);
    if (stored === undefined) return undefined;
    const { scale = 0 } = register.resources.find((each) => each.id === resource) ?? {};
    // What comes in on a later day does not help before; what goes out then may be what makes it the lowest.
    return (this.changes.get(balanceKey(register.key, key)) ?? [])
      .filter(({ day, units }) => day <= after || units < 0n)
      .reduce((sum, { units }) => sum + units, unitsOfText(stored, scale));
  }

  add(register: CompiledRegister, key: DimensionValues, moved: Units, day: string): void {
    if (this.stored.size === 0) return;
    const { resource } = lowestNeed(register, key, day);
    const units = moved[register.resources.findIndex((each) => each.id === resource)] ?? 0n;
    const id = balanceKey(register.key, key);
    this.changes.set(id, [...(this.changes.get(id) ?? []), { day, units }]);
  }
}
