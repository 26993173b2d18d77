import { Panel, useReactFlow } from '@xyflow/react';
import { Maximize, Minus, Network, Plus } from 'lucide-react';
import { Tooltip } from 'antd';
import type { ReactNode } from 'react';
import { useText } from '../../i18n/text.js';
import { useDesigner } from '../designer-context.js';
import { tidy } from '../flow-gestures.js';
import { usePlayed } from './played.js';

const STEP_MS = 140;

function Tool({
  label,
  hint,
  onClick,
  children,
}: {
  readonly label: string;
  readonly hint?: string;
  readonly onClick: () => void;
  readonly children: ReactNode;
}) {
  return (
    <Tooltip title={hint === undefined ? label : `${label}  ${hint}`} placement="right">
      <button type="button" aria-label={label} onClick={onClick}>
        {children}
      </button>
    </Tooltip>
  );
}

/** Zoom, fit and tidy. */
export function CanvasTools() {
  const text = useText();
  const flow = useReactFlow();
  const { editor, run } = useDesigner();
  const isPlayed = usePlayed() !== null;
  const arrange = () => {
    run(tidy(editor.document));
    requestAnimationFrame(() => void flow.fitView({ padding: 0.08, maxZoom: 1, duration: STEP_MS }));
  };
  return (
    <Panel position="bottom-left" className="ds-canvas-tools">
      <Tool label={text('canvas.zoomIn')} onClick={() => void flow.zoomIn({ duration: STEP_MS })}>
        <Plus size={16} />
      </Tool>
      <Tool label={text('canvas.zoomOut')} onClick={() => void flow.zoomOut({ duration: STEP_MS })}>
        <Minus size={16} />
      </Tool>
      <Tool
        label={text('canvas.fit')}
        {...(isPlayed ? {} : { hint: '1' })}
        onClick={() => void flow.fitView({ padding: 0.08, maxZoom: 1, duration: STEP_MS })}
      >
        <Maximize size={16} />
      </Tool>
      {isPlayed ? null : (
        <Tool label={text('canvas.tidy')} hint="L" onClick={arrange}>
          <Network size={16} />
        </Tool>
      )}
    </Panel>
  );
}
