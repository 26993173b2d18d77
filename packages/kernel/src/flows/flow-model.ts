import type { CompiledCondition, CompiledFormula } from '../expression/index.js';
import type { FlowDefinition, FlowEdge, FlowNode, RuleAction } from '../metadata/index.js';
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
  /** The line for a refusal, if one is drawn. */
  readonly rejectedLine?: CompiledLine;
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
  readonly start: CompiledNode;
  readonly nodes: ReadonlyMap<string, CompiledNode>;
  /** Text -> reader of every field and formula that names people or roles. */
  readonly peopleFields: ReadonlyMap<string, CompiledFormula>;
  /** What must be loaded before a step: `amount`, `place.leader`. */
  readonly dependencies: readonly string[];
  /** Every rule action that the flow may ask for. */
  readonly actions: readonly NodeActions[];
  readonly autoStepsMax: number;
}
