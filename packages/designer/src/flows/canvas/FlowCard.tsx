import { memo } from 'react';
import { Handle, NodeToolbar, Position } from '@xyflow/react';
import type { NodeProps } from '@xyflow/react';
import {
  Check,
  Circle,
  CircleAlert,
  Copy,
  Flag,
  Plus,
  Trash2,
  TriangleAlert,
  type LucideIcon,
} from 'lucide-react';
import type { CatalogPart } from '../../surroundings/catalog.js';
import { useText } from '../../i18n/text.js';
import { useDesigner } from '../designer-context.js';
import { useNodeActions } from '../use-node-actions.js';
import { nodeIcon } from '../node-icons.js';
import { gateOf } from '../node-parts.js';
import type { Gate } from '../node-parts.js';
import type { CardData, CardNode } from './graph-view.js';
import { usePlayed } from './played.js';
import type { NodePlay } from './played.js';

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

function Tools({ id, at }: { readonly id: string; readonly at: CardData['toolsAt'] }) {
  const text = useText();
  const { openMenu } = useDesigner();
  const actions = useNodeActions();
  return (
    <NodeToolbar
      position={at === 'left' ? Position.Left : Position.Right}
      offset={8}
      className="ds-card-tools"
      align="center"
    >
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

/** Gates have a sign each: a cross for all ways, a ring for those that fit, a flag for the first. */
function gateSign({ split, join }: Gate): LucideIcon {
  const how = split ?? join;
  if (how === 'and') return Plus;
  return how === 'or' ? Circle : Flag;
}

/** A gate where ways part or meet: a diamond on the way with its name beside it. */
function GateFace({ data, gate }: { readonly data: CardData; readonly gate: Gate }) {
  const Sign = gateSign(gate);
  return (
    <>
      <span className="ds-gate-words">
        <b className="dg-clip">{data.title}</b>
      </span>
      <span className="ds-gate-sign" aria-hidden="true">
        <Sign size={20} strokeWidth={2.5} />
      </span>
    </>
  );
}

interface StepFaceProps {
  readonly data: CardData;
  readonly part: CatalogPart | undefined;
  readonly play: NodePlay | undefined;
}

/** A step: band with its picture, title, and a line of what it does. */
function StepFace({ data, part, play }: StepFaceProps) {
  const Icon = nodeIcon(part);
  return (
    <>
      <span className="ds-card-band" aria-hidden="true">
        <Icon size={18} />
      </span>
      <span className="ds-card-words">
        <b className="dg-clip">{data.title}</b>
        <span className="dg-clip">{play === undefined || play.note === '' ? data.summary : play.note}</span>
      </span>
    </>
  );
}

function classesOf({ category, errors, warnings, isPointed }: CardData, selected: boolean): string {
  const fault = errors > 0 ? ' has-error' : warnings > 0 ? ' has-warning' : '';
  return ` is-${category}${selected ? ' is-selected' : ''}${fault}${isPointed ? ' is-pointed' : ''}`;
}

function playClass(play: NodePlay | undefined): string {
  return play === undefined ? '' : ` plays-${play.state}${play.isStuck ? ' is-stuck' : ''}`;
}

/** What became of a node, at its corner; one that was not reached has nothing there. */
function PlayMark({ play }: { readonly play: NodePlay | undefined }) {
  if (play === undefined || (play.state !== 'done' && play.mark === '')) return null;
  return (
    <span className="ds-card-play" aria-hidden="true">
      {play.mark === '' ? <Check size={14} strokeWidth={2.5} /> : play.mark}
      {play.visits > 1 ? ` ×${play.visits}` : ''}
    </span>
  );
}

/** A node with its problems and the points where lines begin and end. */
export const FlowCard = memo(function FlowCard({ id, data, selected }: NodeProps<CardNode>) {
  const { surroundings } = useDesigner();
  const played = usePlayed();
  const play = played?.nodes.get(id);
  const part = surroundings.catalog.partOf(data.node);
  // A choice says what it asks on a card; the other gates need no words but their name.
  const gate = part?.isBranch === true && gateOf(part)?.split === 'xor' ? undefined : gateOf(part);
  return (
    <div
      className={`ds-card${gate === undefined ? '' : ' is-gate'}${classesOf(data, selected)}${playClass(play)}`}
    >
      {gate === undefined ? (
        <StepFace data={data} part={part} play={play} />
      ) : (
        <GateFace data={data} gate={gate} />
      )}
      {played === null ? <Badge errors={data.errors} warnings={data.warnings} /> : <PlayMark play={play} />}
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
      {selected && played === null ? <Tools id={id} at={data.toolsAt} /> : null}
    </div>
  );
});
