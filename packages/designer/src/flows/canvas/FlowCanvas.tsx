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
import { connect, moveNode } from '../flow-gestures.js';
import { NODE_HEIGHT, NODE_WIDTH, positionsOf } from '../flow-layout.js';
import { CanvasTools } from './CanvasTools.js';
import { FlowCard } from './FlowCard.js';
import { FlowLine } from './FlowLine.js';
import { cardsOf, linesOf } from './graph-view.js';
import type { CardNode, LineEdge } from './graph-view.js';
import '@xyflow/react/dist/base.css';
import './canvas.css';

const NODE_TYPES = { card: FlowCard };
const EDGE_TYPES = { line: FlowLine };
const GLIDE_MS = 160;
const ZOOM_READABLE = 0.9;
const MARGIN = 24;
const TARGET_SCALE_MAX = 1.6;

/** What the rest of the designer may ask of the canvas. */
export interface CanvasHandle {
  fit(): void;
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

function Drawing({ handle }: { readonly handle: RefObject<CanvasHandle | null> }) {
  const designer = useDesigner();
  const { editor, surroundings, run, select, newId } = designer;
  const { document, selection } = useView();
  const text = useText();
  const phone = useIsPhone();
  const labels = useAriaLabels();
  const box = useRef<HTMLDivElement>(null);
  const [dragged, setDragged] = useState<{ id: string; x: number; y: number } | null>(null);
  const cards = useMemo(
    () => cardsOf(designer, document, selection, dragged),
    [designer, document, selection, dragged],
  );
  const lines = useMemo(() => linesOf(designer, document, selection), [designer, document, selection]);
  useHandle(handle, box);
  const unzoom = useStore(({ transform }) => targetScale(transform[2]));
  const parts = (kind: string) => surroundings.catalog.part(kind);
  const lineOf = ({ source, target, sourceHandle }: Connection | LineEdge) => ({
    id: newId('line'),
    from: source,
    to: target,
    on: sourceHandle === 'side' ? ('rejected' as const) : undefined,
  });
  const begin = (flow: ReactFlowInstance<CardNode, LineEdge>) => {
    const area = box.current?.getBoundingClientRect();
    if (area !== undefined) void flow.setViewport(firstViewport(editor.document, area.width, area.height));
  };
  return (
    <div
      className="ds-canvas"
      ref={box}
      style={{ '--ds-unzoom': unzoom } as CSSProperties}
      onFocus={({ target }) => {
        // Whoever walks by Tab has selected what he stands on.
        const id = target.classList.contains('react-flow__node') ? target.getAttribute('data-id') : null;
        if (id !== null) select({ kind: 'node', id });
      }}
    >
      <ReactFlow<CardNode, LineEdge>
        aria-label={text('canvas.label')}
        nodes={cards}
        edges={lines}
        nodeTypes={NODE_TYPES}
        edgeTypes={EDGE_TYPES}
        ariaLabelConfig={labels}
        onInit={begin}
        minZoom={0.25}
        maxZoom={1.75}
        nodesFocusable
        edgesFocusable={false}
        disableKeyboardA11y
        deleteKeyCode={null}
        selectionKeyCode={null}
        multiSelectionKeyCode={null}
        nodesConnectable={!phone}
        nodesDraggable={!phone}
        nodeDragThreshold={3}
        panOnScroll
        zoomOnDoubleClick={false}
        onlyRenderVisibleElements={document.nodes.length > 80}
        onNodeClick={(_, node) => select({ kind: 'node', id: node.id })}
        onEdgeClick={(_, edge) => select({ kind: 'edge', id: edge.id })}
        onPaneClick={() => select(null)}
        onNodeDrag={(_, node) => setDragged({ id: node.id, ...node.position })}
        onNodeDragStop={(_, node) => {
          run(moveNode(editor.document, node.id, node.position));
          setDragged(null);
        }}
        onConnect={(connection) => run(connect(editor.document, lineOf(connection), parts))}
        isValidConnection={(connection) => connection.source !== connection.target}
        proOptions={{ hideAttribution: true }}
      >
        <Background variant={BackgroundVariant.Dots} gap={16} size={1.2} color="var(--line-2)" />
        <CanvasTools />
        {phone ? null : (
          <MiniMap
            className="ds-minimap"
            pannable
            nodeBorderRadius={4}
            nodeStrokeWidth={0}
            nodeClassName={(node: CardNode) => `is-${node.data.category}`}
            maskColor="transparent"
            ariaLabel={text('canvas.minimap')}
          />
        )}
      </ReactFlow>
    </div>
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
