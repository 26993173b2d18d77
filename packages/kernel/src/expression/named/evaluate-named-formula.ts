import { catching } from '../formula-error.js';
import type { FormulaError } from '../formula-error.js';
import { openFrame } from '../frame.js';
import type { Budget } from '../frame.js';
import { Call } from '../functions/part.js';
import { own } from '../names.js';
import type { EvaluationInput, Value, ValueType } from '../types.js';
import { readerOf } from '../wire.js';
import type { Raw } from '../wire.js';
import type { NamedFormula } from './named-formula.js';

const NOWHERE = { start: 0, end: 0 };

/**
 * Works a named formula out on its own: for its tests, for a worked example beside the editor, and to reproduce a
 * number that was kept with its inputs.
 * @param given arguments by parameter, as they travel; what is left out is blank
 * @param budget counts what it spends; a full one where none is given
 */
export function evaluateNamedFormula(
  { definition, part, scope }: NamedFormula,
  given: Readonly<Record<string, unknown>>,
  variables: EvaluationInput['variables'] = {},
  budget?: Budget,
): Value | FormulaError {
  return catching(() => {
    const args = definition.parameters.map(({ id }) =>
      readerOf(scope.fields[id] as ValueType, NOWHERE, id)((own(given, id) ?? null) as Raw),
    );
    const frame = openFrame({ record: {}, variables }, undefined, budget);
    return part.evaluate(args, new Call(part.code, NOWHERE, 'propagate', frame));
  });
}
