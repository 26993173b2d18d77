import type { FlowNode } from '../metadata/index.js';
import type { NodeTypePart } from './node-type.js';

/** What goes into a step of a flow and what comes out of it: two columns of the flow map. */
export interface StepData {
  /** Fields that the step works with, as the drawing names them. */
  readonly inputs: readonly string[];
  /** Fields that the step fills in: those that the drawing names, and those that its people may change or must fill in. */
  readonly outputs: readonly string[];
  /** People work here, and nothing says with what. */
  readonly lacksInput: boolean;
  /** People work here, and nothing comes out of it: no field, no decision. */
  readonly lacksOutput: boolean;
}

/** Reads it off the drawing of a node. What runs by itself says by its actions what comes out of it. */
export function stepData(
  { config, inputs = [], outputs = [] }: FlowNode,
  part: NodeTypePart | undefined,
): StepData {
  const named = [...outputs, ...pathsIn(config, 'editable'), ...pathsIn(config, 'required')];
  const filled = part?.isStart === true ? outputs : [...new Set(named)];
  const work = part?.work?.(config);
  return {
    inputs,
    outputs: filled,
    lacksInput: work !== undefined && inputs.length === 0,
    lacksOutput: work !== undefined && filled.length === 0 && !decides(work.answers),
  };
}

/** Whoever can say yes or no brings out the decision. */
function decides(answers: object): boolean {
  return Object.keys(answers).length > 1;
}

function pathsIn(config: FlowNode['config'], name: string): readonly string[] {
  const value = config[name];
  return Array.isArray(value) ? value.filter((path): path is string => typeof path === 'string') : [];
}
