import type { FlowDefinition, FlowEdge, FlowNode } from '../../metadata/index.js';
import type { NodeTypePart } from '../node-type.js';
import { NODE_TYPES } from '../node-types/index.js';

/** A node whose type is known, with its place in the definition. */
export interface DrawnNode {
  readonly node: FlowNode;
  readonly at: number;
  readonly part: NodeTypePart;
}

/** A definition read once for all checks: parts found, lines sorted by their ends. */
export interface Drawing {
  readonly definition: FlowDefinition;
  /** Nodes whose type is known, in drawn order. */
  readonly nodes: readonly DrawnNode[];
  /** Every node, known type or not. */
  readonly byId: ReadonlyMap<string, FlowNode>;
  readonly partOf: ReadonlyMap<string, NodeTypePart>;
  /** Lines out of each node, in drawn order. */
  readonly linesOf: ReadonlyMap<string, readonly FlowEdge[]>;
  readonly linesInto: ReadonlyMap<string, readonly FlowEdge[]>;
  /** Lines between nodes that are there, which the node they leave can ever take. */
  readonly live: readonly FlowEdge[];
}

/** Reads a definition, however broken it is. */
export function readDrawing(
  definition: FlowDefinition,
  nodeTypes: readonly NodeTypePart[] = NODE_TYPES,
): Drawing {
  const types = new Map(nodeTypes.map((part) => [part.kind, part]));
  const nodes = definition.nodes.flatMap((node, at) => {
    const part = types.get(node.type);
    return part === undefined ? [] : [{ node, at, part }];
  });
  const byId = new Map(definition.nodes.map((node) => [node.id, node]));
  const partOf = new Map(nodes.map(({ node, part }) => [node.id, part]));
  const linesOf = new Map<string, FlowEdge[]>(definition.nodes.map((node) => [node.id, []]));
  const linesInto = new Map<string, FlowEdge[]>(definition.nodes.map((node) => [node.id, []]));
  for (const edge of definition.edges) {
    linesOf.get(edge.from)?.push(edge);
    linesInto.get(edge.to)?.push(edge);
  }
  const isDrawn = (edge: FlowEdge): boolean => byId.has(edge.from) && byId.has(edge.to);
  const live = definition.edges.filter(
    (edge) => isDrawn(edge) && isLive(partOf.get(edge.from), byId.get(edge.from), edge),
  );
  return { definition, nodes, byId, partOf, linesOf, linesInto, live };
}

/** Whether the node, as it is configured, can ever send a token over the line. */
export function isLive(part: NodeTypePart | undefined, node: FlowNode | undefined, edge: FlowEdge): boolean {
  if (edge.on === undefined || part === undefined || node === undefined) return true;
  return (part.exits?.(node.config) ?? []).includes(edge.on);
}

/** Ids of the nodes whose type has a property. */
export function idsWhere(
  { nodes }: Drawing,
  holds: (part: NodeTypePart, node: FlowNode) => boolean,
): readonly string[] {
  return nodes.filter(({ part, node }) => holds(part, node)).map(({ node }) => node.id);
}
