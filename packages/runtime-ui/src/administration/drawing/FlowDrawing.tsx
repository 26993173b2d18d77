import { useId, useMemo, type ReactNode } from 'react';
import type { FlowDefinition, FlowNode } from '@dougong/kernel/metadata';
import { useLocalized } from '@dougong/ui/i18n';
import { drawnFlow, NODE_HEIGHT, NODE_WIDTH } from './drawing-places.js';
import { bandOf, nodeIcon } from './node-kinds.js';
import './drawing.css';

/** How a node stands out in the picture of an instance. */
export type NodeLook = 'done' | 'active' | 'planned' | 'skipped' | 'stuck';

interface FlowDrawingProps {
  readonly definition: FlowDefinition;
  readonly label: string;
  /** Looks by node id; without any all nodes are drawn alike. */
  readonly looks?: ReadonlyMap<string, NodeLook>;
  /** One quiet line below the title of a node. */
  noteOf?(node: FlowNode): ReactNode;
}

/** A flow as a picture. What it shows is also told in words beside it, so for a screen reader it is one image. */
export function FlowDrawing({ definition, label, looks, noteOf }: FlowDrawingProps) {
  const title = useLocalized();
  const arrow = useId();
  const { width, height, places, lines } = useMemo(() => drawnFlow(definition), [definition]);
  return (
    <svg
      className="rt-drawing"
      role="img"
      aria-label={label}
      viewBox={`0 0 ${width} ${height}`}
      width={width}
      height={height}
    >
      <defs>
        <marker id={arrow} viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto">
          <path d="M0 0L8 4L0 8z" />
        </marker>
      </defs>
      {lines.map(({ edge, path }) => (
        <path
          key={edge.id}
          className={`rt-drawing-line${edge.on === undefined ? '' : ' is-aside'}`}
          d={path}
          markerEnd={`url(#${arrow})`}
        />
      ))}
      {lines.map(({ edge, words }) =>
        edge.title === undefined ? null : (
          <text key={edge.id} x={words.x} y={words.y}>
            {title(edge.title)}
          </text>
        ),
      )}
      {definition.nodes.map((node) => {
        const { x = 0, y = 0 } = places.get(node.id) ?? {};
        return (
          <foreignObject key={node.id} x={x} y={y} width={NODE_WIDTH} height={NODE_HEIGHT}>
            <DrawnNode node={node} look={looks?.get(node.id)} note={noteOf?.(node)} />
          </foreignObject>
        );
      })}
    </svg>
  );
}

interface DrawnNodeProps {
  readonly node: FlowNode;
  readonly look: NodeLook | undefined;
  readonly note: ReactNode;
}

function DrawnNode({ node, look, note }: DrawnNodeProps) {
  const title = useLocalized();
  const Icon = nodeIcon(node.type);
  return (
    <div className={`rt-drawing-node is-${bandOf(node.type)}${look === undefined ? '' : ` is-${look}`}`}>
      <Icon size={16} aria-hidden="true" />
      <div>
        <b className="dg-clip">{title(node.title)}</b>
        {note === undefined || note === null || note === '' ? null : (
          <small className="dg-clip">{note}</small>
        )}
      </div>
    </div>
  );
}
