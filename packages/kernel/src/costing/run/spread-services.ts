import { decimalText, issue, ok, pointer, ZERO } from '../../foundation/index.js';
import type { Decimal, Issue, Result } from '../../foundation/index.js';
import type { AllocationDefinition, ServiceMethod } from '../../metadata/index.js';
import { allocateDirect } from '../allocation/direct.js';
import { allocateInterchange } from '../allocation/interchange.js';
import { allocateReciprocal } from '../allocation/reciprocal.js';
import { addAll } from '../allocation/services.js';
import type { Amounts, ServiceCosts } from '../allocation/services.js';
import { allocateStepDown } from '../allocation/step-down.js';
import type { CostBooks } from './cost-books.js';
import type { RunPool } from './spread-pools.js';

type Services = NonNullable<AllocationDefinition['services']>;
type Method = (given: ServiceCosts, services: Services) => Result<Amounts, readonly Issue[]>;

const RATE_SCALE = 6;

const METHODS: Readonly<Record<ServiceMethod, Method>> = {
  direct: (given) => allocateDirect(given),
  step_down: (given) => finalOf(allocateStepDown(given)),
  reciprocal: (given) => finalOf(allocateReciprocal(given)),
  interchange: afterInterchange,
};

/**
 * What every pool has once the services have handed on all that they cost.
 * @returns pool -> amount; the own amounts where there are no services or they were refused.
 */
export function spreadServices(books: CostBooks, pools: readonly RunPool[]): Amounts {
  const own: Amounts = new Map(pools.map(({ name, amount }) => [name, amount]));
  const { services } = books.allocation.definition;
  if (!services) return own;
  const given = {
    services: servicesOf(books, pools, services),
    costs: own,
    usage: usageOf(books, services, own),
  };
  const { method = services.method } = books.inputs.parameters;
  if (books.issues.length > 0) return own;
  const final = books.take(METHODS[method]({ ...given, scale: books.scale }, services));
  if (!final) return own;
  for (const pool of pools) noteServices(books, pool, final.get(pool.name) ?? ZERO);
  return final;
}

/** The pools that serve others, in the order in which they close. */
function servicesOf(books: CostBooks, pools: readonly RunPool[], services: Services): readonly string[] {
  const order = books.inputs.parameters.order ?? services.pools;
  return order.flatMap((id) =>
    pools.filter(({ definition }) => definition.id === id).map(({ name }) => name),
  );
}

function usageOf(books: CostBooks, services: Services, known: Amounts): ReadonlyMap<string, Amounts> {
  const usage = new Map<string, Map<string, Decimal>>();
  services.usage.forEach((_, index) => {
    const at = pointer('/services/usage', index);
    for (const reading of books.read(at)) {
      const quantity = reading.number('quantity');
      if (quantity.isZero()) continue;
      const [from, to] = [reading.text('from'), reading.text('to')];
      for (const name of [from, to])
        if (!known.has(name)) books.issues.push(issue('unknown_cost_pool', at, { pool: name }));
      const units = usage.get(from) ?? new Map<string, Decimal>();
      units.set(to, (units.get(to) ?? ZERO).plus(quantity));
      usage.set(from, units);
      books.noteEntry(reading, { name: from, receiver: to }, 'quantity', quantity);
    }
  });
  return usage;
}

/** What a pool got from services beside what it had of its own. */
function noteServices(books: CostBooks, { name, at, amount, definition }: RunPool, final: Decimal): void {
  const received = final.minus(amount);
  if (received.isZero()) return;
  const { element } = definition;
  books.trace.push({ kind: 'service', at, name, element, amount: decimalText(received) });
}

function finalOf(
  result: Result<{ readonly final: Amounts }, readonly Issue[]>,
): Result<Amounts, readonly Issue[]> {
  return result.ok ? ok(result.value.final) : result;
}

function afterInterchange(given: ServiceCosts, services: Services): Result<Amounts, readonly Issue[]> {
  const [first = '', second = ''] = given.services;
  const { tail = '', rateScale = RATE_SCALE } = services;
  const sides = allocateInterchange({ ...given, services: [first, second], tail, rateScale });
  if (!sides.ok) return sides;
  const final = new Map(given.costs);
  for (const { service, external } of sides.value) {
    final.delete(service);
    addAll(final, external);
  }
  return ok(final);
}
