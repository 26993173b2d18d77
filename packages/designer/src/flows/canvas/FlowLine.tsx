import { memo } from 'react';
import { BaseEdge, EdgeLabelRenderer, getSmoothStepPath } from '@xyflow/react';
import type { EdgeProps } from '@xyflow/react';
import { AlarmClock, CircleAlert, CircleX, Plus, type LucideIcon } from 'lucide-react';
import { useText } from '../../i18n/text.js';
import { useDesigner } from '../designer-context.js';
import type { LineData, LineEdge } from './graph-view.js';
import { backRoute } from './back-route.js';
import { lineMarks } from './line-geometry.js';
import { usePlayed } from './played.js';

function at(point: { readonly x: number; readonly y: number }, centred = true): string {
  return `translate(${centred ? '-50%' : '0'}, -50%) translate(${point.x}px, ${point.y}px) scale(var(--ds-unzoom, 1))`;
}

/** The places of the line, its text and its plus. */
function useGeometry(props: EdgeProps<LineEdge>) {
  const { sourceX, sourceY, targetX, targetY, sourcePosition, targetPosition, data } = props;
  if (data?.back !== undefined) return backGeometry(props, data.back);
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
  const ends = {
    source: { x: sourceX, y: sourceY },
    target: { x: targetX, y: targetY },
    middle: { x: labelX, y: labelY },
  };
  return { path, marks: lineMarks(ends, data?.isParting === true, data?.edge.on !== undefined) };
}

function backGeometry(
  { sourceX, sourceY, targetX, targetY }: EdgeProps<LineEdge>,
  { lane, blocked }: NonNullable<LineData['back']>,
) {
  const [source, target] = [
    { x: sourceX, y: sourceY },
    { x: targetX, y: targetY },
  ];
  const { path, middle } = backRoute(source, target, lane, blocked);
  return { path, marks: lineMarks({ source, target, middle }, false, true) };
}

function kindOf(data: LineData, selected: boolean): string {
  return [
    data.edge.on === undefined && !data.isBackward ? '' : ' is-side',
    data.edge.on === undefined ? '' : ` is-${data.edge.on}`,
    data.isPointed ? ' is-pointed' : '',
    data.isWarned ? ' has-warning' : '',
    selected ? ' is-selected' : '',
    data.isFaulty ? ' has-error' : '',
  ].join('');
}

/** A line with its text and the plus that puts a node into it. */
export const FlowLine = memo(function FlowLine(props: EdgeProps<LineEdge>) {
  const { id, data, selected = false, markerEnd } = props;
  const { path, marks } = useGeometry(props);
  const played = usePlayed();
  if (data === undefined) return null;
  const kind = `${kindOf(data, selected)}${played?.taken.has(id) === true ? ' is-taken' : ''}`;
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
          <LineLabel
            id={id}
            data={data}
            className={kind}
            selected={selected}
            transform={at(marks.label, !marks.isLabelBeside)}
          />
        )}
        {played === null ? <LinePlus id={id} data={data} transform={at(marks.plus)} /> : null}
      </EdgeLabelRenderer>
    </>
  );
});

interface MarkProps {
  readonly id: string;
  readonly data: LineData;
  readonly transform: string;
}

/** Never by colour alone: a refusal and a limit that has passed have their pictures. */
const EVENT_ICONS: Readonly<Record<string, LucideIcon>> = { rejected: CircleX, timeout: AlarmClock };

function LineLabel({
  id,
  data,
  transform,
  className,
  selected,
}: MarkProps & { readonly className: string; readonly selected: boolean }) {
  const text = useText();
  const { select } = useDesigner();
  const { from, to, label } = data;
  const Icon = data.isFaulty ? CircleAlert : EVENT_ICONS[data.edge.on ?? ''];
  return (
    <button
      type="button"
      className={`ds-line-label nodrag nopan${className}${data.edge.default === true ? ' is-otherwise' : ''}`}
      style={{ transform }}
      aria-label={text('canvas.editEdge', { from, to, label })}
      aria-pressed={selected}
      onClick={(event) => {
        event.stopPropagation();
        select({ kind: 'edge', id });
      }}
    >
      {Icon === undefined ? null : <Icon size={12} aria-hidden="true" />}
      <span className="dg-clip">{label}</span>
    </button>
  );
}

function LinePlus({ id, data, transform }: MarkProps) {
  const text = useText();
  const { openMenu } = useDesigner();
  const name = text('menu.between', { from: data.from, to: data.to });
  return (
    <button
      type="button"
      className="ds-line-plus nodrag nopan"
      style={{ transform }}
      data-edge={id}
      aria-haspopup="dialog"
      aria-label={name}
      title={name}
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
  );
}
