import { AGGREGATES } from './aggregates.js';
import { ALLOCATION } from './allocation.js';
import { CRITERIA } from './criteria.js';
import { DATES } from './dates.js';
import { LOGIC } from './logic.js';
import { MATHEMATICS } from './mathematics.js';
import { NETWORKDAYS } from './networkdays.js';
import type { FunctionPart } from './part.js';
import { ROUNDING } from './rounding.js';
import { TEXTS } from './text.js';

/** Every function of the formula language, in the order of the catalogue. */
export const FUNCTIONS: readonly FunctionPart[] = [
  ...AGGREGATES,
  ...CRITERIA,
  ...ROUNDING,
  ...MATHEMATICS,
  ...LOGIC,
  ...TEXTS,
  ...DATES,
  ...NETWORKDAYS,
  ...ALLOCATION,
];

const BY_NAME: ReadonlyMap<string, FunctionPart> = new Map(
  FUNCTIONS.flatMap((part) => [part.code, ...part.aliases].map((name) => [name, part] as const)),
);

/** Finds a function by its code, in any case, or by one of its aliases. */
export function findFunction(name: string): FunctionPart | undefined {
  return BY_NAME.get(name) ?? BY_NAME.get(name.toUpperCase());
}
