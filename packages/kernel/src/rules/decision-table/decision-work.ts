import type { CompiledFormula, Value } from '../../expression/index.js';
import type { FormulaError } from '../../expression/index.js';

/** Steps that one question may take: a formula in every cell of the largest table, if they are short. */
const DECISION_STEPS_MAX = 3_000_000;

/** What evaluating a formula takes besides its length. */
const FORMULA_STEPS = 100;

/**
 * Counts the work of the output formulas of one question. Many rows may fit, and each may make a long text; the budget
 * of one formula does not see the others.
 */
export class DecisionWork {
  steps = 0;

  get isSpent(): boolean {
    return this.steps > DECISION_STEPS_MAX;
  }

  /** Counts an evaluation and what came of it. */
  count({ source }: CompiledFormula, result: Value | FormulaError): void {
    this.steps += FORMULA_STEPS + source.length + (typeof result === 'string' ? result.length : 0);
  }
}
