import { pointer, warning } from '../../../foundation/index.js';
import { NODE_TYPES } from '../../../flows/index.js';
import type { FlowDefinition, FlowNode } from '../../../metadata/index.js';
import type { CompletenessRule, Gap } from '../completeness-rule.js';
import { nodeFix } from '../fixes/node-fix.js';

/** Steps of a flow for which nobody answers, or of which nobody says how long they may take. */
export const nodeWithoutOwner: CompletenessRule = {
  kind: 'node_without_owner',
  title: { 'zh-CN': '环节没有责任人', en: 'Step without an owner' },
  description: {
    'zh-CN': '流程环节没有标注责任人或耗时标准，流程图上就看不出谁负责、该多久。',
    en: 'A step of a flow names no owner or no standard time, so the process map does not tell who answers for it and how long it may take.',
  },
  find: ({ flows }) => flows.flatMap((flow) => flow.nodes.flatMap((node, at) => gapsOf(flow, node, at))),
};

const PARTS = new Map(NODE_TYPES.map((part) => [part.kind, part]));

/** Gates and ends are nobody's work. */
function gapsOf(flow: FlowDefinition, node: FlowNode, at: number): readonly Gap[] {
  const part = PARTS.get(node.type);
  if (!part) return [];
  const isStep = part.isStart || part.work !== undefined || part.actions !== undefined;
  const about = (code: string, property: 'owner' | 'standardTime'): Gap => {
    const fix = nodeFix(flow, node, property);
    return {
      ...warning(code, pointer('/nodes', at, property), { node: node.title }),
      definition: { kind: 'flow', key: flow.key },
      about: `${node.id}-${property}`,
      ...(fix ? { fix } : {}),
    };
  };
  return [
    ...(isStep && node.owner === undefined ? [about('node_without_owner', 'owner')] : []),
    ...(part.work !== undefined && node.standardTime === undefined
      ? [about('node_without_time', 'standardTime')]
      : []),
  ];
}
