import { unitsText } from '../../foundation/index.js';
import type { DimensionValues } from '../balance-key.js';
import type { EntryTerms } from '../movement.js';
import type { CompiledRegister } from '../register.js';
import type { Booking, Cost } from '../valuation/index.js';

type Valued = NonNullable<CompiledRegister['valued']>;

/** What an entry was given and its rows do not tell; nothing where they tell everything. */
export function entryTerms({ entry, rows }: Booking, valued: Valued): EntryTerms | undefined {
  const [quantity, amount] = [inUnits(valued.quantity.scale), inUnits(valued.amount.scale)];
  const cost = (each: Cost) => ({ quantity: quantity(each.quantity), amount: amount(each.amount) });
  switch (entry.type) {
    case 'receive':
      return rows[0]?.amount === entry.amount ? undefined : { amount: amount(entry.amount) };
    case 'found':
      return entry.cost && { cost: cost(entry.cost) };
    case 'return_out':
      return entry.at === 'original' ? undefined : { at: entry.at };
    case 'replace':
      return {
        held: quantity(entry.held),
        quantity: quantity(entry.quantity),
        amount: amount(entry.amount),
      };
    case 'capitalise':
      return { amount: amount(entry.amount), ...spreadBy(entry.basis) };
    case 'revalue':
      return { group: dimensionsOf(entry.group), cost: cost(entry.cost) };
    default:
      return undefined;
  }
}

function inUnits(scale: number): (units: bigint) => string {
  return (units) => unitsText(units, scale);
}

function spreadBy(basis: Extract<Booking['entry'], { type: 'capitalise' }>['basis']): EntryTerms {
  return typeof basis === 'string' ? { basis } : { weights: basis.map(String) };
}

/** A group has the name of a balance: its register, then its dimensions. */
function dimensionsOf(group: string): DimensionValues {
  const [, ...values] = JSON.parse(group) as [string, ...(string | null)[]];
  return values;
}
