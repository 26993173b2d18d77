import { useState } from 'react';
import { App, Button, Dropdown } from 'antd';
import { Ellipsis, PanelRight, Save } from 'lucide-react';
import type { RecordAction } from '@dougong/ui/api';
import { useLocalized } from '@dougong/ui/i18n';
import { useText } from '../texts/index.js';
import { CommentDialog } from './CommentDialog.js';
import { isRefusing, needsComment, offeredActions, type OfferedActions } from './offered-actions.js';
import type { DocumentSession } from './use-document.js';

interface ActionBarProps {
  readonly actions: readonly RecordAction[];
  readonly session: DocumentSession;
  readonly editable: boolean;
  readonly phone: boolean;
  onAct(action: RecordAction, comment?: string): void;
  onSave(): void;
  onDelete(): void;
  readonly panelOpen: boolean;
  onPanel: (() => void) | undefined;
}

function useActionTitle(): (action: RecordAction) => string {
  const text = useText();
  const title = useLocalized();
  return (action) => (action.kind === 'task' ? text(`inbox.${action.id}`) : title(action.title));
}

interface RareProps extends Pick<ActionBarProps, 'session' | 'onDelete'> {
  readonly offered: OfferedActions;
  onPress(action: RecordAction): void;
}

/** What is rarely wanted, behind the dots. */
function RareActions({ session, offered, onPress, onDelete }: RareProps) {
  const text = useText();
  const titleOf = useActionTitle();
  const { modal } = App.useApp();
  const askDelete = () =>
    modal.confirm({
      title: text('document.deleteTitle'),
      content: text('document.deleteText'),
      okText: text('document.delete'),
      okButtonProps: { danger: true },
      cancelText: text('cancel'),
      onOk: onDelete,
    });
  const items = [
    ...offered.hidden.map((action) => ({
      key: action.id,
      label: titleOf(action),
      onClick: () => onPress(action),
    })),
    ...(session.dirty ? [{ key: 'discard', label: text('document.discard'), onClick: session.discard }] : []),
    ...(offered.mayDelete
      ? [{ key: 'delete', danger: true, label: text('document.delete'), onClick: askDelete }]
      : []),
  ];
  if (items.length === 0) return null;
  return (
    <Dropdown trigger={['click']} menu={{ items }}>
      <Button type="text" icon={<Ellipsis size={16} />} aria-label={text('document.more')} />
    </Dropdown>
  );
}

interface ActionButtonProps {
  readonly action: RecordAction;
  readonly busy: DocumentSession['busy'];
  readonly primary?: boolean;
  onPress(action: RecordAction): void;
}

function ActionButton({ action, busy, primary = false, onPress }: ActionButtonProps) {
  const titleOf = useActionTitle();
  const loading = busy === `act:${action.id}`;
  return (
    <Button
      {...(primary ? { type: 'primary' as const } : { danger: isRefusing(action) })}
      loading={loading}
      disabled={busy !== null && !(primary && loading)}
      onClick={() => onPress(action)}
    >
      {titleOf(action)}
    </Button>
  );
}

/** The buttons of a document: one primary, refusals outlined red, what is rare behind the dots. */
export function ActionBar(props: ActionBarProps) {
  const { actions, session, editable, phone, onAct, onSave, onDelete, panelOpen, onPanel } = props;
  const text = useText();
  const titleOf = useActionTitle();
  const [asking, setAsking] = useState<RecordAction | null>(null);
  const { busy } = session;
  const offered = offeredActions(actions, phone);
  const { primary, shown } = offered;
  const press = (action: RecordAction) =>
    action.kind === 'task' && needsComment(action) ? setAsking(action) : onAct(action);
  return (
    <>
      {onPanel === undefined ? null : (
        <Button
          type="text"
          icon={<PanelRight size={16} />}
          onClick={onPanel}
          aria-expanded={panelOpen}
          aria-label={text('document.panel')}
        />
      )}
      <RareActions session={session} offered={offered} onPress={press} onDelete={onDelete} />
      {editable ? (
        <Button
          icon={<Save size={16} />}
          type={primary === undefined ? 'primary' : 'default'}
          loading={busy === 'save'}
          disabled={busy !== null && busy !== 'save'}
          onClick={onSave}
          aria-keyshortcuts="Control+S"
        >
          {text('document.save')}
        </Button>
      ) : null}
      {shown.map((action) => (
        <ActionButton key={`${action.kind}-${action.id}`} action={action} busy={busy} onPress={press} />
      ))}
      {primary === undefined ? null : <ActionButton action={primary} busy={busy} primary onPress={press} />}
      {asking === null ? null : (
        <CommentDialog
          action={asking}
          title={titleOf(asking)}
          onClose={() => setAsking(null)}
          onSend={(comment) => {
            setAsking(null);
            onAct(asking, comment);
          }}
        />
      )}
    </>
  );
}
