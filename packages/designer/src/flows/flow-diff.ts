import type { FlowDefinition, FlowEdge, FlowNode } from '@dougong/kernel/metadata';
import { sameJson } from '../editing/index.js';

/** What differs between two versions of a flow, as data; sentences are made where they are shown. */
export type FlowChange =
  | { readonly kind: 'added' | 'removed'; readonly what: 'node'; readonly node: FlowNode }
  | { readonly kind: 'added' | 'removed'; readonly what: 'edge'; readonly edge: FlowEdge }
  | {
      readonly kind: 'changed';
      readonly what: 'node';
      readonly node: FlowNode;
      readonly property: NodeProperty;
      readonly before: unknown;
      readonly after: unknown;
    }
  | {
      readonly kind: 'changed';
      readonly what: 'edge';
      readonly edge: FlowEdge;
      readonly property: EdgeProperty;
      readonly before: unknown;
      readonly after: unknown;
    }
  | { readonly kind: 'changed'; readonly what: 'order'; readonly node: FlowNode }
  | {
      readonly kind: 'changed';
      readonly what: 'flow';
      readonly property: string;
      readonly before: unknown;
      readonly after: unknown;
    }
  | { readonly kind: 'changed'; readonly what: 'layout'; readonly count: number };

/** `config.<name>` is a property of the node type's configuration. */
export type NodeProperty =
  'title' | 'type' | 'owner' | 'standardTime' | 'inputs' | 'outputs' | `config.${string}`;
export type EdgeProperty = 'title' | 'when' | 'default' | 'on' | 'from' | 'to';

const HEAD_PROPERTIES = [
  'title',
  'description',
  'form',
  'startAction',
  'states',
  'admin',
  'settings',
  'tests',
] as const;
const NODE_PROPERTIES = ['type', 'title', 'owner', 'standardTime', 'inputs', 'outputs'] as const;
const EDGE_PROPERTIES = ['from', 'to', 'on', 'default', 'when', 'title'] as const;

/** Lists the changes from one version to another; a flow that is new has everything added. */
export function flowChanges(before: FlowDefinition | null, after: FlowDefinition): readonly FlowChange[] {
  const old = before ?? { ...after, nodes: [], edges: [], layout: {} };
  return [
    ...headChanges(old, after),
    ...nodeChanges(old, after),
    ...edgeChanges(old, after),
    ...orderChanges(old, after),
    ...layoutChanges(old, after),
  ];
}

/**
 * The changes worth a sentence. Lines that only follow a node that came or went say nothing that the node does not
 * say; a line with a condition always does.
 */
export function tellingChanges(before: FlowDefinition | null, after: FlowDefinition): readonly FlowChange[] {
  const changes = flowChanges(before, after);
  const came = new Set<string>();
  const gone = new Set<string>();
  for (const change of changes) {
    if (change.what === 'node' && change.kind === 'added') came.add(change.node.id);
    if (change.what === 'node' && change.kind === 'removed') gone.add(change.node.id);
  }
  return changes.filter((change) => {
    if (change.what !== 'edge') return true;
    const { edge } = change;
    if (change.kind !== 'changed') {
      const around = change.kind === 'added' ? came : gone;
      const follows = around.has(edge.from) || around.has(edge.to);
      return !follows || (change.kind === 'added' && edge.when !== undefined);
    }
    if (change.property !== 'to' && change.property !== 'from') return true;
    return !came.has(String(change.after)) && !gone.has(String(change.before));
  });
}

function headChanges(before: FlowDefinition, after: FlowDefinition): FlowChange[] {
  return HEAD_PROPERTIES.filter((property) => !sameJson(before[property], after[property])).map(
    (property) => ({
      kind: 'changed',
      what: 'flow',
      property,
      before: before[property],
      after: after[property],
    }),
  );
}

function byId<T extends { readonly id: string }>(entries: readonly T[]): ReadonlyMap<string, T> {
  return new Map(entries.map((entry) => [entry.id, entry]));
}

function nodeChanges(before: FlowDefinition, after: FlowDefinition): FlowChange[] {
  const [old, now] = [byId(before.nodes), byId(after.nodes)];
  const removed = before.nodes.filter((node) => !now.has(node.id));
  return [
    ...after.nodes.flatMap((node): FlowChange[] => {
      const earlier = old.get(node.id);
      return earlier === undefined ? [{ kind: 'added', what: 'node', node }] : nodeDifferences(earlier, node);
    }),
    ...removed.map((node): FlowChange => ({ kind: 'removed', what: 'node', node })),
  ];
}

function nodeDifferences(before: FlowNode, after: FlowNode): FlowChange[] {
  const config = [...new Set([...Object.keys(before.config), ...Object.keys(after.config)])];
  const pairs: (readonly [NodeProperty, unknown, unknown])[] = [
    ...NODE_PROPERTIES.map((property) => [property, before[property], after[property]] as const),
    ...config.map((name) => [`config.${name}`, before.config[name], after.config[name]] as const),
  ];
  return pairs
    .filter(([, left, right]) => !sameJson(left, right))
    .map(([property, left, right]) => ({
      kind: 'changed',
      what: 'node',
      node: after,
      property,
      before: left,
      after: right,
    }));
}

function edgeChanges(before: FlowDefinition, after: FlowDefinition): FlowChange[] {
  const [old, now] = [byId(before.edges), byId(after.edges)];
  return [
    ...after.edges.flatMap((edge): FlowChange[] => {
      const earlier = old.get(edge.id);
      if (earlier === undefined) return [{ kind: 'added', what: 'edge', edge }];
      return EDGE_PROPERTIES.filter((property) => !sameJson(earlier[property], edge[property])).map(
        (property) => ({
          kind: 'changed',
          what: 'edge',
          edge,
          property,
          before: earlier[property],
          after: edge[property],
        }),
      );
    }),
    ...before.edges
      .filter((edge) => !now.has(edge.id))
      .map((edge): FlowChange => ({ kind: 'removed', what: 'edge', edge })),
  ];
}

/** The order of a node's lines matters where they are tried one after the other. */
function orderChanges(before: FlowDefinition, after: FlowDefinition): FlowChange[] {
  return after.nodes.flatMap((node): FlowChange[] => {
    const lines = (definition: FlowDefinition) =>
      definition.edges
        .filter((edge) => edge.from === node.id && edge.default !== true)
        .map((edge) => edge.id);
    const [old, now] = [lines(before), lines(after)];
    const kept = old.filter((id) => now.includes(id));
    const same = now.filter((id) => old.includes(id)).every((id, at) => id === kept[at]);
    return same ? [] : [{ kind: 'changed', what: 'order', node }];
  });
}

function layoutChanges(before: FlowDefinition, after: FlowDefinition): FlowChange[] {
  const [old, now] = [before.layout ?? {}, after.layout ?? {}];
  const moved = Object.keys(now).filter((id) => old[id] !== undefined && !sameJson(old[id], now[id]));
  return moved.length === 0 ? [] : [{ kind: 'changed', what: 'layout', count: moved.length }];
}
