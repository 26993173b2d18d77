import type { CompiledCondition, CompiledFormula } from '../expression/index.js';
import type { FlowDefinition, FlowEdge, FlowNode, FlowSettings, RuleAction } from '../metadata/index.js';
import type { Reach } from './reach.js';
import type { NodeTypePart } from './node-type.js';

/** A flow made ready to run: parts found, configurations checked, conditions compiled, lines sorted. Immutable. */

export interface CompiledLine {
  readonly id: string;
  readonly from: string;
  readonly to: string;
  readonly isDefault: boolean;
  /** Absent on lines that no condition guards. */
  readonly when?: CompiledCondition;
  readonly definition: FlowEdge;
}

export interface CompiledNode {
  readonly id: string;
  readonly definition: FlowNode;
  readonly part: NodeTypePart;
  readonly config: Readonly<Record<string, unknown>>;
  /** Normal lines out, in drawn order. */
  readonly lines: readonly CompiledLine[];
  /** Every line in, in drawn order. */
  readonly into: readonly CompiledLine[];
  /** The line for a refusal, if one is drawn. */
  readonly rejectedLine?: CompiledLine;
  /** The line for a time limit that has passed, if one is drawn. */
  readonly timeoutLine?: CompiledLine;
}

/** Rule actions of one node, with the pointer to the node for issues. */
export interface NodeActions {
  readonly nodeId: string;
  readonly path: string;
  readonly actions: readonly RuleAction[];
}

export interface CompiledFlow {
  readonly key: string;
  readonly definition: FlowDefinition;
  readonly settings: FlowSettings;
  readonly start: CompiledNode;
  readonly nodes: ReadonlyMap<string, CompiledNode>;
  readonly lines: ReadonlyMap<string, CompiledLine>;
  /** Text -> reader of every field and formula that nodes read: people, roles, dates, lists. */
  readonly formulas: ReadonlyMap<string, CompiledFormula>;
  /** What must be loaded before a step: `amount`, `place.leader`. */
  readonly dependencies: readonly string[];
  /** Every rule action that the flow may ask for. */
  readonly actions: readonly NodeActions[];
  readonly autoStepsMax: number;
  /** Which nodes can still be reached from which. */
  readonly reach: Reach;
  /** Another flow of the same release, for nodes that run one inside. */
  subflow(key: string): CompiledFlow | undefined;
}
