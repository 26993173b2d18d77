import { NODE_TYPES, stepData } from '@dougong/kernel/flows';
import type { NodeTypePart } from '@dougong/kernel/flows';
import type { FlowDefinition, FlowNode, FormDefinition } from '@dougong/kernel/metadata';
import { bandOf, type NodeBand } from '../drawing/node-kinds.js';

/** The flow map: for each step who answers for it, what goes in and comes out, and how long it should take. */

/** What a step reads: the whole document, all of it but some fields, or named ones. */
export interface StepInput {
  readonly whole: boolean;
  /** Read; where the whole document is read, those that are hidden. */
  readonly fields: readonly string[];
}

export interface StepOutput {
  /** Paths of the fields that are filled in. */
  readonly fields: readonly string[];
  /** Kinds of actions that run by themselves. */
  readonly actions: readonly string[];
}

export interface MapRow {
  readonly node: FlowNode;
  readonly position: number;
  readonly band: NodeBand;
  readonly input: StepInput;
  readonly output: StepOutput;
  /** Gates and ends are nobody's work, so nothing is missing there. */
  readonly needsOwner: boolean;
  readonly needsTime: boolean;
  readonly needsInput: boolean;
  readonly needsOutput: boolean;
}

const NOTHING: StepInput = { whole: false, fields: [] };

const partOf = (type: string): NodeTypePart | undefined => NODE_TYPES.find(({ kind }) => kind === type);

/** The rows of a flow in the order of its drawing, without its ends. */
export function mapRows(flow: FlowDefinition, form: FormDefinition | undefined): readonly MapRow[] {
  return flow.nodes
    .filter(({ type }) => partOf(type)?.isEnd !== true)
    .map((node, at) => {
      const part = partOf(node.type);
      const { lacksInput, lacksOutput } = stepData(node, part);
      const isStep = part?.isStart === true || part?.work !== undefined || part?.actions !== undefined;
      return {
        node,
        position: at + 1,
        band: bandOf(node.type),
        input: inputOf(node, part, flow),
        output: outputOf(node, part, form),
        needsOwner: isStep && node.owner === undefined,
        needsTime: part?.work !== undefined && node.standardTime === undefined,
        needsInput: lacksInput,
        needsOutput: lacksOutput,
      };
    });
}

function inputOf(
  { id, config, inputs }: FlowNode,
  part: NodeTypePart | undefined,
  { edges }: FlowDefinition,
): StepInput {
  if (inputs) return { whole: false, fields: inputs };
  if (part === undefined || part.isStart) return NOTHING;
  if (part.work !== undefined || part.kind === 'cc')
    return { whole: true, fields: pathsIn(config, 'hidden') };
  const conditions = edges.filter(({ from }) => from === id).map(({ when }) => when);
  return { whole: false, fields: [...new Set(conditions.flatMap(variablesOf))] };
}

function outputOf(
  node: FlowNode,
  part: NodeTypePart | undefined,
  form: FormDefinition | undefined,
): StepOutput {
  const { config } = node;
  const actions = part?.actions?.(config).map(({ type }) => type) ?? [];
  const { outputs } = stepData(node, part);
  if (part?.isStart !== true || outputs.length > 0) return { fields: outputs, actions };
  const closed = new Set([...pathsIn(config, 'hidden'), ...pathsIn(config, 'readOnly')]);
  const filled = Object.entries(form?.schema.properties ?? {})
    .filter(([key, field]) => !closed.has(key) && !isComputed(field))
    .map(([key]) => key);
  return { fields: filled, actions };
}

function isComputed(field: object): boolean {
  return 'x-formula' in field || ('readOnly' in field && field.readOnly === true) || 'x-number' in field;
}

function pathsIn(config: Readonly<Record<string, unknown>>, name: string): readonly string[] {
  const value = config[name];
  return Array.isArray(value) ? value.filter((path): path is string => typeof path === 'string') : [];
}

/** Fields that a condition asks. */
function variablesOf(condition: unknown): readonly string[] {
  if (Array.isArray(condition)) return condition.flatMap(variablesOf);
  if (typeof condition !== 'object' || condition === null) return [];
  return Object.entries(condition).flatMap(([operator, value]) =>
    operator === 'var' && typeof value === 'string' ? [value] : variablesOf(value),
  );
}
