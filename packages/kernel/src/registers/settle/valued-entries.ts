import { issue, ok, refused, unitsOf } from '../../foundation/index.js';
import type { Decimal, Issue, Result } from '../../foundation/index.js';
import { balanceKey } from '../balance-key.js';
import type { MovementIntent } from '../movement.js';
import type { CompiledRegister } from '../register.js';
import { standardGroup } from '../standard-group.js';
import type { Cost, ValuationEntry } from '../valuation/index.js';
import { entryHead } from './entry-head.js';
import type { EntryHead } from './entry-head.js';
import { lateCost } from './late-cost.js';
import { returns } from './returns.js';
import { heldUnits } from './wanted.js';
import type { Wanted } from './wanted.js';
import type { Workbench } from './workbench.js';

type Valued = NonNullable<CompiledRegister['valued']>;

/** An entry for the books, and what its rows are called and refer to. */
export interface PlannedEntry {
  readonly entry: ValuationEntry;
  /** Seqs of the earlier movements that its rows refer to. */
  readonly links?: readonly string[];
  /** Numbers of its rows, where layers may refer to them. */
  readonly seqs?: readonly string[];
  /** Where it is but a part of what is wanted: which balance, and how much of it. */
  readonly part?: Pick<Wanted, 'key' | 'units'>;
}

/** What a movement means to the books: one entry, or one for each original of a return. */
export function entriesOf(
  bench: Workbench,
  intent: MovementIntent,
  wanted: Wanted,
): Result<readonly PlannedEntry[], readonly Issue[]> {
  switch (intent.entry) {
    case 'return':
      return returns(bench, intent, wanted);
    case 'capitalise':
      return lateCost(bench, intent, wanted);
    case 'count':
      return intent.direction === 'out' ? ok([taking(bench, 'lost', wanted)]) : found(bench, intent, wanted);
    default:
      return ok([plainEntry(bench, intent, wanted)]);
  }
}

function plainEntry(bench: Workbench, intent: MovementIntent, wanted: Wanted): PlannedEntry {
  const { register, units } = wanted;
  const [quantity = 0n, amount = 0n] = units;
  const pool = balanceKey(register.key, wanted.key);
  switch (intent.entry) {
    case 'receive':
      return named(entryHead(bench, register, 1), (head) => ({
        ...head,
        type: 'receive',
        pool,
        quantity,
        amount,
      }));
    case 'move': {
      const to = balanceKey(register.key, intent.to ?? wanted.key);
      return named(entryHead(bench, register, 2), (head) => ({
        ...head,
        type: 'move',
        from: pool,
        to,
        quantity,
      }));
    }
    case 'replace': {
      const held = intent.held
        ? heldUnits(intent.held, register)
        : (bench.state.books.pool(pool)?.quantity ?? 0n);
      const rows = (held === 0n ? 0 : 1) + (quantity === 0n ? 0 : 1);
      return named(entryHead(bench, register, rows), (head) => ({
        ...head,
        type: 'replace',
        pool,
        held,
        quantity,
        amount,
      }));
    }
    case 'revalue':
      return revaluation(bench, intent, wanted);
    default:
      return taking(bench, 'issue', wanted);
  }
}

function taking(bench: Workbench, type: 'issue' | 'lost', { register, key, units }: Wanted): PlannedEntry {
  const pool = balanceKey(register.key, key);
  return named(entryHead(bench, register, 0), (head) => ({ ...head, type, pool, quantity: units[0] ?? 0n }));
}

/** A gain is worth the price that was given, or the pool's own; what nobody knows the price of needs one. */
function found(
  bench: Workbench,
  { price, costWhenEmpty }: MovementIntent,
  { register, key, units }: Wanted,
): Result<readonly PlannedEntry[], readonly Issue[]> {
  const { valued } = register;
  const [quantity = 0n] = units;
  const pool = balanceKey(register.key, key);
  const known = bench.state.books.priceOfGain(pool);
  const whole = costWhenEmpty && valued && { quantity, amount: unitsOf(costWhenEmpty, valued.amount.scale) };
  if (!price && !known && !whole) return refused([issue('cost_unknown')]);
  const cost = price && valued ? costOfPrice(price, valued) : known ? undefined : whole;
  return ok([
    named(entryHead(bench, register, 1), (head) => ({
      ...head,
      type: 'found',
      pool,
      quantity,
      ...(cost && { cost }),
    })),
  ]);
}

function revaluation(bench: Workbench, { price }: MovementIntent, { register, key }: Wanted): PlannedEntry {
  if (!price || !register.valued) throw new Error('a revaluation without a price');
  const group = balanceKey(register.key, standardGroup(register, key));
  const cost = costOfPrice(price, register.valued);
  return named(entryHead(bench, register, 0), (head) => ({ ...head, type: 'revalue', group, cost }));
}

/** The price of a unit as quantity and amount, so that nothing of it is rounded. */
export function costOfPrice(price: Decimal, { quantity, amount }: Valued): Cost {
  const places = price.decimalPlaces();
  return {
    amount: unitsOf(price, places) * 10n ** BigInt(amount.scale),
    quantity: 10n ** BigInt(places + quantity.scale),
  };
}

function named({ head, seqs }: EntryHead, entry: (head: EntryHead['head']) => ValuationEntry): PlannedEntry {
  return { entry: entry(head), seqs };
}
