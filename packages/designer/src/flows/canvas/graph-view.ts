import { MarkerType } from '@xyflow/react';
import type { Edge, Node } from '@xyflow/react';
import { isError } from '@dougong/kernel/foundation';
import type { FlowDefinition, FlowEdge, FlowNode } from '@dougong/kernel/metadata';
import type { Selection } from '../../editing/index.js';
import type { NodeCategory } from '../../surroundings/catalog.js';
import { nodeSummary } from '../config-text.js';
import type { Designer } from '../designer-context.js';
import { edgeFindings, faceOf } from '../designer-context.js';
import type { Layout, Position } from '../flow-edits.js';
import { NODE_HEIGHT, NODE_WIDTH, positionsOf } from '../flow-layout.js';
import { edgeLabel } from '../flow-sentences.js';
import { backwardLines } from '../backward-lines.js';
import { choosesLines, gateOf, hasBranches } from '../node-parts.js';
import { blockedEnds, lanesOf } from './back-route.js';
import type { Blocked } from './back-route.js';
import { runsOverNodes } from './crossings.js';

/** The document as xyflow draws it. Nothing flows back this way: changes are commands. */

export interface CardData extends Record<string, unknown> {
  readonly node: FlowNode;
  readonly title: string;
  readonly summary: string;
  readonly category: NodeCategory;
  readonly errors: number;
  readonly warnings: number;
  /** The finding that is looked at is about it. */
  readonly isPointed: boolean;
  /** Where its tools hide no other node. */
  readonly toolsAt: 'left' | 'right';
}

export interface LineData extends Record<string, unknown> {
  readonly edge: FlowEdge;
  readonly label: string;
  readonly isBranchLine: boolean;
  /** One of several that part at its source. */
  readonly isParting: boolean;
  readonly isFaulty: boolean;
  readonly isWarned: boolean;
  readonly isBackward: boolean;
  readonly isPointed: boolean;
  /** Of a line beside the usual way: how far right it goes, and where it has to step aside. */
  readonly back: { readonly lane: number; readonly blocked: Blocked } | undefined;
  readonly from: string;
  readonly to: string;
}

export type CardNode = Node<CardData, 'card'>;
export type LineEdge = Edge<LineData, 'line'>;

/** The line under the title: what a branch leads to, how the flow is started, else what the settings say. */
export function summaryOf(designer: Designer, document: FlowDefinition, node: FlowNode): string {
  const { names, surroundings } = designer;
  const part = surroundings.catalog.partOf(node);
  if (gateOf(part)?.split !== undefined)
    return names.text('canvas.lines', {
      count: document.edges.filter((edge) => edge.from === node.id).length,
    });
  if (part?.isStart === true) {
    const form = names.title(surroundings.form.title);
    return document.startAction === undefined ? form : `${form} · ${names.action(document.startAction)}`;
  }
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
        isPointed: designer.pointed?.nodes.includes(node.id) === true,
        toolsAt: isTaken(places, place, 1) && !isTaken(places, place, -1) ? 'left' : 'right',
      },
    };
  });
}

const TOOLS_WIDTH = 128;

/** Whether something stands right beside a place, where the tools of a node would be. */
function isTaken(places: Layout, place: Position, side: 1 | -1): boolean {
  const reach = NODE_WIDTH + TOOLS_WIDTH;
  return Object.values(places).some(({ x, y }) => {
    const away = (x - place.x) * side;
    return away > 0 && away < reach && Math.abs(y - place.y) < NODE_HEIGHT;
  });
}

/**
 * The lines of the picture. Refusals and late ones leave at the side, and so does what leads back or would run over
 * other nodes.
 */
export function linesOf(designer: Designer, document: FlowDefinition, selection: Selection): LineEdge[] {
  const nodes = new Map(document.nodes.map((node) => [node.id, node]));
  const places = positionsOf(document);
  const drawn = document.edges.filter((edge) => nodes.has(edge.from) && nodes.has(edge.to));
  const backward = backwardLines(document);
  const lanes = lanesOf(
    drawn.filter((edge) => backward.has(edge.id) || edge.on !== undefined || runsOverNodes(edge, places)),
    places,
  );
  return drawn.map((edge) => {
    const lane = lanes.get(edge.id);
    const back = lane === undefined ? undefined : { lane, blocked: blockedEnds(edge, places) };
    const source = nodes.get(edge.from);
    const part = source && designer.surroundings.catalog.partOf(source);
    const isBranchLine = choosesLines(part);
    const titleOf = (id: string): string => designer.names.title(nodes.get(id)?.title);
    const [from, to] = [titleOf(edge.from), titleOf(edge.to)];
    return {
      id: edge.id,
      type: 'line',
      source: edge.from,
      target: edge.to,
      sourceHandle: back === undefined ? 'out' : 'side',
      targetHandle: back === undefined ? 'in' : 'side-in',
      selected: selection?.kind === 'edge' && selection.id === edge.id,
      ariaLabel: designer.names.text('canvas.edge', { from, to }),
      markerEnd: MARKER,
      data: {
        ...faceOfLine(designer, edge, isBranchLine),
        isBranchLine,
        isParting: hasBranches(part),
        isBackward: backward.has(edge.id),
        back,
        from,
        to,
      },
    };
  });
}

const MARKER = {
  type: MarkerType.ArrowClosed,
  width: 18,
  height: 18,
  markerUnits: 'userSpaceOnUse',
  color: 'var(--control)',
} as const;

function faceOfLine(designer: Designer, edge: FlowEdge, isBranchLine: boolean) {
  const found = edgeFindings(designer, edge);
  const isFaulty = found.some(isError);
  return {
    edge,
    label: edgeLabel(edge, isBranchLine, designer.names),
    isFaulty,
    isWarned: found.length > 0 && !isFaulty,
    isPointed: designer.pointed?.edges?.includes(edge.id) === true,
  };
}
