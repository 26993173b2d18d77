import { balanceKey } from '../balance-key.js';
import type { DimensionValues } from '../balance-key.js';
import type { DimensionFilter, IntendedPick, MovementIntent } from '../movement.js';
import type { CompiledRegister } from '../register.js';
import type { GroupReference, KeyReference, LotsNeed, PostingOrder } from './ledger-facts.js';

/** The balances that differ in their lot only, by what they have in common. */
export class LotShelf {
  private readonly shelves = new Map<string, Map<string, DimensionValues>>();
  /** Where lots stand in the keys of a register. */
  private readonly places = new Map<string, ReadonlySet<number>>();

  constructor(picks: readonly MovementIntent[]) {
    for (const { register, pick } of picks)
      if (pick) this.places.set(register, new Set([...(this.places.get(register) ?? []), pick.at]));
  }

  /** @returns whether any of these balances was not known yet. */
  add(keys: Iterable<KeyReference>): boolean {
    let isMore = false;
    for (const { register, key } of keys)
      for (const at of this.places.get(register) ?? [])
        isMore = this.put(shelfName(register, key, at), key) || isMore;
    return isMore;
  }

  private put(name: string, key: DimensionValues): boolean {
    const shelf = this.shelves.get(name) ?? new Map<string, DimensionValues>();
    const before = shelf.size;
    this.shelves.set(name, shelf.set(JSON.stringify(key), key));
    return shelf.size > before;
  }

  /** The keys whose lots an intent may pick. */
  keysFor({ register, key }: MovementIntent, { at }: IntendedPick): readonly DimensionValues[] {
    return [...(this.shelves.get(shelfName(register, key, at))?.values() ?? [])];
  }
}

function shelfName(register: string, key: DimensionValues, at: number): string {
  return `${at} ${balanceKey(register, key.with(at, null))}`;
}

/** The intents of orders that pick lots. */
export function picksOf(orders: readonly PostingOrder[]): readonly MovementIntent[] {
  return orders.flatMap(({ intents }) => intents.filter(({ pick }) => pick !== undefined));
}

/** Where lots are picked from: which of these balances hold something must be known before anything is locked. */
export function lotGroups(orders: readonly PostingOrder[]): readonly GroupReference[] {
  const groups = orders.flatMap(({ posting, intents }) =>
    intents.flatMap(({ register: name, key, pick }) => {
      const register = posting.registers.get(name);
      if (!pick || !register) return [];
      return [[shelfName(name, key, pick.at), groupOf(register, key, pick)] as const];
    }),
  );
  return [...new Map(groups).values()];
}

function groupOf(
  register: CompiledRegister,
  key: DimensionValues,
  { at: lot }: IntendedPick,
): GroupReference {
  const others = register.dimensions.flatMap(({ id }, at) => (at === lot ? [] : [[id, key[at] ?? null]]));
  return { register: register.key, group: key, where: Object.fromEntries(others) as DimensionFilter };
}

/** Names the question for the lots that an intent may pick. */
export function lotsId(
  { key: register }: CompiledRegister,
  key: DimensionValues,
  { at, lastDay, received }: IntendedPick,
): string {
  return JSON.stringify([shelfName(register, key, at), lastDay ?? null, received ?? null]);
}

/** The question for the records of the lots that an intent may pick. */
export function lotsNeed(
  register: CompiledRegister,
  key: DimensionValues,
  pick: IntendedPick,
  keys: readonly DimensionValues[],
): LotsNeed {
  const { at, lastDay, received } = pick;
  return {
    id: lotsId(register, key, pick),
    register: register.key,
    dimension: register.dimensions[at]?.id ?? '',
    ...(lastDay !== undefined && { lastDay }),
    ...(received !== undefined && { received }),
    keys,
  };
}
