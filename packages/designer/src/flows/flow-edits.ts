import type { FlowDefinition, FlowEdge, FlowNode } from '@dougong/kernel/metadata';
import type { Command } from '../editing/index.js';

/** The smallest changes of a flow. Each knows its inverse; gestures are made of them. */

export type FlowCommand = Command<FlowDefinition>;
export type Layout = NonNullable<FlowDefinition['layout']>;
export type Position = Layout[string];

type Head = Partial<
  Pick<FlowDefinition, 'title' | 'description' | 'admin' | 'states' | 'startAction' | 'settings'>
>;

function put<T>(list: readonly T[], at: number, entry: T): T[] {
  return [...list.slice(0, at), entry, ...list.slice(at)];
}

function indexOf(list: readonly { readonly id: string }[], id: string): number {
  return list.findIndex((entry) => entry.id === id);
}

function unchanged(document: FlowDefinition, command: FlowCommand) {
  return { document, inverse: command };
}

/** Puts a node into the list; at the end unless told where. */
export function insertNode(node: FlowNode, at?: number): FlowCommand {
  return {
    apply(document) {
      const nodes = put(document.nodes, at ?? document.nodes.length, node);
      return { document: { ...document, nodes }, inverse: removeNode(node.id) };
    },
  };
}

/** Takes a node out of the list; its lines and its place are other commands. */
export function removeNode(id: string): FlowCommand {
  const command: FlowCommand = {
    apply(document) {
      const at = indexOf(document.nodes, id);
      const node = document.nodes[at];
      if (node === undefined) return unchanged(document, command);
      const nodes = document.nodes.filter((entry) => entry !== node);
      return { document: { ...document, nodes }, inverse: insertNode(node, at) };
    },
  };
  return command;
}

/** Changes a node in place; `change` gets the node as it stands. */
export function changeNode(id: string, change: (node: FlowNode) => FlowNode, burst?: string): FlowCommand {
  const command: FlowCommand = {
    ...(burst === undefined ? {} : { burst }),
    apply(document) {
      const before = document.nodes.find((node) => node.id === id);
      if (before === undefined) return unchanged(document, command);
      const after = change(before);
      if (after === before) return unchanged(document, command);
      const nodes = document.nodes.map((node) => (node === before ? after : node));
      return { document: { ...document, nodes }, inverse: changeNode(id, () => before) };
    },
  };
  return command;
}

/** Puts a line into the list; the order of a branch's lines is the order in which they are tried. */
export function insertEdge(edge: FlowEdge, at?: number): FlowCommand {
  return {
    apply(document) {
      const edges = put(document.edges, at ?? document.edges.length, edge);
      return { document: { ...document, edges }, inverse: removeEdge(edge.id) };
    },
  };
}

/** Takes a line out of the list. */
export function removeEdge(id: string): FlowCommand {
  const command: FlowCommand = {
    apply(document) {
      const at = indexOf(document.edges, id);
      const edge = document.edges[at];
      if (edge === undefined) return unchanged(document, command);
      const edges = document.edges.filter((entry) => entry !== edge);
      return { document: { ...document, edges }, inverse: insertEdge(edge, at) };
    },
  };
  return command;
}

/** Changes a line in place. */
export function changeEdge(id: string, change: (edge: FlowEdge) => FlowEdge, burst?: string): FlowCommand {
  const command: FlowCommand = {
    ...(burst === undefined ? {} : { burst }),
    apply(document) {
      const before = document.edges.find((edge) => edge.id === id);
      if (before === undefined) return unchanged(document, command);
      const after = change(before);
      if (after === before) return unchanged(document, command);
      const edges = document.edges.map((edge) => (edge === before ? after : edge));
      return { document: { ...document, edges }, inverse: changeEdge(id, () => before) };
    },
  };
  return command;
}

/** Replaces where things stand; without a layout the canvas finds places by itself. */
export function setLayout(layout: Layout | undefined, burst?: string): FlowCommand {
  return {
    ...(burst === undefined ? {} : { burst }),
    apply(document) {
      const { layout: before, ...rest } = document;
      const after = layout === undefined ? rest : { ...rest, layout };
      return { document: after, inverse: setLayout(before) };
    },
  };
}

/** Changes the flow's own settings: title, administrator, states. A property set to `undefined` is taken out. */
export function setHead(change: Head, burst?: string): FlowCommand {
  return {
    ...(burst === undefined ? {} : { burst }),
    apply(document) {
      const before = Object.fromEntries(
        Object.keys(change).map((key) => [key, document[key as keyof FlowDefinition]]),
      ) as Head;
      const after = Object.fromEntries(
        Object.entries({ ...document, ...change }).filter(([, value]) => value !== undefined),
      ) as FlowDefinition;
      return { document: after, inverse: setHead(before) };
    },
  };
}
