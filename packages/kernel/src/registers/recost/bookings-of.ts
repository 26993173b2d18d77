import { unitsOfText } from '../../foundation/index.js';
import { balanceKey } from '../balance-key.js';
import type { EntryTerms } from '../movement.js';
import type { CompiledRegister } from '../register.js';
import type { EarlierMovement } from '../settle/ledger-facts.js';
import { layerOf, orderOf } from '../settle/stored-layers.js';
import type { BookedRow, Booking, Cost, ValuationEntry } from '../valuation/index.js';

/** Turns what the ledger holds of one valued register back into the entries that made it. */

/** Entries with the movements that their rows stand for, row by row. */
export interface PlayedEntry {
  readonly booking: Booking;
  readonly movements: readonly EarlierMovement[];
}

/** An adjustment of an earlier recost belongs to the movement that it adjusted, and is no entry of its own. */
const isAdjustment = ({ entry }: EarlierMovement): boolean => entry === 'recost';

/**
 * @param history all movements of the register, in the order of posting, those of one posting in theirs.
 * @returns every entry with what its rows stand at by now, earlier adjustments included.
 */
export function bookingsOf(
  register: CompiledRegister,
  history: readonly EarlierMovement[],
): readonly PlayedEntry[] {
  const adjusted = adjustmentsOf(register, history);
  const groups = new EntryGroups();
  for (const each of history) if (each.entry !== null && !isAdjustment(each)) groups.add(each);
  return groups.all().map((movements) => {
    const rows = movements.map((each) => rowOf(register, each, adjusted));
    const entry = new EntryReader(register, movements, groups).read();
    return { booking: { entry, rows, variances: [] }, movements };
  });
}

/** Movements of one entry: they stand next to each other, and all but the first name its place. */
class EntryGroups {
  private readonly groups: EarlierMovement[][] = [];
  private readonly groupOf = new Map<string, EarlierMovement[]>();

  add(movement: EarlierMovement): void {
    const last = this.groups.at(-1);
    const group = last && this.belongs(movement, last) ? last : this.begin();
    group.push(movement);
    this.groupOf.set(movement.seq, group);
  }

  /** Those of an entry that was undone in the order of what they undo. */
  all(): readonly (readonly [EarlierMovement, ...EarlierMovement[]])[] {
    return this.groups.flatMap((group) => {
      const [first, ...others] = group[0]?.entry === 'mirror' ? this.likeOriginals(group) : group;
      return first ? [[first, ...others] as const] : [];
    });
  }

  /** The number of the first row of the entry that a movement belongs to. */
  headOf(seq: string): string {
    return this.groupOf.get(seq)?.[0]?.seq ?? seq;
  }

  private begin(): EarlierMovement[] {
    const group: EarlierMovement[] = [];
    this.groups.push(group);
    return group;
  }

  private belongs(movement: EarlierMovement, group: readonly EarlierMovement[]): boolean {
    const [head] = group;
    if (!head || head.posting !== movement.posting || head.entry !== movement.entry) return false;
    if (movement.entry !== 'mirror') return movement.of !== undefined && movement.of === head.ord;
    // What is undone is undone row by row; rows that undo one entry are one entry again.
    const originals = this.groupOf.get(movement.linkSeq ?? '');
    const isAnother = group.every(({ linkSeq }) => linkSeq !== movement.linkSeq);
    return originals !== undefined && originals === this.groupOf.get(head.linkSeq ?? '') && isAnother;
  }

  private likeOriginals(group: readonly EarlierMovement[]): readonly EarlierMovement[] {
    const originals = this.groupOf.get(group[0]?.linkSeq ?? '') ?? [];
    const placeOf = ({ linkSeq }: EarlierMovement) => originals.findIndex(({ seq }) => seq === linkSeq);
    return group.toSorted((one, other) => placeOf(one) - placeOf(other));
  }
}

function adjustmentsOf(
  register: CompiledRegister,
  history: readonly EarlierMovement[],
): ReadonlyMap<string, bigint> {
  const sums = new Map<string, bigint>();
  for (const each of history.filter(isAdjustment)) {
    const of = each.linkSeq ?? '';
    sums.set(of, (sums.get(of) ?? 0n) + amountOf(register, each));
  }
  return sums;
}

function rowOf(
  register: CompiledRegister,
  movement: EarlierMovement,
  adjusted: ReadonlyMap<string, bigint>,
): BookedRow {
  return {
    pool: poolOf(register, movement),
    quantity: quantityOf(register, movement),
    amount: amountOf(register, movement) + (adjusted.get(movement.seq) ?? 0n),
    pieces: movement.pieces.map((piece) => layerOf(piece, valuedOf(register))),
  };
}

/** Reads one entry from its movements. */
class EntryReader {
  private readonly head: EarlierMovement;
  private readonly terms: EntryTerms;

  constructor(
    private readonly register: CompiledRegister,
    private readonly movements: readonly [EarlierMovement, ...EarlierMovement[]],
    private readonly groups: EntryGroups,
  ) {
    [this.head] = movements;
    this.terms = this.head.terms ?? {};
  }

  read(): ValuationEntry {
    const { head } = this;
    const common = { id: head.seq, date: head.businessDate, order: orderOf(head.seq) };
    const pool = poolOf(this.register, head);
    const quantity = this.quantity(head);
    switch (head.entry) {
      case 'receive':
        return { ...common, type: 'receive', pool, quantity, amount: this.given() };
      case 'move':
        return { ...common, type: 'move', from: pool, to: this.poolOfLast(), quantity };
      case 'return_in':
        return { ...common, type: 'return_in', of: this.original(head), pool, quantity };
      case 'return_out':
        return {
          ...common,
          type: 'return_out',
          of: this.original(head),
          pool,
          quantity,
          at: this.terms.at ?? 'original',
        };
      case 'found':
        return { ...common, type: 'found', pool, quantity, ...this.price() };
      case 'lost':
        return { ...common, type: 'lost', pool, quantity };
      case 'replace':
        return { ...common, type: 'replace', pool, ...this.replaced() };
      case 'mirror':
        return { ...common, type: 'mirror', of: this.original(head) };
      case 'capitalise':
        return { ...common, type: 'capitalise', ...this.lateCost() };
      case 'revalue':
        return { ...common, type: 'revalue', group: this.group(), cost: this.cost() };
      default:
        return { ...common, type: 'issue', pool, quantity };
    }
  }

  private quantity(movement: EarlierMovement): bigint {
    const units = quantityOf(this.register, movement);
    return units < 0n ? -units : units;
  }

  /** What came in was given an amount; what the pool did not take of it stands beside the row as a variance. */
  private given(): bigint {
    const { amount } = this.terms;
    return amount === undefined ? amountOf(this.register, this.head) : this.amount(amount);
  }

  private amount(text = '0'): bigint {
    return unitsOfText(text, valuedOf(this.register).amount.scale);
  }

  private quantityOfText(text = '0'): bigint {
    return unitsOfText(text, valuedOf(this.register).quantity.scale);
  }

  private poolOfLast(): string {
    return poolOf(this.register, this.movements.at(-1) ?? this.head);
  }

  private original({ linkSeq = '' }: EarlierMovement): string {
    return this.groups.headOf(linkSeq);
  }

  private price(): { readonly cost?: Cost } {
    return this.terms.cost === undefined ? {} : { cost: this.cost() };
  }

  private cost(): Cost {
    const { quantity, amount } = this.terms.cost ?? { quantity: '1', amount: '0' };
    return { quantity: this.quantityOfText(quantity), amount: this.amount(amount) };
  }

  private replaced() {
    const { held, quantity, amount } = this.terms;
    return {
      held: this.quantityOfText(held),
      quantity: this.quantityOfText(quantity),
      amount: this.amount(amount),
    };
  }

  private lateCost() {
    const { amount, basis = 'equal', weights } = this.terms;
    return {
      of: this.movements.map((each) => this.original(each)),
      amount: this.amount(amount),
      basis: weights ? weights.map(BigInt) : basis,
    };
  }

  private group(): string {
    return balanceKey(this.register.key, this.terms.group ?? []);
  }
}

function valuedOf({ key, valued }: CompiledRegister) {
  if (!valued) throw new Error(`the register ${key} is not valued`);
  return valued;
}

function poolOf({ key }: CompiledRegister, movement: EarlierMovement): string {
  return balanceKey(key, movement.key);
}

function quantityOf(register: CompiledRegister, { resources }: EarlierMovement): bigint {
  const { id, scale } = valuedOf(register).quantity;
  return unitsOfText(resources[id] ?? '0', scale);
}

function amountOf(register: CompiledRegister, { resources }: EarlierMovement): bigint {
  const { id, scale } = valuedOf(register).amount;
  return unitsOfText(resources[id] ?? '0', scale);
}
