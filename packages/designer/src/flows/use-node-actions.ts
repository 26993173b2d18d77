import { useMemo } from 'react';
import type { CatalogPart } from '../surroundings/catalog.js';
import { useDesigner } from './designer-context.js';
import { addBlockOnEdge, appendBlock, isBlock } from './flow-blocks.js';
import { addNodeOnEdge, appendNode, deleteNode, duplicateNode } from './flow-gestures.js';

/** The gestures that toolbar, menu, palette and keys share. */
export interface NodeActions {
  canCopy(id: string): boolean;
  canDelete(id: string): boolean;
  append(part: CatalogPart, after: string | undefined): void;
  insert(part: CatalogPart, edge: string): void;
  duplicate(id: string): void;
  remove(id: string): void;
}

/** Gestures on nodes, bound to the designer around. */
export function useNodeActions(): NodeActions {
  const designer = useDesigner();
  return useMemo(() => {
    const { editor, surroundings, run, newId, reveal, select } = designer;
    const parts = (kind: string) => surroundings.catalog.part(kind);
    const partOf = (id: string) => {
      const node = editor.document.nodes.find((entry) => entry.id === id);
      return node && surroundings.catalog.partOf(node);
    };
    const fresh = (part: CatalogPart) => ({ part, id: newId(part.kind), edgeId: newId('line'), newId });
    return {
      canCopy: (id) => partOf(id) !== undefined && partOf(id)?.isStart !== true,
      canDelete: (id) => partOf(id)?.isStart !== true,
      append(part, after) {
        const added = fresh(part);
        const append = isBlock(part) ? appendBlock : appendNode;
        if (run(append(editor.document, after, added, parts))) reveal({ kind: 'node', id: added.id });
      },
      insert(part, edge) {
        const added = fresh(part);
        const insert = isBlock(part) ? addBlockOnEdge : addNodeOnEdge;
        if (run(insert(editor.document, edge, added, parts))) reveal({ kind: 'node', id: added.id });
      },
      duplicate(id) {
        const part = partOf(id);
        if (part === undefined) return;
        const copy = { id: newId(part.kind), edgeId: newId('line') };
        if (run(duplicateNode(editor.document, id, copy, parts))) reveal({ kind: 'node', id: copy.id });
      },
      remove(id) {
        const heir = editor.document.edges.find((edge) => edge.to === id)?.from ?? null;
        if (!run(deleteNode(editor.document, id, parts))) return;
        if (heir === null) select(null);
        else reveal({ kind: 'node', id: heir });
      },
    };
  }, [designer]);
}
