import type { CompiledFormula, EvaluationInput, Value } from '../../expression/index.js';
import type { Issue, Result } from '../../foundation/index.js';
import type { DecisionTableDefinition, TableInput, TableOutput } from '../../metadata/index.js';
import type { Axis, ClassSpan } from './axes/axis.js';
import type { ColumnIndex } from './lookup/column-index.js';
import type { ColumnType } from './column-types/column-type.js';
import type { DecisionWork } from './decision-work.js';
import type { HitPolicyPart } from './policies/hit-policy.js';
import type { OutputCell } from './cells/output-cell.js';

export interface InputColumn {
  readonly definition: TableInput;
  readonly type: ColumnType;
  /** How the input is read from a record of the table's form. */
  readonly expression?: CompiledFormula;
  readonly axis: Axis;
  /** For each row, in their order, the number of its condition among the different ones, and the classes it takes. */
  readonly cellNumbers: Int32Array;
  readonly spans: readonly (readonly ClassSpan[])[];
  readonly index: ColumnIndex;
}

export interface OutputColumn {
  readonly definition: TableOutput;
  readonly type: ColumnType;
  /** What the rows say, in their order. */
  readonly cells: readonly OutputCell[];
  readonly otherwise?: OutputCell;
  /** Values from the most important to the least. */
  readonly priority?: readonly Value[];
}

/** What a table decided. */
export interface Decision {
  /** By output id; a list where the hit policy collects, exact and not rounded. */
  readonly outputs: Readonly<Record<string, Value>>;
  /** Ids of the rows that decided, in the order of the outputs; none when the defaults answered. */
  readonly rows: readonly string[];
}

/** Values of the occasion: `today`, `now`, `actor`. */
export type Occasion = EvaluationInput['variables'];

/** A decision table ready to answer. */
export interface CompiledDecisionTable {
  readonly key: string;
  readonly definition: DecisionTableDefinition;
  readonly inputs: readonly InputColumn[];
  readonly outputs: readonly OutputColumn[];
  readonly policy: HitPolicyPart;
  /** Paths of the form that the inputs read. */
  readonly dependencies: readonly string[];
  /** What it reads of the occasion: `today`, `now`, `actor`. */
  readonly reads: readonly string[];
  /** Codes of the functions of the release that its formulas call. */
  readonly calls: readonly string[];
  /**
   * Decides from values by input id, as they travel or as formulas have them. Other names are not looked at.
   * @param work counts what the formulas of the outputs take
   */
  evaluate(
    inputs: Readonly<Record<string, unknown>>,
    occasion?: Occasion,
    work?: DecisionWork,
  ): Result<Decision, readonly Issue[]>;
  /** Decides for a record: inputs are worked out by their expressions, or read from the field of their id. */
  decide(input: EvaluationInput): Result<Decision, readonly Issue[]>;
}

/** A row that fits, with its outputs; formulas are worked out when somebody asks. */
export interface Hit {
  readonly row: number;
  outputs(): Result<readonly Value[], readonly Issue[]>;
}
