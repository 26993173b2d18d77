import { memo } from 'react';
import { Handle, NodeToolbar, Position } from '@xyflow/react';
import type { NodeProps } from '@xyflow/react';
import { CircleAlert, Copy, Plus, Trash2, TriangleAlert } from 'lucide-react';
import { useText } from '../../i18n/text.js';
import { useDesigner } from '../designer-context.js';
import { useNodeActions } from '../use-node-actions.js';
import { nodeIcon } from '../node-icons.js';
import type { CardNode } from './graph-view.js';

function Badge({ errors, warnings }: { readonly errors: number; readonly warnings: number }) {
  if (errors + warnings === 0) return null;
  const Icon = errors > 0 ? CircleAlert : TriangleAlert;
  return (
    <span className={`ds-card-badge ${errors > 0 ? 'is-error' : 'is-warning'}`} aria-hidden="true">
      <Icon size={12} />
      {errors > 0 ? errors : warnings}
    </span>
  );
}

function Tools({ id }: { readonly id: string }) {
  const text = useText();
  const { openMenu } = useDesigner();
  const actions = useNodeActions();
  return (
    <NodeToolbar position={Position.Right} offset={8} className="ds-card-tools" align="center">
      <button
        type="button"
        aria-label={text('node.after')}
        title={`${text('node.after')}  +`}
        onClick={(event) =>
          openMenu({
            after: id,
            anchor: event.currentTarget.getBoundingClientRect(),
            opener: event.currentTarget,
          })
        }
      >
        <Plus size={16} />
      </button>
      {actions.canCopy(id) ? (
        <button
          type="button"
          aria-label={text('node.duplicate')}
          title={`${text('node.duplicate')}  Ctrl D`}
          onClick={() => actions.duplicate(id)}
        >
          <Copy size={16} />
        </button>
      ) : null}
      {actions.canDelete(id) ? (
        <button
          type="button"
          aria-label={text('node.delete')}
          title={`${text('node.delete')}  Del`}
          onClick={() => actions.remove(id)}
        >
          <Trash2 size={16} />
        </button>
      ) : null}
    </NodeToolbar>
  );
}

/** A node: band with its picture, title, a line of what it does, and its problems. */
export const FlowCard = memo(function FlowCard({ id, data, selected }: NodeProps<CardNode>) {
  const { surroundings } = useDesigner();
  const part = surroundings.catalog.partOf(data.node);
  const Icon = nodeIcon(part);
  const fault = data.errors > 0 ? ' has-error' : data.warnings > 0 ? ' has-warning' : '';
  return (
    <div className={`ds-card is-${data.category}${selected ? ' is-selected' : ''}${fault}`}>
      <span className="ds-card-band" aria-hidden="true">
        <Icon size={18} />
      </span>
      <span className="ds-card-words">
        <b className="dg-clip">{data.title}</b>
        <span className="dg-clip">{data.summary}</span>
      </span>
      <Badge errors={data.errors} warnings={data.warnings} />
      {part?.isStart === true ? null : (
        <>
          <Handle id="in" type="target" position={Position.Top} />
          <Handle id="side-in" type="target" position={Position.Right} className="is-side" />
        </>
      )}
      {part?.isEnd === true ? null : (
        <>
          <Handle id="out" type="source" position={Position.Bottom} />
          <Handle id="side" type="source" position={Position.Right} className="is-side" />
        </>
      )}
      {selected ? <Tools id={id} /> : null}
    </div>
  );
});
