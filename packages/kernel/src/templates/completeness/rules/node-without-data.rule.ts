import { NODE_TYPES, stepData } from '../../../flows/index.js';
import { pointer, warning } from '../../../foundation/index.js';
import type { FlowDefinition, FlowNode } from '../../../metadata/index.js';
import type { CompletenessRule, Gap } from '../completeness-rule.js';
import { dataFix } from '../fixes/data-fix.js';
import type { Process } from '../process.js';

/** Steps at which people work, and of which nobody says what goes in or what comes out. */
export const nodeWithoutData: CompletenessRule = {
  kind: 'node_without_data',
  isAdvice: true,
  title: { 'zh-CN': '环节没有输入输出', en: 'Step without input or output' },
  description: {
    'zh-CN': '流程环节没有标注要看哪些字段，或做完什么也没留下，流程图上就看不出输入和输出。',
    en: 'A step of a flow does not say which fields go in, or nothing comes out of it, so the process map does not tell what it works with and what it brings.',
  },
  find: (process) =>
    process.flows.flatMap((flow) => flow.nodes.flatMap((node, at) => gapsOf(process, flow, node, at))),
};

const PARTS = new Map(NODE_TYPES.map((part) => [part.kind, part]));

function gapsOf(process: Process, flow: FlowDefinition, node: FlowNode, at: number): readonly Gap[] {
  const { lacksInput, lacksOutput } = stepData(node, PARTS.get(node.type));
  const about = (code: string, property: 'inputs' | 'outputs'): Gap => {
    const fix = dataFix(process.form(flow.form), flow, node, property);
    return {
      ...warning(code, pointer('/nodes', at, property), { node: node.title }),
      definition: { kind: 'flow', key: flow.key },
      about: `${node.id}-${property}`,
      ...(fix ? { fix } : {}),
    };
  };
  return [
    ...(lacksInput ? [about('node_without_input', 'inputs')] : []),
    ...(lacksOutput ? [about('node_without_output', 'outputs')] : []),
  ];
}
