import { issue, ok, refused, roundTo, ZERO } from '../../foundation/index.js';
import type { Decimal, Issue, Result } from '../../foundation/index.js';
import { perUnit } from '../per-unit.js';
import { totalOf, unitsFor } from './services.js';
import type { Amounts, Usage } from './services.js';

export interface Interchange {
  /** The two services that work for each other. */
  readonly services: readonly [string, string];
  readonly costs: Amounts;
  readonly usage: Usage;
  /** Takes what the rounding of the rates leaves; where a service did nothing for it, the last receiver does. */
  readonly tail: string;
  readonly rateScale: number;
  readonly scale: number;
}

/** What becomes of one of the two services. */
export interface InterchangeSide {
  readonly service: string;
  /** Cost of a unit before the exchange, and what the other service pays for its units. */
  readonly rate: Decimal;
  readonly given: Decimal;
  /** Cost after the exchange, cost of a unit for everybody else, and what each of them bears. */
  readonly externalCost: Decimal;
  readonly externalRate: Decimal;
  readonly external: Amounts;
}

/**
 * Interchange in two rounds (交互分配): the services first charge each other at their rates before the exchange, then hand
 * what they cost now to everybody else.
 * @returns both sides, or `no_driver` for a service that did nothing, or nothing for anybody but the other one.
 */
export function allocateInterchange(
  given: Interchange,
): Result<readonly [InterchangeSide, InterchangeSide], readonly Issue[]> {
  const [first, second] = given.services;
  for (const service of given.services) {
    const outside = unitsFor(given.usage, service, (name) => !given.services.includes(name));
    if (outside.size === 0) return refused([issue('no_driver', `/${service}`, { name: service })]);
  }
  const ratesBefore = [chargeFor(given, first, second), chargeFor(given, second, first)] as const;
  return ok([
    outwards(given, first, ratesBefore[0], ratesBefore[1].amount),
    outwards(given, second, ratesBefore[1], ratesBefore[0].amount),
  ]);
}

interface Charge {
  readonly rate: Decimal;
  readonly amount: Decimal;
}

function chargeFor({ costs, usage, rateScale, scale }: Interchange, service: string, other: string): Charge {
  const units = unitsFor(usage, service);
  const rate = rateOf(costs.get(service) ?? ZERO, units, rateScale);
  return { rate, amount: roundTo(rate.times(units.get(other) ?? ZERO), scale) };
}

function outwards(given: Interchange, service: string, charge: Charge, received: Decimal): InterchangeSide {
  const units = unitsFor(given.usage, service, (name) => !given.services.includes(name));
  const externalCost = (given.costs.get(service) ?? ZERO).minus(charge.amount).plus(received);
  const externalRate = rateOf(externalCost, units, given.rateScale);
  const external = restToTail(given, units, externalCost, externalRate);
  return { service, rate: charge.rate, given: charge.amount, externalCost, externalRate, external };
}

function restToTail({ tail, scale }: Interchange, units: Amounts, cost: Decimal, rate: Decimal): Amounts {
  const takesRest = units.has(tail) ? tail : [...units.keys()].at(-1);
  const shares = new Map([...units].map(([name, had]) => [name, roundTo(rate.times(had), scale)]));
  shares.delete(takesRest as string);
  const rest = cost.minus(totalOf(shares));
  return new Map([...units.keys()].map((name) => [name, shares.get(name) ?? rest]));
}

function rateOf(amount: Decimal, units: Amounts, scale: number): Decimal {
  return perUnit(amount, totalOf(units), scale) ?? ZERO;
}
