import { issue, pointer } from '../../foundation/index.js';
import type { Issue } from '../../foundation/index.js';
import type { AllocationDefinition } from '../../metadata/index.js';
import type { RunParameters } from './cost-inputs.js';

/** What a run asks for otherwise than its allocation says must be there. */
export function checkParameters(
  { pools = [], drivers = [], services }: AllocationDefinition,
  parameters: RunParameters,
): readonly Issue[] {
  const known = new Set(drivers.map(({ id }) => id));
  const driven = new Set(pools.filter((pool) => pool.driver !== undefined).map(({ id }) => id));
  const asked = Object.entries(parameters.drivers ?? {}).flatMap(([pool, driver]) => {
    const at = pointer('/parameters/drivers', pool);
    if (!driven.has(pool)) return [issue('unknown_cost_pool', at, { pool })];
    return known.has(driver) ? [] : [issue('unknown_driver', at, { driver })];
  });
  const { method, order } = parameters;
  return [...asked, ...checkOrder(services?.pools ?? [], order), ...checkMethod(services, method)];
}

function checkOrder(pools: readonly string[], order: readonly string[] | undefined): readonly Issue[] {
  if (order === undefined) return [];
  const same = order.length === pools.length && pools.every((pool) => order.includes(pool));
  return same ? [] : [issue('service_order', '/parameters/order', { pools })];
}

function checkMethod(
  services: AllocationDefinition['services'],
  method: RunParameters['method'],
): readonly Issue[] {
  if (method !== 'interchange') return [];
  const at = '/parameters/method';
  return services?.pools.length === 2 && services.tail !== undefined ? [] : [issue('interchange_of_two', at)];
}
