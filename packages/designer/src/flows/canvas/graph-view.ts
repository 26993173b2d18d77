import { MarkerType } from '@xyflow/react';
import type { Edge, Node } from '@xyflow/react';
import { isError } from '@dougong/kernel/foundation';
import type { FlowDefinition, FlowEdge, FlowNode } from '@dougong/kernel/metadata';
import type { Selection } from '../../editing/index.js';
import type { NodeCategory } from '../../surroundings/catalog.js';
import { nodeSummary } from '../config-text.js';
import type { Designer } from '../designer-context.js';
import { edgeFindings, faceOf } from '../designer-context.js';
import { NODE_HEIGHT, NODE_WIDTH, positionsOf } from '../flow-layout.js';
import { edgeLabel } from '../flow-sentences.js';

/** The document as xyflow draws it. Nothing flows back this way: changes are commands. */

export interface CardData extends Record<string, unknown> {
  readonly node: FlowNode;
  readonly title: string;
  readonly summary: string;
  readonly category: NodeCategory;
  readonly errors: number;
  readonly warnings: number;
}

export interface LineData extends Record<string, unknown> {
  readonly edge: FlowEdge;
  readonly label: string;
  readonly isBranchLine: boolean;
  readonly isFaulty: boolean;
  readonly from: string;
  readonly to: string;
}

export type CardNode = Node<CardData, 'card'>;
export type LineEdge = Edge<LineData, 'line'>;

/** The line under the title: what a branch leads to, how the flow is started, else what the settings say. */
export function summaryOf(designer: Designer, document: FlowDefinition, node: FlowNode): string {
  const { names, surroundings } = designer;
  const part = surroundings.catalog.partOf(node);
  if (part?.isBranch === true)
    return names.text('canvas.lines', {
      count: document.edges.filter((edge) => edge.from === node.id).length,
    });
  if (part?.isStart === true)
    return `${names.title(surroundings.form.title)} · ${names.action(document.startAction)}`;
  return nodeSummary(part, node.config, names) || names.typeOf(node);
}

/** The nodes of the picture; `dragged` is where the hand holds one of them right now. */
export function cardsOf(
  designer: Designer,
  document: FlowDefinition,
  selection: Selection,
  dragged: { readonly id: string; readonly x: number; readonly y: number } | null,
): CardNode[] {
  const places = positionsOf(document);
  return document.nodes.map((node) => {
    const face = faceOf(designer, node);
    const errors = face.problems.filter(isError).length;
    const summary = summaryOf(designer, document, node);
    const place = dragged?.id === node.id ? dragged : (places[node.id] ?? { x: 0, y: 0 });
    const spoken = designer.names.text('canvas.node', {
      type: face.type,
      title: face.title,
      summary: summary === face.type ? '' : summary,
    });
    const problems =
      face.problems.length === 0
        ? ''
        : designer.names.text('canvas.nodeProblems', { count: face.problems.length });
    return {
      id: node.id,
      type: 'card',
      position: { x: place.x, y: place.y },
      width: NODE_WIDTH,
      height: NODE_HEIGHT,
      measured: { width: NODE_WIDTH, height: NODE_HEIGHT },
      selected: selection?.kind === 'node' && selection.id === node.id,
      ariaLabel: `${spoken} ${problems}`.trim(),
      domAttributes: { 'aria-roledescription': face.type },
      data: {
        node,
        title: face.title,
        summary,
        category: face.category,
        errors,
        warnings: face.problems.length - errors,
      },
    };
  });
}

/** The lines of the picture. Refusals leave at the side, so that they never cross the way onward. */
export function linesOf(designer: Designer, document: FlowDefinition, selection: Selection): LineEdge[] {
  const titles = new Map(document.nodes.map((node) => [node.id, designer.names.title(node.title)]));
  const kinds = new Map(document.nodes.map((node) => [node.id, designer.surroundings.catalog.partOf(node)]));
  return document.edges
    .filter((edge) => titles.has(edge.from) && titles.has(edge.to))
    .map((edge) => {
      const isBranchLine = kinds.get(edge.from)?.isBranch === true;
      const [from, to] = [titles.get(edge.from) ?? '', titles.get(edge.to) ?? ''];
      const isSide = edge.on !== undefined;
      return {
        id: edge.id,
        type: 'line',
        source: edge.from,
        target: edge.to,
        sourceHandle: isSide ? 'side' : 'out',
        targetHandle: isSide ? 'side-in' : 'in',
        selected: selection?.kind === 'edge' && selection.id === edge.id,
        ariaLabel: designer.names.text('canvas.edge', { from, to }),
        markerEnd: {
          type: MarkerType.ArrowClosed,
          width: 18,
          height: 18,
          markerUnits: 'userSpaceOnUse',
          color: 'var(--control)',
        },
        data: {
          edge,
          label: edgeLabel(edge, isBranchLine, designer.names),
          isBranchLine,
          isFaulty: edgeFindings(designer, edge).some(isError),
          from,
          to,
        },
      };
    });
}
