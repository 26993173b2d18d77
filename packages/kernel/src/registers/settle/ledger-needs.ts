import { unitsOfText } from '../../foundation/index.js';
import { balanceKey } from '../balance-key.js';
import type { DimensionValues } from '../balance-key.js';
import type { Balance, DimensionFilter, LinkQuery, MovementIntent } from '../movement.js';
import { negativePolicy } from '../negative-policy.js';
import type { CompiledRegister, CompiledResource } from '../register.js';
import { standardGroup } from '../standard-group.js';
import { availableNeeds } from './available.js';
import type {
  Earlier,
  EarlierMovement,
  GroupReference,
  KeyReference,
  LedgerNeeds,
  LotsNeed,
  LowestNeed,
  PostingOrder,
  SumNeed,
} from './ledger-facts.js';
import { lowestNeed } from './lowest-need.js';
import { LotShelf, lotsNeed, picksOf } from './lot-shelf.js';
import { originalsOf, resolvedKeys } from './originals.js';
import type { Original } from './originals.js';
import { possibleOrders } from './possible-orders.js';

/** Which earlier movements must be read before anything is locked; each question once. */
export function linksOf(orders: readonly PostingOrder[]): readonly LinkQuery[] {
  const queries = orders.flatMap(({ intents, mirrors }) => [
    ...(mirrors ? [mirrors] : []),
    ...intents.flatMap(({ links = [] }) => links.map(({ query }) => query)),
  ]);
  return [...new Map(queries.map((query) => [query.id, query])).values()];
}

/**
 * The keys that must be known and, where a balance is kept under lock, locked before the orders can be settled; each once. Those of
 * originals are among them, and those of every lot that may be picked.
 * @param lots balances that hold something, of all `lotGroups`.
 */
export function keysToLock(
  orders: readonly PostingOrder[],
  earlier: Earlier,
  lots: readonly KeyReference[] = [],
): readonly KeyReference[] {
  const touched = new Map<string, KeyReference>();
  for (const order of possibleOrders(orders, earlier, shelfOf(orders, earlier, lots)))
    for (const { register, key } of keysOf(order, earlier))
      if (order.posting.registers.has(register)) touched.set(balanceKey(register, key), { register, key });
  return [...touched.values()];
}

/**
 * What can be picked from: what is there, and what the orders themselves bring. What one line carries somewhere another one may pick
 * there and carry on, so it takes as many rounds as there are places on the way.
 */
function shelfOf(orders: readonly PostingOrder[], earlier: Earlier, lots: Iterable<KeyReference>): LotShelf {
  const picks = picksOf(orders);
  const shelf = new LotShelf(picks);
  if (picks.length === 0) return shelf;
  shelf.add(lots);
  const touched = () => possibleOrders(orders, earlier, shelf).flatMap((order) => keysOf(order, earlier));
  while (shelf.add(touched()));
  return shelf;
}

function keysOf(order: PostingOrder, earlier: Earlier): readonly KeyReference[] {
  const { registers } = order.posting;
  return [
    ...mirrored(order, earlier),
    ...order.intents.flatMap((intent) => [
      ...touchedBy(intent, earlier),
      ...availableNeeds(intent.guard?.available ?? [], registers).keys,
    ]),
  ];
}

/** The balances that an intent changes, and those of the movements that it refers to. */
function touchedBy(intent: MovementIntent, earlier: Earlier): readonly KeyReference[] {
  const { register, to, entry } = intent;
  const originals = originalsOf(intent, earlier);
  const own = entry === 'capitalise' || entry === 'revalue' ? [] : resolvedKeys(intent, originals);
  return [
    ...[...own, ...(to ? [to] : [])].map((key) => ({ register, key })),
    ...originals.map(({ movement }) => ({ register: movement.register, key: movement.key })),
  ];
}

function mirrored({ mirrors }: PostingOrder, earlier: Earlier): readonly EarlierMovement[] {
  return mirrors ? (earlier.get(mirrors.id) ?? []).flatMap(({ movements }) => movements) : [];
}

/** Groups of balances of which all that exist must be locked too: those that get a new standard. */
export function groupsToLock(orders: readonly PostingOrder[]): readonly GroupReference[] {
  const groups = new Map<string, GroupReference>();
  for (const { intents, posting } of orders) {
    for (const { entry, register: name, key } of intents) {
      const register = posting.registers.get(name);
      if (entry !== 'revalue' || !register) continue;
      const group = standardGroup(register, key);
      const where = Object.fromEntries(
        register.standardBy.map((at) => [register.dimensions[at]?.id ?? '', group[at] ?? null]),
      ) as DimensionFilter;
      groups.set(balanceKey(name, group), { register: name, group, where });
    }
  }
  return [...groups.values()];
}

/** Registers that are valued anew: all their balances are locked, and nobody brings another one into them meanwhile. */
export function registersToLock(orders: readonly PostingOrder[]): readonly string[] {
  return [...new Set(orders.flatMap(({ posting: { recosts } }) => (recosts ? [recosts.key] : [])))];
}

/** What must be read once the locks are held. */
export function needsUnderLock(
  orders: readonly PostingOrder[],
  earlier: Earlier,
  balances: ReadonlyMap<string, Balance>,
): LedgerNeeds {
  const shelf = shelfOf(orders, earlier, balances.values());
  const list = new NeedList(earlier, balances);
  for (const order of possibleOrders(orders, earlier, shelf)) list.add(order);
  return { ...list.needs(), lots: lotsNeeds(orders, shelf) };
}

function lotsNeeds(orders: readonly PostingOrder[], shelf: LotShelf): readonly LotsNeed[] {
  const needs = orders.flatMap(({ posting, intents }) =>
    intents.flatMap((intent) => {
      const { register: name, key, pick } = intent;
      const register = posting.registers.get(name);
      return pick && register ? [lotsNeed(register, key, pick, shelf.keysFor(intent, pick))] : [];
    }),
  );
  return [...new Map(needs.map((need) => [need.id, need])).values()];
}

/** Gathers what orders need, one after another: the days of earlier ones count for later ones. */
class NeedList {
  private readonly layers = new Map<string, KeyReference>();
  private readonly standards = new Map<string, { register: string; group: DimensionValues }>();
  private readonly returned = new Set<string>();
  private readonly lowest = new Map<string, LowestNeed>();
  private readonly sums = new Map<string, SumNeed>();
  private readonly lastDays = new Map<string, string>();
  private readonly histories = new Set<string>();
  /** How many movements the orders become, at the most. */
  private movements = 0;
  private bringsLayers = false;

  constructor(
    private readonly earlier: Earlier,
    private readonly balances: ReadonlyMap<string, Balance>,
  ) {}

  add(order: PostingOrder): void {
    const { registers, recosts } = order.posting;
    if (recosts) this.addHistory(recosts);
    for (const movement of mirrored(order, this.earlier)) {
      const register = registers.get(movement.register);
      this.returned.add(movement.seq);
      this.addMovements(1, register?.valued?.method.layered);
      if (register) this.addPool(register, movement.key, order.businessDate);
    }
    for (const intent of order.intents) {
      const register = registers.get(intent.register);
      if (register) this.addIntent(order, intent, register);
    }
  }

  private addHistory(register: CompiledRegister): void {
    this.histories.add(register.key);
    for (const [id, { register: name, key }] of this.balances) {
      if (name !== register.key) continue;
      const group = standardGroup(register, key);
      this.standards.set(balanceKey(name, group), { register: name, group });
      if (register.valued?.method.layered) this.layers.set(id, { register: name, key });
    }
  }

  needs(): Omit<LedgerNeeds, 'lots'> {
    return {
      layers: [...this.layers.values()],
      standards: [...this.standards.values()],
      returned: [...this.returned],
      lowest: [...this.lowest.values()],
      sums: [...this.sums.values()],
      histories: [...this.histories],
      newSeqs: this.bringsLayers ? this.movements : 0,
    };
  }

  private addIntent(order: PostingOrder, intent: MovementIntent, register: CompiledRegister): void {
    const originals = originalsOf(intent, this.earlier);
    if (register.valued || intent.entry === 'return')
      for (const { movement } of originals) this.returned.add(movement.seq);
    for (const key of resolvedKeys(intent, originals)) this.addGuard(order, intent, register, key);
    const isFound = intent.entry === 'count' && intent.direction === 'in';
    for (const { key } of touchedBy(intent, this.earlier))
      this.addPool(register, key, order.businessDate, isFound);
    const brings = intent.direction !== 'out' || intent.entry === 'replace';
    this.addMovements(this.movementsOf(intent, originals), brings && register.valued?.method.layered);
  }

  private movementsOf({ entry, direction }: MovementIntent, originals: readonly Original[]): number {
    if (entry === 'return' || entry === 'capitalise') return Math.max(1, originals.length);
    if (entry === 'revalue') return this.balances.size;
    return entry === 'replace' || direction === 'move' ? 2 : 1;
  }

  private addMovements(count: number, bringsLayers = false): void {
    this.movements += count;
    this.bringsLayers ||= bringsLayers;
  }

  private addGuard(
    { businessDate, posting }: PostingOrder,
    { guard, direction }: MovementIntent,
    register: CompiledRegister,
    key: DimensionValues,
  ): void {
    if (!guard || negativePolicy(register, key) === 'allow') return;
    for (const sum of availableNeeds(guard.available, posting.registers).sums) this.sums.set(sum.id, sum);
    if (direction !== 'in' && guard.later && businessDate < this.lastDay(register, key)) {
      const need = lowestNeed(register, key, businessDate);
      this.lowest.set(need.id, need);
    }
  }

  /** @param isFound whether something comes in that has no price of its own. */
  private addPool(
    register: CompiledRegister,
    key: DimensionValues,
    businessDate: string,
    isFound = false,
  ): void {
    const id = balanceKey(register.key, key);
    const balance = this.balances.get(id);
    const lastDay = this.lastDay(register, key);
    this.lastDays.set(id, lastDay > businessDate ? lastDay : businessDate);
    if (!register.valued) return;
    if (register.valued.method.layered) this.layers.set(id, { register: register.key, key });
    const mayBeShort = isFound || negativePolicy(register, key) !== 'refuse';
    if (
      register.valued.method.goesNegative ||
      (mayBeShort && knowsNoPrice(register.valued.quantity, balance))
    ) {
      const group = standardGroup(register, key);
      this.standards.set(balanceKey(register.key, group), { register: register.key, group });
    }
  }

  private lastDay(register: CompiledRegister, key: DimensionValues): string {
    const id = balanceKey(register.key, key);
    return this.lastDays.get(id) ?? this.balances.get(id)?.lastDay ?? '';
  }
}

function knowsNoPrice({ id, scale }: CompiledResource, balance: Balance | undefined): boolean {
  return !balance?.lastCost && unitsOfText(balance?.resources[id] ?? '0', scale) <= 0n;
}
