import type { ReactNode } from 'react';
import { Button, Dropdown, Segmented } from 'antd';
import {
  BookOpenText,
  ChevronRight,
  Ellipsis,
  FlaskConical,
  History,
  Keyboard,
  Map as MapIcon,
  Redo2,
  Send,
  Undo2,
  Undo,
} from 'lucide-react';
import { Link } from 'react-router';
import { isError } from '@dougong/kernel/foundation';
import { BrandMark, StatusSeal } from '@dougong/ui/shell';
import { useIsPhone } from '@dougong/ui/theme';
import { useText } from '../i18n/text.js';
import { useDesigner, useView } from './designer-context.js';
import { STATUS_TONES } from './flow-status.js';
import type { FlowStatus } from './flow-status.js';

export type DesignerView = 'canvas' | 'outline';

interface DesignerBarProps {
  readonly application: string;
  readonly status: FlowStatus;
  readonly releaseNumber: number;
  readonly canDiscard: boolean;
  readonly view: DesignerView;
  readonly onView: (view: DesignerView) => void;
  readonly onPublish: () => void;
  readonly onDiscard: () => void;
  readonly onShortcuts: () => void;
  readonly onRead: () => void;
  readonly onTry: () => void;
}

/** Name and state of the flow, and what is done with all of it. */
export function DesignerBar(props: DesignerBarProps) {
  const { application, status, releaseNumber, view, onView, onPublish, onRead, onTry } = props;
  const text = useText();
  const phone = useIsPhone();
  const { names, findings } = useDesigner();
  const { document } = useView();
  const errors = findings.filter(isError).length;
  const isSame = status === 'published';
  const reason =
    errors > 0 ? text('bar.blocked', { count: errors }) : isSame ? text('bar.nothing') : undefined;
  return (
    <header className="ds-bar">
      <Link to="/flows" className="ds-home" aria-label={text('app.home')}>
        <BrandMark />
      </Link>
      {phone ? null : (
        <nav className="ds-crumbs" aria-label={text('bar.flows')}>
          <span className="dg-clip">{application}</span>
          <ChevronRight size={14} aria-hidden="true" />
          <Link to="/flows">{text('bar.flows')}</Link>
          <ChevronRight size={14} aria-hidden="true" />
        </nav>
      )}
      <h1 className="dg-clip">{names.title(document.title)}</h1>
      <StatusSeal tone={STATUS_TONES[status]}>{text(`status.${status}`)}</StatusSeal>
      {phone ? null : <span className="ds-release">{text('status.release', { number: releaseNumber })}</span>}
      <span className="dg-grow" />
      {phone ? (
        <Segmented<DesignerView>
          className="ds-views"
          aria-label={text('bar.views')}
          value={view}
          onChange={onView}
          options={[
            { value: 'outline', label: text('bar.outline') },
            { value: 'canvas', label: text('bar.canvas') },
          ]}
        />
      ) : null}
      <UndoRedo />
      <Tool icon={<BookOpenText size={16} />} title={text('reading.title')} onClick={onRead} />
      <Tool icon={<FlaskConical size={16} />} title={text('trial.title')} onClick={onTry} />
      <More {...props} />
      <Button
        type={reason === undefined ? 'primary' : 'default'}
        disabled={isSame}
        icon={<Send size={16} />}
        title={reason ?? text('bar.publish')}
        onClick={onPublish}
      >
        {text('bar.publish')}
        {errors > 0 && !phone && !isSame ? <span className="ds-blocked">{reason}</span> : null}
      </Button>
    </header>
  );
}

interface ToolProps {
  readonly icon: ReactNode;
  readonly title: string;
  readonly onClick: () => void;
}

/** A way into another view of the flow; on a phone its picture alone. */
function Tool({ icon, title, onClick }: ToolProps) {
  const phone = useIsPhone();
  return (
    <Button type="text" icon={icon} aria-label={title} title={title} onClick={onClick}>
      {phone ? null : title}
    </Button>
  );
}

/** One step back and one step on. */
function UndoRedo() {
  const text = useText();
  const { editor } = useDesigner();
  const { canUndo, canRedo } = useView();
  return (
    <>
      <Button
        type="text"
        disabled={!canUndo}
        icon={<Undo2 size={16} />}
        aria-label={text('bar.undo')}
        title={`${text('bar.undo')}  Ctrl Z`}
        onClick={() => editor.undo()}
      />
      <Button
        type="text"
        disabled={!canRedo}
        icon={<Redo2 size={16} />}
        aria-label={text('bar.redo')}
        title={`${text('bar.redo')}  Ctrl Y`}
        onClick={() => editor.redo()}
      />
    </>
  );
}

function More({ canDiscard, onDiscard, onShortcuts }: DesignerBarProps) {
  const text = useText();
  const { document } = useView();
  return (
    <Dropdown
      trigger={['click']}
      placement="bottomRight"
      menu={{
        items: [
          {
            key: 'history',
            icon: <History size={16} />,
            label: <Link to="/releases">{text('bar.history')}</Link>,
          },
          {
            key: 'map',
            icon: <MapIcon size={16} />,
            label: <a href={`/flow-maps/${document.key}`}>{text('bar.map')}</a>,
          },
          {
            key: 'shortcuts',
            icon: <Keyboard size={16} />,
            label: text('bar.shortcuts'),
            extra: '?',
            onClick: onShortcuts,
          },
          { type: 'divider' },
          {
            key: 'discard',
            icon: <Undo size={16} />,
            label: text('bar.discard'),
            danger: true,
            disabled: !canDiscard,
            onClick: onDiscard,
          },
        ],
      }}
    >
      <Button
        type="text"
        icon={<Ellipsis size={16} />}
        aria-label={text('bar.more')}
        title={text('bar.more')}
      />
    </Dropdown>
  );
}
