import { createContext, useContext, useSyncExternalStore } from 'react';
import type { Finding } from '@dougong/kernel/flows';
import type { FlowDefinition, FlowEdge, FlowNode } from '@dougong/kernel/metadata';
import type { Editor, EditorView, Selection } from '../editing/index.js';
import type { NodeCategory } from '../surroundings/catalog.js';
import type { FlowCommand } from './flow-edits.js';
import type { Names } from '../surroundings/names.js';
import type { Surroundings } from '../surroundings/surroundings.js';
import type { Neighbours } from './neighbours.js';
import { categoryOf } from './node-parts.js';

/** Where the node menu is asked for: on a line, or after a node; with the element that opened it. */
export type MenuRequest =
  | { readonly edge: string; readonly anchor: DOMRect; readonly opener: HTMLElement | null }
  | { readonly after: string | undefined; readonly anchor: DOMRect; readonly opener: HTMLElement | null };

/** What every piece of the designer may use. */
export interface Designer {
  readonly editor: Editor<FlowDefinition>;
  readonly surroundings: Surroundings;
  readonly names: Names;
  readonly neighbours: Neighbours;
  readonly findings: readonly Finding[];
  /** The finding that is being looked at: its nodes and lines stand out. */
  readonly pointed: Finding | null;
  point(found: Finding | null): void;
  run(command: FlowCommand): boolean;
  select(selection: Selection): void;
  /** Selects and brings into view; a node gets the keyboard focus too. */
  reveal(selection: Selection): void;
  openMenu(request: MenuRequest): void;
  newId(prefix: string): string;
  /** Moves the keyboard into the inspector. */
  focusInspector(): void;
}

export const DesignerContext = createContext<Designer | null>(null);

/** The designer around. */
export function useDesigner(): Designer {
  const designer = useContext(DesignerContext);
  if (designer === null) throw new Error('useDesigner needs a FlowDesigner above it');
  return designer;
}

/** The document and the selection as they stand, redrawing with every change. */
export function useView(): EditorView<FlowDefinition> {
  const { editor } = useDesigner();
  return useSyncExternalStore(editor.subscribe, editor.snapshot, editor.snapshot);
}

/** What a node's card and its place in the lists say about it. */
export interface NodeFace {
  readonly title: string;
  readonly type: string;
  readonly category: NodeCategory;
  readonly problems: readonly Finding[];
}

/** The name, kind and problems of a node. */
export function faceOf({ names, surroundings, findings }: Designer, node: FlowNode): NodeFace {
  return {
    title: names.title(node.title),
    type: names.typeOf(node),
    category: categoryOf(surroundings.catalog.partOf(node)),
    problems: findings.filter((found) => found.nodes.includes(node.id)),
  };
}

/** Problems of a line. */
export function edgeFindings({ findings }: Designer, edge: FlowEdge): readonly Finding[] {
  return findings.filter((found) => found.edges?.includes(edge.id));
}
