import type { CompiledCondition } from '../expression/index.js';
import type { RuleDefinition, RulePhase } from '../metadata/index.js';
import type { CompiledActions } from './compile-actions.js';

/** A rule whose condition and formulas are compiled. */
export interface CompiledRule {
  readonly key: string;
  readonly definition: RuleDefinition;
  readonly form: string;
  readonly phase: RulePhase;
  /** The table whose lines are asked one by one. */
  readonly line?: string;
  readonly condition: CompiledCondition;
  readonly actions: CompiledActions;
  readonly otherwise?: CompiledActions;
  readonly untilStable: boolean;
  /** Everything read, through references too: `place.leader`. */
  readonly dependencies: readonly string[];
  /** The form's own paths among them, watched fields included. */
  readonly reads: ReadonlySet<string>;
  readonly writes: ReadonlySet<string>;
}
