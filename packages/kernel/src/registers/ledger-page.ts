import { balanceKey } from './balance-key.js';
import type { DimensionValues } from './balance-key.js';
import { assertBalance } from './invariants.js';
import type { Balance } from './movement.js';
import type { CompiledRegister } from './register.js';
import { resourceTexts, resourceUnits } from './resource-units.js';
import type { Units } from './resource-units.js';

interface Entry {
  readonly register: CompiledRegister;
  readonly key: DimensionValues;
  readonly before: Units;
  now: Units;
}

/** The balances that one document meets: each movement sees the effect of those before it. */
export class LedgerPage {
  private readonly entries = new Map<string, Entry>();

  /** @param balances by `balanceKey`; what is missing is zero. */
  constructor(private readonly balances: ReadonlyMap<string, Balance>) {}

  /** What the key holds now. */
  held(register: CompiledRegister, key: DimensionValues): Units {
    return this.entry(register, key).now;
  }

  write(register: CompiledRegister, key: DimensionValues, units: Units): void {
    this.entry(register, key).now = units;
  }

  /** The balances that differ from what they were. */
  changed(): Balance[] {
    return [...this.entries.values()]
      .filter(
        ({ register, before, now }) => register.keepsBalance && now.some((units, at) => units !== before[at]),
      )
      .map(({ register, key, now }) => ({
        register: register.key,
        key,
        resources: resourceTexts(register, now),
      }));
  }

  private entry(register: CompiledRegister, key: DimensionValues): Entry {
    const id = balanceKey(register.key, key);
    const known = this.entries.get(id);
    if (known) return known;
    const stored = this.balances.get(id);
    if (stored) assertBalance(register, stored);
    const before = resourceUnits(register, stored?.resources ?? {});
    const entry: Entry = { register, key, before, now: before };
    this.entries.set(id, entry);
    return entry;
  }
}
