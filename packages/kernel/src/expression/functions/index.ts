import { AGGREGATES } from './aggregates.js';
import { ALLOCATION } from './allocation.js';
import { CAPITAL_AMOUNTS } from './capital-amount.js';
import { CRITERIA } from './criteria.js';
import { DATES } from './dates.js';
import { FORMATS } from './format-text.js';
import { LOGIC } from './logic.js';
import { LOOKUPS } from './lookup.js';
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
  ...FORMATS,
  ...CAPITAL_AMOUNTS,
  ...DATES,
  ...NETWORKDAYS,
  ...ALLOCATION,
  ...LOOKUPS,
];

const BY_NAME: ReadonlyMap<string, FunctionPart> = new Map(
  FUNCTIONS.flatMap((part) => [part.code, ...part.aliases].map((name) => [name, part] as const)),
);

/**
 * Finds a function by its code, those of the language in any case, or by one of its aliases. The language goes first:
 * a release cannot change what SUM means.
 * @param library functions of the release
 */
export function findFunction(name: string, library?: readonly FunctionPart[]): FunctionPart | undefined {
  return BY_NAME.get(name) ?? BY_NAME.get(name.toUpperCase()) ?? (library && findIn(library, name));
}

/** The functions of a release by name, as far as they have been read: formulas are compiled one behind the other. */
interface Index {
  read: number;
  readonly codes: Map<string, FunctionPart>;
  /** A title that two of them have is nobody's. */
  readonly aliases: Map<string, FunctionPart | null>;
}

const indexes = new WeakMap<readonly FunctionPart[], Index>();

function findIn(library: readonly FunctionPart[], name: string): FunctionPart | undefined {
  const index = indexes.get(library) ?? { read: 0, codes: new Map(), aliases: new Map() };
  indexes.set(library, index);
  for (const part of library.slice(index.read)) {
    index.codes.set(part.code, part);
    for (const alias of part.aliases) index.aliases.set(alias, index.aliases.has(alias) ? null : part);
  }
  index.read = library.length;
  return index.codes.get(name) ?? index.aliases.get(name) ?? undefined;
}
