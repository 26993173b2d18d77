import { issue, ok, refused, ZERO } from '../../foundation/index.js';
import type { Decimal, Issue, Result } from '../../foundation/index.js';
import { fractionOf, NOTHING, over, plus, proportions, roundFraction, times, minus } from '../fraction.js';
import type { Fraction } from '../fraction.js';
import { solveLinear } from './linear-equations.js';
import { receiversOf, shareOut, totalOf, unitsFor } from './services.js';
import type { Amounts, ServiceCosts } from './services.js';

export interface ReciprocalResult {
  /** What each service cost with all that others did for it, rounded for people. */
  readonly gross: Amounts;
  /** The cost of each department that is no service; together exactly all costs. */
  readonly final: Amounts;
}

const ONE = { numerator: 1n, denominator: 1n };

/**
 * Reciprocal method: each service costs its own and its share of every service that worked for it, all at once. The
 * equations are solved exactly; only the final costs are rounded, together.
 * @returns `no_driver` for a service with costs that served nobody, or none but services.
 */
export function allocateReciprocal(given: ServiceCosts): Result<ReciprocalResult, readonly Issue[]> {
  const { services, scale } = given;
  const idle = services.find((each) => !costOf(given, each).isZero() && !servesAnybody(given, each));
  if (idle !== undefined) return refused([issue('no_driver', `/${idle}`, { name: idle })]);
  const grossExact = solveLinear(services.map((each) => equationOf(given, each)));
  // Services that serve each other alone never hand their costs on.
  if (!grossExact) return refused([issue('no_driver', '', { name: services.join(', ') })]);
  const receivers = receiversOf(given);
  const weights = proportions(receivers.map((each) => finalOf(given, each, grossExact)));
  const weightOf = new Map(receivers.map((each, at) => [each, weights[at] ?? ZERO]));
  // A month without costs is one in which everybody's share is nothing, not one without a driver.
  const isNothing = [...given.costs.values()].every((cost) => cost.isZero());
  const final = isNothing
    ? ok(weightOf)
    : shareOut(services.join(', '), totalOf(given.costs), weightOf, scale);
  if (!final.ok) return final;
  const gross = services.map((each, at) => [each, roundFraction(grossExact[at] ?? NOTHING, scale)] as const);
  return ok({ gross: new Map(gross), final: final.value });
}

function costOf({ costs }: ServiceCosts, name: string): Decimal {
  return costs.get(name) ?? ZERO;
}

function servesAnybody({ usage }: ServiceCosts, service: string): boolean {
  return unitsFor(usage, service).size > 0;
}

/** The part of a service's work that a department had. */
function shareIn({ usage }: ServiceCosts, service: string, receiver: string): Fraction {
  const units = unitsFor(usage, service);
  const had = units.get(receiver);
  return had ? over(fractionOf(had), fractionOf(totalOf(units))) : NOTHING;
}

/** x of this service - the sum over the others of x times its share in them = its own cost. */
function equationOf(given: ServiceCosts, service: string): readonly Fraction[] {
  const factors = given.services.map((other) => {
    const own = other === service ? ONE : NOTHING;
    return minus(own, shareIn(given, other, service));
  });
  return [...factors, fractionOf(costOf(given, service))];
}

function finalOf(given: ServiceCosts, receiver: string, gross: readonly Fraction[]): Fraction {
  return given.services.reduce(
    (sum, service, at) => plus(sum, times(gross[at] ?? NOTHING, shareIn(given, service, receiver))),
    fractionOf(costOf(given, receiver)),
  );
}
