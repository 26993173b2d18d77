import type { FlowDefinition, FlowNode } from '@dougong/kernel/metadata';
import type { Instance, NodeMap } from '../wire.js';

/** A node of an older version that the target does not have, or has as a node of another kind. */
export interface MissingNode {
  readonly node: FlowNode;
  /** How many instances stand at it. */
  readonly waiting: number;
}

/** How many of the instances stand at each node. */
export function standingAt(instances: readonly Instance[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { nodes } of instances) for (const { id } of nodes) counts.set(id, (counts.get(id) ?? 0) + 1);
  return counts;
}

/** How many of the instances follow each version, the newest first. */
export function followersOf(
  instances: readonly Instance[],
): readonly (readonly [release: number, count: number])[] {
  const counts = new Map<number, number>();
  for (const { flow } of instances) counts.set(flow.release, (counts.get(flow.release) ?? 0) + 1);
  return [...counts].sort(([a], [b]) => b - a);
}

/** Nodes without a counterpart of the same id and kind, those that instances stand at first. */
export function missingNodes(
  before: readonly FlowDefinition[],
  target: FlowDefinition,
  standing: ReadonlyMap<string, number>,
): readonly MissingNode[] {
  const kinds = new Map(target.nodes.map(({ id, type }) => [id, type]));
  const missing = new Map<string, MissingNode>();
  for (const { nodes } of before)
    for (const node of nodes)
      if (kinds.get(node.id) !== node.type && !missing.has(node.id))
        missing.set(node.id, { node, waiting: standing.get(node.id) ?? 0 });
  return [...missing.values()].sort((a, b) => b.waiting - a.waiting);
}

/** The nodes of the target that can take the place of one: those of its kind. */
export function counterparts(node: FlowNode, target: FlowDefinition): readonly FlowNode[] {
  return target.nodes.filter(({ type }) => type === node.type);
}

/** The map with one node led to another, or to none. */
export function mapped(map: NodeMap, node: string, to: string | undefined): NodeMap {
  const { [node]: _before, ...rest } = map;
  return to === undefined ? rest : { ...rest, [node]: to };
}
