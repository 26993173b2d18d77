import { useEffect, useMemo, useRef, useState, type CSSProperties, type RefObject } from 'react';
import {
  Background,
  BackgroundVariant,
  MiniMap,
  ReactFlow,
  ReactFlowProvider,
  useReactFlow,
  useStore,
} from '@xyflow/react';
import type { Connection, ReactFlowInstance } from '@xyflow/react';
import type { FlowDefinition } from '@dougong/kernel/metadata';
import { useIsPhone } from '@dougong/ui/theme';
import { useText } from '../../i18n/text.js';
import { useDesigner, useView } from '../designer-context.js';
import { connectOn, eventsOf, moveNode } from '../flow-gestures.js';
import { NODE_HEIGHT, NODE_WIDTH, positionsOf } from '../flow-layout.js';
import { CanvasTools } from './CanvasTools.js';
import { FlowCard } from './FlowCard.js';
import { FlowLine } from './FlowLine.js';
import { cardsOf, linesOf } from './graph-view.js';
import type { CardNode, LineEdge } from './graph-view.js';
import { usePlayed } from './played.js';
import '@xyflow/react/dist/base.css';
import './canvas.css';

const NODE_TYPES = { card: FlowCard };
const EDGE_TYPES = { line: FlowLine };
const GLIDE_MS = 160;
const ZOOM_READABLE = 0.9;
const MARGIN = 24;
const TARGET_SCALE_MAX = 1.6;
/** Larger drawings mount only the nodes in sight. */
const VISIBLE_ONLY_ABOVE = 80;

/** What the rest of the designer may ask of the canvas. */
export interface CanvasHandle {
  fit(): void;
  /** Brings a node into view. */
  show(node: string): void;
  /** Brings a node into view and gives it the keyboard. */
  focus(node: string): void;
}

/** The first look: the whole width, from the top, never smaller than can be read. */
function firstViewport(document: FlowDefinition, width: number, height: number) {
  const places = Object.values(positionsOf(document));
  if (places.length === 0) return { x: 0, y: 0, zoom: 1 };
  const left = Math.min(...places.map((place) => place.x));
  const top = Math.min(...places.map((place) => place.y));
  const across = Math.max(...places.map((place) => place.x)) + NODE_WIDTH - left;
  const down = Math.max(...places.map((place) => place.y)) + NODE_HEIGHT - top;
  const fit = Math.min(1, (width - 2 * MARGIN) / across, (height - 2 * MARGIN) / down);
  const zoom = Math.max(ZOOM_READABLE, fit);
  const isWider = across * zoom > width - 2 * MARGIN;
  const x = isWider ? MARGIN : (width - across * zoom) / 2;
  return { x: x - left * zoom, y: MARGIN - top * zoom, zoom };
}

/** Buttons on lines shrink with the drawing; below this they would be too small to hit, so they shrink less. */
function targetScale(zoom: number): number {
  return Math.min(TARGET_SCALE_MAX, Math.max(1, Math.round((ZOOM_READABLE / zoom) * 20) / 20));
}

function useHandle(handle: RefObject<CanvasHandle | null>, box: RefObject<HTMLDivElement | null>): void {
  const flow = useReactFlow();
  const { editor } = useDesigner();
  useEffect(() => {
    const bringIntoView = (id: string) => {
      const place = positionsOf(editor.document)[id];
      const area = box.current?.getBoundingClientRect();
      if (place === undefined || area === undefined) return;
      const { x, y, zoom } = flow.getViewport();
      const [left, top] = [place.x * zoom + x, place.y * zoom + y];
      const isInside =
        left > 8 &&
        top > 8 &&
        left + NODE_WIDTH * zoom < area.width - 8 &&
        top + NODE_HEIGHT * zoom < area.height - 8;
      if (isInside) return;
      void flow.setCenter(place.x + NODE_WIDTH / 2, place.y + NODE_HEIGHT / 2, { zoom, duration: GLIDE_MS });
    };
    handle.current = {
      fit: () => void flow.fitView({ padding: 0.08, maxZoom: 1, duration: GLIDE_MS }),
      show: bringIntoView,
      focus: (id) => {
        bringIntoView(id);
        requestAnimationFrame(() =>
          box.current
            ?.querySelector<HTMLElement>(`.react-flow__node[data-id="${CSS.escape(id)}"]`)
            ?.focus({ preventScroll: true }),
        );
      },
    };
    return () => {
      handle.current = null;
    };
  }, [handle, box, flow, editor]);
}

function useAriaLabels() {
  const text = useText();
  return useMemo(
    () => ({
      'node.a11yDescription.default': text('canvas.keyboardHelp'),
      'node.a11yDescription.keyboardDisabled': text('canvas.keyboardHelp'),
      'node.a11yDescription.ariaLiveMessage': () => '',
      'edge.a11yDescription.default': '',
      'controls.ariaLabel': text('canvas.label'),
      'minimap.ariaLabel': text('canvas.minimap'),
      'handle.ariaLabel': text('canvas.handle'),
    }),
    [text],
  );
}

/** Where the hand holds a card right now; the document learns the place when it lets go. */
interface Dragged {
  readonly id: string;
  readonly x: number;
  readonly y: number;
}

function useDrawn(dragged: Dragged | null) {
  const designer = useDesigner();
  const { document, selection } = useView();
  const played = usePlayed();
  const nodes = useMemo(
    () =>
      cardsOf(designer, document, selection, dragged).map((card) => {
        const spoken = played?.nodes.get(card.id)?.spoken;
        return spoken === undefined ? card : { ...card, ariaLabel: `${card.ariaLabel} ${spoken}` };
      }),
    [designer, document, selection, dragged, played],
  );
  const edges = useMemo(() => linesOf(designer, document, selection), [designer, document, selection]);
  return { nodes, edges };
}

/** What hands do on the canvas, as commands. */
function useHands(setDragged: (dragged: Dragged | null) => void) {
  const { editor, surroundings, run, select, newId } = useDesigner();
  const parts = (kind: string) => surroundings.catalog.part(kind);
  // The side of a node that nobody can refuse is only another place to begin a line.
  const sideEventOf = (id: string) => {
    const node = editor.document.nodes.find((entry) => entry.id === id);
    return node && eventsOf(parts(node.type))[0];
  };
  const lineOf = ({ source, target, sourceHandle }: Connection) => ({
    id: newId('line'),
    from: source,
    to: target,
    on: sourceHandle === 'side' ? sideEventOf(source) : undefined,
  });
  return {
    onNodeClick: (_: unknown, node: CardNode) => select({ kind: 'node', id: node.id }),
    onEdgeClick: (_: unknown, edge: LineEdge) => select({ kind: 'edge', id: edge.id }),
    onPaneClick: () => select(null),
    onNodeDrag: (_: unknown, node: CardNode) => setDragged({ id: node.id, ...node.position }),
    onNodeDragStop: (_: unknown, node: CardNode) => {
      run(moveNode(editor.document, node.id, node.position));
      setDragged(null);
    },
    onConnect: (connection: Connection) => run(connectOn(editor.document, lineOf(connection), parts)),
    isValidConnection: (connection: Connection | LineEdge) => connection.source !== connection.target,
  };
}

/** The keyboard is the designer's own, so that of xyflow is off. */
const OWN_KEYBOARD = {
  nodesFocusable: true,
  edgesFocusable: false,
  disableKeyboardA11y: true,
  deleteKeyCode: null,
  selectionKeyCode: null,
  multiSelectionKeyCode: null,
} as const;

const VIEW = {
  minZoom: 0.25,
  maxZoom: 1.75,
  nodeDragThreshold: 3,
  panOnScroll: true,
  zoomOnDoubleClick: false,
  proOptions: { hideAttribution: true },
} as const;

/** Whoever walks by Tab has selected what he stands on. */
function nodeOf(target: HTMLElement): string | null {
  return target.classList.contains('react-flow__node') ? target.getAttribute('data-id') : null;
}

function Drawing({ handle }: { readonly handle: RefObject<CanvasHandle | null> }) {
  const { editor, select } = useDesigner();
  const text = useText();
  const phone = useIsPhone();
  const isPlayed = usePlayed() !== null;
  const isFixed = phone || isPlayed;
  const labels = useAriaLabels();
  const box = useRef<HTMLDivElement>(null);
  const [dragged, setDragged] = useState<Dragged | null>(null);
  const drawn = useDrawn(dragged);
  const hands = useHands(setDragged);
  useHandle(handle, box);
  const unzoom = useStore(({ transform }) => targetScale(transform[2]));
  const begin = (flow: ReactFlowInstance<CardNode, LineEdge>) => {
    const area = box.current?.getBoundingClientRect();
    if (area !== undefined) void flow.setViewport(firstViewport(editor.document, area.width, area.height));
  };
  return (
    <div
      className={`ds-canvas${isPlayed ? ' is-played' : ''}`}
      ref={box}
      style={{ '--ds-unzoom': unzoom } as CSSProperties}
      onFocus={({ target }) => {
        const id = nodeOf(target);
        if (id !== null) select({ kind: 'node', id });
      }}
    >
      <ReactFlow<CardNode, LineEdge>
        aria-label={text('canvas.label')}
        nodeTypes={NODE_TYPES}
        edgeTypes={EDGE_TYPES}
        ariaLabelConfig={labels}
        onInit={begin}
        nodesConnectable={!isFixed}
        nodesDraggable={!isFixed}
        onlyRenderVisibleElements={drawn.nodes.length > VISIBLE_ONLY_ABOVE}
        {...OWN_KEYBOARD}
        {...VIEW}
        {...drawn}
        {...hands}
      >
        <Background variant={BackgroundVariant.Dots} gap={16} size={1.2} color="var(--line-2)" />
        <CanvasTools />
        {isFixed ? null : <Overview />}
      </ReactFlow>
    </div>
  );
}

function Overview() {
  const text = useText();
  return (
    <MiniMap
      className="ds-minimap"
      pannable
      nodeBorderRadius={4}
      nodeStrokeWidth={0}
      nodeClassName={(node: CardNode) => `is-${node.data.category}`}
      maskColor="transparent"
      ariaLabel={text('canvas.minimap')}
    />
  );
}

/** The flow as a drawing. The only folder that knows xyflow. */
export function FlowCanvas({ handle }: { readonly handle: RefObject<CanvasHandle | null> }) {
  return (
    <ReactFlowProvider>
      <Drawing handle={handle} />
    </ReactFlowProvider>
  );
}
