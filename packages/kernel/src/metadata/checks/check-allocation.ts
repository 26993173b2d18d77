import { issue, pointer } from '../../foundation/index.js';
import type { Issue } from '../../foundation/index.js';
import type { AllocationDefinition, AllocationSource } from '../allocation.js';
import { allocationReadings } from '../allocation-readings.js';
import { findDuplicates } from './duplicates.js';

/** Everything that an allocation names inside of itself is there, and nothing is said twice. */
export function checkAllocation(definition: AllocationDefinition): readonly Issue[] {
  return [
    ...checkIds(definition),
    ...definition.sources.flatMap((source, at) => checkSource(source, pointer('/sources', at))),
    ...checkElements(definition),
    ...checkPools(definition),
    ...checkServices(definition),
    ...(definition.byProducts ?? []).flatMap((each, at) =>
      exactlyOne([each.share, each.price, each.netRealisable])
        ? []
        : [issue('by_product_value', pointer('/byProducts', at))],
    ),
    ...allocationReadings(definition).flatMap(({ reading: { source }, at }) =>
      definition.sources.some(({ id }) => id === source)
        ? []
        : [issue('unknown_source', `${at}/source`, { source })],
    ),
  ];
}

function checkIds(definition: AllocationDefinition): readonly Issue[] {
  const lists = ['elements', 'sources', 'direct', 'charges', 'pools', 'drivers', 'byProducts'] as const;
  return lists.flatMap((list) =>
    findDuplicates(
      (definition[list] ?? []).map(({ id }: { readonly id: string }) => id),
      `/${list}`,
      'id',
    ),
  );
}

const OF_REGISTERS = ['take', 'posting', 'movement'] as const;
const OF_FORMS = ['lines', 'date', 'states'] as const;

function checkSource(source: AllocationSource, at: string): readonly Issue[] {
  if (!exactlyOne([source.register, source.form])) return [issue('source_of_one', at)];
  const strange = (source.register === undefined ? OF_REGISTERS : OF_FORMS).filter(
    (name) => source[name] !== undefined,
  );
  if (strange.length > 0) return strange.map((name) => issue('unknown_keyword', pointer(at, name), { name }));
  const wantsPosting = source.take === 'each';
  if (wantsPosting !== (source.posting !== undefined)) return [issue('source_of_each', at)];
  return [];
}

function checkElements({ elements, direct = [], charges = [], pools = [], inProcess }: AllocationDefinition) {
  const known = new Set(elements.map(({ id }) => id));
  const unknown = (element: string, at: string) =>
    known.has(element) ? [] : [issue('unknown_cost_element', at, { element })];
  const grouped = (inProcess?.degrees ?? []).flatMap((group, at) =>
    group.elements.map((element, index) => ({
      element,
      at: pointer('/inProcess/degrees', at, 'elements', index),
    })),
  );
  return [
    ...direct.flatMap(({ element }, at) => unknown(element, pointer('/direct', at, 'element'))),
    ...charges.flatMap(({ element }, at) => unknown(element, pointer('/charges', at, 'element'))),
    ...pools.flatMap(({ element }, at) => unknown(element, pointer('/pools', at, 'element'))),
    ...grouped.flatMap(({ element, at }, index) =>
      grouped.findIndex((each) => each.element === element) < index
        ? [issue('duplicate', at, { name: element })]
        : unknown(element, at),
    ),
  ];
}

/** A pool has a driver unless it serves others. */
function checkPools({ pools = [], drivers = [], services }: AllocationDefinition): readonly Issue[] {
  const known = new Set(drivers.map(({ id }) => id));
  return pools.flatMap(({ id, driver }, at) => {
    const serves = services?.pools.includes(id) === true;
    if (serves && driver !== undefined)
      return [issue('service_with_driver', pointer('/pools', at, 'driver'), { pool: id })];
    if (!serves && driver === undefined)
      return [issue('keyword_missing', pointer('/pools', at, 'driver'), { name: 'driver' })];
    return driver === undefined || known.has(driver)
      ? []
      : [issue('unknown_driver', pointer('/pools', at, 'driver'), { driver })];
  });
}

function checkServices({ pools = [], services }: AllocationDefinition): readonly Issue[] {
  if (!services) return [];
  const known = new Set(pools.map(({ id }) => id));
  const isExchange = services.method === 'interchange';
  return [
    ...services.pools.flatMap((pool, at) =>
      known.has(pool) ? [] : [issue('unknown_cost_pool', pointer('/services/pools', at), { pool })],
    ),
    ...(isExchange && services.pools.length !== 2 ? [issue('interchange_of_two', '/services/pools')] : []),
    ...(isExchange && services.tail === undefined
      ? [issue('keyword_missing', '/services/tail', { name: 'tail' })]
      : []),
  ];
}

function exactlyOne(values: readonly unknown[]): boolean {
  return values.filter((value) => value !== undefined).length === 1;
}
