import type { CompiledCondition, CompiledFormula } from '../expression/index.js';
import type { RuleDefinition, RulePhase } from '../metadata/index.js';
import type { RecordTouch } from './action-part.js';
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
  /** Of its group only the first rule fires. */
  readonly firstOnly: boolean;
  /** It shows, asks for, locks or narrows fields of the form. */
  readonly linkage: boolean;
  /** It does nothing else, and no other rule of a group waits for whether it fired. */
  readonly linkageOnly: boolean;
  /** The limit of the threshold that it waits for. */
  readonly limit?: CompiledFormula;
  /** It fires without a record at hand. */
  readonly recordless: boolean;
  /** Everything read, through references too: `place.leader`. */
  readonly dependencies: readonly string[];
  /** The form's own paths among them, watched fields included. */
  readonly reads: ReadonlySet<string>;
  /** Other records that its actions make or change. */
  readonly touches: readonly RecordTouch[];
  /** Fields that it may hide. */
  readonly hides: readonly string[];
  readonly writes: ReadonlySet<string>;
}
