import type { FlowDefinition, FlowNode } from '../../../metadata/index.js';
import type { CompletenessFix } from '../completeness-rule.js';

const TITLES = {
  owner: { 'zh-CN': '以处理角色为责任人', en: 'Let the role that is asked own the step' },
  standardTime: { 'zh-CN': '以时限为耗时标准', en: 'Take the time limit as the standard time' },
} as const;

/** What a step says already: the role that it asks, the time that it gives. */
export function nodeFix(
  flow: FlowDefinition,
  node: FlowNode,
  property: keyof typeof TITLES,
): CompletenessFix | undefined {
  const value = property === 'owner' ? askedRole(node) : node.config['dueIn'];
  if (typeof value !== 'string') return undefined;
  const nodes = flow.nodes.map((each) => (each.id === node.id ? { ...each, [property]: value } : each));
  return { title: TITLES[property], definitions: [{ ...flow, nodes }] };
}

function askedRole({ config }: FlowNode): unknown {
  const sources: readonly unknown[] = Array.isArray(config['assignees']) ? config['assignees'] : [];
  const [source] = sources as readonly { readonly role?: unknown }[];
  return sources.length === 1 ? source?.role : undefined;
}
