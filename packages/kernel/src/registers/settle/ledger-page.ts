import { balanceKey } from '../balance-key.js';
import type { DimensionValues } from '../balance-key.js';
import type { Balance } from '../movement.js';
import type { CompiledRegister } from '../register.js';
import { resourceUnits } from '../resource-units.js';
import type { Units } from '../resource-units.js';
import { assertPool } from './invariants.js';

/** A balance on the page. */
export interface PageEntry {
  readonly register: CompiledRegister;
  readonly key: DimensionValues;
  readonly units: Units;
  readonly lastDay?: string;
}

/** The balances that documents meet: each movement sees the effect of those before it. */
export class LedgerPage {
  private readonly touched = new Set<string>();

  /** @param balances by `balanceKey`; what is missing is zero. */
  constructor(
    private readonly balances: ReadonlyMap<string, Balance>,
    private readonly entries = new Map<string, PageEntry>(),
  ) {}

  /** A page that begins as this one stands; nothing is touched there yet. */
  fork(): LedgerPage {
    return new LedgerPage(this.balances, new Map(this.entries));
  }

  /** How the balance of a key stands now. */
  read(register: CompiledRegister, key: DimensionValues): PageEntry {
    const id = balanceKey(register.key, key);
    const known = this.entries.get(id);
    if (known) return known;
    const stored = this.balances.get(id);
    const units = resourceUnits(register, stored?.resources ?? {});
    if (stored) assertPool(register, key, units);
    const entry = { register, key, units, ...(stored?.lastDay && { lastDay: stored.lastDay }) };
    this.entries.set(id, entry);
    return entry;
  }

  /** The key of a balance that was read here, by its canonical text. */
  keyOf(id: string): DimensionValues | undefined {
    return this.entries.get(id)?.key;
  }

  /** Adds what a movement of a day brings or takes. */
  add(register: CompiledRegister, key: DimensionValues, moved: Units, day: string): PageEntry {
    const before = this.read(register, key);
    const units = before.units.map((each, at) => each + (moved[at] ?? 0n));
    const lastDay = before.lastDay !== undefined && before.lastDay > day ? before.lastDay : day;
    const entry = { register, key, units, lastDay };
    const id = balanceKey(register.key, key);
    this.entries.set(id, entry);
    this.touched.add(id);
    return entry;
  }

  /** The balances that movements touched on this page. */
  changed(): readonly PageEntry[] {
    return [...this.touched].flatMap((id) => this.entries.get(id) ?? []);
  }
}
