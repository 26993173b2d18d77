import { ok, ZERO } from '../../foundation/index.js';
import type { Decimal, Issue, Result } from '../../foundation/index.js';
import { addAll, shareOut, unitsFor } from './services.js';
import type { Amounts, ServiceCosts } from './services.js';

/** One service closed: what it had by then, and who got how much of it. */
export interface StepDown {
  readonly from: string;
  readonly amount: Decimal;
  readonly to: Amounts;
}

export interface StepDownResult {
  readonly steps: readonly StepDown[];
  /** The cost of each department that is no service. */
  readonly final: Amounts;
}

/**
 * Step-down method: the services close in their order, and each hands all that it has by then to those not closed yet.
 * Another order gives another answer, so the order belongs to the version of a run.
 * @returns the steps and the final costs, or `no_driver` for a service that has nobody left to give to.
 */
export function allocateStepDown(given: ServiceCosts): Result<StepDownResult, readonly Issue[]> {
  const held = new Map(given.costs);
  const closed = new Set<string>();
  const steps: StepDown[] = [];
  for (const from of given.services) {
    const amount = held.get(from) ?? ZERO;
    const units = unitsFor(given.usage, from, (receiver) => !closed.has(receiver));
    closed.add(from);
    held.delete(from);
    if (amount.isZero() && units.size === 0) continue;
    const shares = shareOut(from, amount, units, given.scale);
    if (!shares.ok) return shares;
    addAll(held, shares.value);
    steps.push({ from, amount, to: shares.value });
  }
  return ok({ steps, final: held });
}
