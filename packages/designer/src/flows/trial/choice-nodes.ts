import type { FlowDefinition, FlowNode } from '@dougong/kernel/metadata';

/** Nodes whose people the starter picks, or whoever answers the node `at`. */
export function choiceNodes({ nodes }: FlowDefinition, at: 'start' | { readonly node: string }): FlowNode[] {
  return nodes.filter(({ config }) => sourcesOf(config).some((source) => isPickedAt(source, at)));
}

function sourcesOf(config: FlowNode['config']): readonly object[] {
  const { assignees } = config;
  if (!Array.isArray(assignees)) return [];
  return (assignees as readonly unknown[]).filter(
    (source): source is object => typeof source === 'object' && source !== null,
  );
}

function isPickedAt(source: object, at: 'start' | { readonly node: string }): boolean {
  if (at === 'start') return 'chosen' in source;
  return 'chosenAt' in source && source.chosenAt === at.node;
}
