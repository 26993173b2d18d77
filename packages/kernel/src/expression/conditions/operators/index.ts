import { ARITHMETIC_OPERATORS } from './arithmetic.js';
import { call } from './call.js';
import { COMPARISONS } from './comparison.js';
import { DATES } from './dates.js';
import { LISTS } from './lists.js';
import { LOGIC } from './logic.js';
import type { OperatorPart } from './part.js';
import { PRESENCE } from './presence.js';
import { QUANTIFIERS } from './quantifiers.js';
import { variable } from './variable.js';

/** Every operator that a condition may use. */
export const OPERATORS: ReadonlyMap<string, OperatorPart> = new Map(
  [
    variable,
    ...COMPARISONS,
    ...LOGIC,
    ...ARITHMETIC_OPERATORS,
    ...DATES,
    ...PRESENCE,
    ...LISTS,
    ...QUANTIFIERS,
    call,
  ].map((part) => [part.code, part]),
);
