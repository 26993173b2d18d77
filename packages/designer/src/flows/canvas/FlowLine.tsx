import { memo } from 'react';
import { BaseEdge, EdgeLabelRenderer, getSmoothStepPath } from '@xyflow/react';
import type { EdgeProps } from '@xyflow/react';
import { CircleAlert, Plus } from 'lucide-react';
import { useText } from '../../i18n/text.js';
import { useDesigner } from '../designer-context.js';
import type { LineEdge } from './graph-view.js';
import { lineMarks } from './line-geometry.js';

function at(point: { readonly x: number; readonly y: number }, centred = true): string {
  return `translate(${centred ? '-50%' : '0'}, -50%) translate(${point.x}px, ${point.y}px) scale(var(--ds-unzoom, 1))`;
}

/** A line with its text and the plus that puts a node into it. */
export const FlowLine = memo(function FlowLine(props: EdgeProps<LineEdge>) {
  const {
    id,
    data,
    selected,
    sourceX,
    sourceY,
    targetX,
    targetY,
    sourcePosition,
    targetPosition,
    markerEnd,
  } = props;
  const text = useText();
  const { select, openMenu } = useDesigner();
  const [path, labelX, labelY] = getSmoothStepPath({
    sourceX,
    sourceY,
    targetX,
    targetY,
    sourcePosition,
    targetPosition,
    borderRadius: 8,
    offset: 18,
  });
  if (data === undefined) return null;
  const isSide = data.edge.on !== undefined;
  const marks = lineMarks(
    {
      source: { x: sourceX, y: sourceY },
      target: { x: targetX, y: targetY },
      middle: { x: labelX, y: labelY },
    },
    data.isBranchLine,
    isSide,
  );
  const ends = { from: data.from, to: data.to };
  const kind = `${isSide ? ' is-side' : ''}${selected === true ? ' is-selected' : ''}${data.isFaulty ? ' has-error' : ''}`;
  return (
    <>
      <BaseEdge
        id={id}
        path={path}
        interactionWidth={20}
        className={`ds-line${kind}`}
        {...(markerEnd === undefined ? {} : { markerEnd })}
      />
      <EdgeLabelRenderer>
        {data.label === '' ? null : (
          <button
            type="button"
            className={`ds-line-label nodrag nopan${kind}${data.edge.default === true ? ' is-otherwise' : ''}`}
            style={{ transform: at(marks.label, !marks.isLabelBeside) }}
            aria-label={text('canvas.editEdge', { ...ends, label: data.label })}
            aria-pressed={selected === true}
            onClick={(event) => {
              event.stopPropagation();
              select({ kind: 'edge', id });
            }}
          >
            {data.isFaulty ? <CircleAlert size={12} aria-hidden="true" /> : null}
            <span className="dg-clip">{data.label}</span>
          </button>
        )}
        <button
          type="button"
          className="ds-line-plus nodrag nopan"
          style={{ transform: at(marks.plus) }}
          data-edge={id}
          aria-haspopup="dialog"
          aria-label={text('menu.between', ends)}
          title={text('menu.between', ends)}
          onClick={(event) => {
            // The line itself listens too, and would be selected.
            event.stopPropagation();
            openMenu({
              edge: id,
              anchor: event.currentTarget.getBoundingClientRect(),
              opener: event.currentTarget,
            });
          }}
        >
          <Plus size={12} strokeWidth={2} aria-hidden="true" />
        </button>
      </EdgeLabelRenderer>
    </>
  );
});
