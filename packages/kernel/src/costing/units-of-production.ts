import { Decimal, ZERO } from '../foundation/index.js';
import { partOf } from './per-unit.js';

export interface UnitsOfProduction {
  readonly cost: Decimal;
  readonly residual: Decimal;
  /** How many units it lasts for. */
  readonly life: Decimal;
  /** Units of each period, in order. */
  readonly used: readonly Decimal[];
  /** From this period on (1 is the first) what is left is charged over a new remaining life. */
  readonly reestimate?: { readonly beforePeriod: number; readonly remaining: Decimal };
  readonly scale: number;
}

export interface UsageCharges {
  /** Charge of each period. */
  readonly charges: readonly Decimal[];
  /** What is still to be charged; the residual is not. */
  readonly remaining: Decimal;
}

/**
 * Depreciation by units of production (工作量法). Each charge is what is due by then less what was charged before, so that
 * the charges of a whole life are exactly cost less residual; use beyond the life is free.
 */
export function chargeByUse(given: UnitsOfProduction): UsageCharges {
  let base = given.cost.minus(given.residual);
  let life = given.life;
  let used = ZERO;
  let charged = ZERO;
  const charges = given.used.map((units, at) => {
    if (given.reestimate?.beforePeriod === at + 1) {
      base = base.minus(charged);
      life = given.reestimate.remaining;
      used = charged = ZERO;
    }
    used = Decimal.min(used.plus(units), life);
    const charge = dueBy(base, used, life, given.scale).minus(charged);
    charged = charged.plus(charge);
    return charge;
  });
  return { charges, remaining: base.minus(charged) };
}

function dueBy(base: Decimal, used: Decimal, life: Decimal, scale: number): Decimal {
  if (life.lte(0)) return ZERO;
  return partOf(base, used, life, scale);
}
