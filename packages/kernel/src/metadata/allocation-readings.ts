import { pointer } from '../foundation/index.js';
import type { AllocationDefinition } from './allocation.js';
import type { Condition } from './vocabulary.js';

/** A place of an allocation that reads the rows of a source. */
export interface AllocationReading {
  readonly at: string;
  readonly reading: { readonly source: string; readonly where?: Condition } & Readonly<
    Record<string, unknown>
  >;
}

/** Every place of an allocation that reads a source, by its pointer. */
export function allocationReadings(definition: AllocationDefinition): readonly AllocationReading[] {
  const { services, output, scrap, inProcess, standard, settlement } = definition;
  const lists = ['direct', 'charges', 'pools', 'drivers', 'byProducts'] as const;
  const single = {
    '/output': output,
    '/scrap/abnormal': scrap?.abnormal,
    '/scrap/normal': scrap?.normal,
    '/inProcess': inProcess,
    '/standard/prices': standard?.prices,
    '/standard/materials': standard?.materials,
    '/standard/work': standard?.work,
    '/settlement': settlement,
  };
  const inLists = (list: readonly AllocationReading['reading'][] | undefined, path: string) =>
    (list ?? []).map((reading, at) => ({ reading, at: pointer(path, at) }));
  return [
    ...lists.flatMap((list) => inLists(definition[list], `/${list}`)),
    ...inLists(services?.usage, '/services/usage'),
    ...Object.entries(single).flatMap(([at, reading]) => (reading ? [{ at, reading }] : [])),
  ];
}
