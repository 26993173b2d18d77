import { ok, ZERO } from '../../foundation/index.js';
import type { Decimal, Issue, Result } from '../../foundation/index.js';
import { addAll, receiversOf, shareOut, unitsFor } from './services.js';
import type { Amounts, ServiceCosts } from './services.js';

/**
 * Direct method: the own cost of each service goes to the departments that are no services; what services do for one
 * another does not count.
 * @returns the cost of each department that is no service, or `no_driver` for a service that served none of them.
 */
export function allocateDirect(given: ServiceCosts): Result<Amounts, readonly Issue[]> {
  const { services, costs, usage, scale } = given;
  const final = ownCosts(given);
  for (const service of services) {
    const cost = costs.get(service);
    if (!cost || cost.isZero()) continue;
    const units = unitsFor(usage, service, (receiver) => !services.includes(receiver));
    const shares = shareOut(service, cost, units, scale);
    if (!shares.ok) return shares;
    addAll(final, shares.value);
  }
  return ok(final);
}

/** What the departments that are no services have before anything is handed out. */
export function ownCosts(given: ServiceCosts): Map<string, Decimal> {
  return new Map(receiversOf(given).map((name) => [name, given.costs.get(name) ?? ZERO]));
}
