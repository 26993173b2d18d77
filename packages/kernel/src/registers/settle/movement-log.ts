import { decimalOfUnits, magnitude, unitsText, ZERO } from '../../foundation/index.js';
import type { Decimal } from '../../foundation/index.js';
import type { DimensionValues } from '../balance-key.js';
import { countedResource } from '../counted-resource.js';
import type { LineOrigin, Movement } from '../movement.js';
import { entryTerms } from '../recost/entry-terms.js';
import type { CompiledRegister } from '../register.js';
import { resourceTexts } from '../resource-units.js';
import type { Units } from '../resource-units.js';
import type { Booking } from '../valuation/index.js';
import type { LedgerState } from './ledger-state.js';
import { placeName } from './place-name.js';
import { storedLayer } from './stored-layers.js';

/** Where a movement comes from. */
export interface MovementSource {
  readonly ruleId: string;
  readonly line?: LineOrigin;
}

type Details = Pick<
  Movement,
  'entry' | 'linkSeq' | 'seq' | 'pieces' | 'variances' | 'credit' | 'allocated' | 'direction' | 'terms' | 'of'
>;

/** How much a rule moved, and which balance. */
export interface Taken {
  readonly key: DimensionValues;
  readonly quantity: Decimal;
}

/** The same as it was booked; few are ever asked how much it was. */
interface Moved {
  readonly register: CompiledRegister;
  readonly key: DimensionValues;
  readonly units: Units;
}

/** The movements of one order as they are booked. */
export class MovementLog {
  readonly movements: Movement[] = [];
  /** What rules moved, by rule and line. */
  private readonly moved = new Map<string, Record<Movement['direction'], Moved[]>>();

  constructor(
    private readonly state: LedgerState,
    private readonly businessDate: string,
  ) {}

  /** Books a movement. @param moved signed from the balance's point of view. */
  write(
    register: CompiledRegister,
    key: DimensionValues,
    moved: Units,
    { ruleId, line }: MovementSource,
    details: Details,
  ): void {
    const { units } = this.state.add(register, key, moved, this.businessDate);
    const showsBalance = register.locksBalance && register.definition.balance !== 'split';
    this.movements.push({
      ruleId,
      register: register.key,
      key,
      resources: resourceTexts(register, moved),
      balanceAfter: showsBalance ? resourceTexts(register, units) : undefined,
      line,
      ...details,
      ...this.numberOf(details),
    });
    if (details.entry !== 'mirror')
      this.placeOf(ruleId, line)[details.direction].push({ register, key, units: moved });
  }

  /** Where some movements have their number already, those before them have one too: it tells the order of posting. */
  private numberOf({ entry, seq }: Details): { readonly seq?: string } {
    // How many movements it takes to value anew shows only when it is done: nobody could draw numbers for them.
    const number = seq ?? (entry === 'recost' ? undefined : this.state.nextSeq());
    return number === undefined ? {} : { seq: number };
  }

  private placeOf(ruleId: string, line: LineOrigin | undefined): Record<Movement['direction'], Moved[]> {
    const name = placeName(ruleId, line);
    const known = this.moved.get(name);
    if (known) return known;
    const place = { in: [], out: [] };
    this.moved.set(name, place);
    return place;
  }

  /** Books the rows of an entry of the books. @param seqs numbers of the rows, where they were drawn. */
  writeBooking(
    register: CompiledRegister,
    booking: Booking,
    source: MovementSource,
    links: readonly string[] = [],
    seqs: readonly string[] = [],
  ): void {
    const head = this.movements.length;
    const terms = register.valued && entryTerms(booking, register.valued);
    for (const [at, { pool, quantity, amount, pieces }] of booking.rows.entries()) {
      const [linkSeq, seq] = [links[at], seqs[at]];
      const key = this.state.page.keyOf(pool) ?? keyOfPool(register, pool);
      this.write(register, key, [quantity, amount], source, {
        direction: quantity > 0n || (quantity === 0n && amount >= 0n) ? 'in' : 'out',
        entry: booking.entry.type,
        ...(linkSeq !== undefined && { linkSeq }),
        ...(seq !== undefined && { seq }),
        ...(register.valued &&
          pieces.length > 0 && {
            pieces: pieces.map((piece) => storedLayer(piece, register.valued as Valued)),
          }),
        ...moneyOf(register, booking, at, linkSeq),
        ...(at > 0 ? { of: head } : terms && { terms }),
      });
    }
  }

  /** How much a rule moved for a line so far: what went out, or else what came in. */
  movedBy(ruleId: string, line: LineOrigin | undefined): Decimal {
    return this.takenBy(ruleId, line).reduce((sum, { quantity }) => sum.plus(quantity), ZERO);
  }

  /** The same balance by balance. */
  takenBy(ruleId: string, line: LineOrigin | undefined): readonly Taken[] {
    const { in: brought, out } = this.placeOf(ruleId, line);
    const taken = out.map(takenOf).filter(({ quantity }) => !quantity.isZero());
    return taken.length > 0 ? taken : brought.map(takenOf);
  }
}

function takenOf({ register, key, units }: Moved): Taken {
  const at = register.resources.findIndex(({ id }) => id === countedResource(register));
  return { key, quantity: decimalOfUnits(magnitude(units[at] ?? 0n), register.resources[at]?.scale ?? 0) };
}

type Valued = NonNullable<CompiledRegister['valued']>;

/** Money beside the row: what no pool holds, what is given back, and what fell to an earlier movement. */
function moneyOf(
  { valued }: CompiledRegister,
  { variances, credit, allocated }: Booking,
  at: number,
  linkSeq: string | undefined,
): Pick<Movement, 'variances' | 'credit' | 'allocated'> {
  const text = (units: bigint) => unitsText(units, valued?.amount.scale ?? 0);
  const own = variances.filter(({ row }) => row === at);
  const share = allocated?.[at];
  return {
    ...(own.length > 0 && { variances: own.map(({ kind, amount }) => ({ kind, amount: text(amount) })) }),
    ...(credit !== undefined && at === 0 && { credit: text(credit) }),
    ...(share !== undefined &&
      linkSeq !== undefined && { allocated: [{ seq: linkSeq, amount: text(share) }] }),
  };
}

/** The dimensions that the name of a pool tells; blank ones at the end are left out there. */
function keyOfPool({ dimensions }: CompiledRegister, pool: string): DimensionValues {
  const [, ...key] = JSON.parse(pool) as [string, ...(string | null)[]];
  return dimensions.map((_, at) => key[at] ?? null);
}
