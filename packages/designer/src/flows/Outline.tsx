import { useMemo } from 'react';
import { CircleAlert, TriangleAlert } from 'lucide-react';
import { isError } from '@dougong/kernel/foundation';
import type { FlowNode } from '@dougong/kernel/metadata';
import { useText } from '../i18n/text.js';
import { nodeSummary } from './config-text.js';
import { faceOf, useDesigner, useView } from './designer-context.js';
import { readingOrder } from './flow-graph.js';
import { nodeIcon } from './node-icons.js';

interface OutlineProps {
  /** With room for what each node does: the view of a phone. */
  readonly detailed?: boolean;
  readonly onPick: (node: string) => void;
}

/** The nodes in reading order. */
export function Outline({ detailed = false, onPick }: OutlineProps) {
  const text = useText();
  const { document, selection } = useView();
  const nodes = useMemo(() => readingOrder(document), [document]);
  return (
    <section className={`ds-outline${detailed ? ' is-detailed' : ''}`} aria-label={text('outline.title')}>
      <h2>
        {text('outline.title')}
        <span>{text('outline.count', { count: nodes.length })}</span>
      </h2>
      <ol>
        {nodes.map((node) => (
          <li key={node.id}>
            <OutlineEntry
              node={node}
              detailed={detailed}
              current={selection?.kind === 'node' && selection.id === node.id}
              onPick={() => onPick(node.id)}
            />
          </li>
        ))}
      </ol>
    </section>
  );
}

function OutlineEntry({
  node,
  detailed,
  current,
  onPick,
}: {
  readonly node: FlowNode;
  readonly detailed: boolean;
  readonly current: boolean;
  readonly onPick: () => void;
}) {
  const designer = useDesigner();
  const { names, surroundings } = designer;
  const face = faceOf(designer, node);
  const part = surroundings.catalog.partOf(node);
  const Icon = nodeIcon(part);
  const worst = face.problems.some(isError) ? 'error' : face.problems.length > 0 ? 'warning' : undefined;
  const Mark = worst === 'error' ? CircleAlert : TriangleAlert;
  return (
    <button
      type="button"
      className={`is-${face.category}`}
      aria-current={current ? 'true' : undefined}
      onClick={onPick}
    >
      <span className={detailed ? 'ds-kind' : 'ds-outline-icon'} aria-hidden="true">
        <Icon size={16} />
      </span>
      <span className="ds-outline-words dg-clip">
        {face.title}
        {detailed ? (
          <small className="dg-clip">{nodeSummary(part, node.config, names) || face.type}</small>
        ) : null}
      </span>
      {worst === undefined ? null : (
        <span className={`ds-mark is-${worst}`}>
          <Mark size={14} aria-hidden="true" />
          <span className="dg-sr">{names.text('canvas.nodeProblems', { count: face.problems.length })}</span>
        </span>
      )}
      {detailed ? null : <small>{face.type}</small>}
    </button>
  );
}
