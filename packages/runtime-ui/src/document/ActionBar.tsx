import { useState } from 'react';
import { App, Button, Dropdown, Input, Modal } from 'antd';
import { Ellipsis, PanelRight, Save } from 'lucide-react';
import type { RecordAction } from '@dougong/ui/api';
import { useLocalized } from '@dougong/ui/i18n';
import { useText } from '../texts/index.js';
import type { Busy, DocumentSession } from './use-document.js';

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

const REFUSING: ReadonlySet<string> = new Set(['reject']);

/** Whether an answer must say why. */
export function needsComment({ id, opinion }: RecordAction): boolean {
  return opinion === 'required' || (REFUSING.has(id) && opinion !== 'none');
}

function CommentDialog({
  action,
  title,
  onClose,
  onSend,
}: {
  readonly action: RecordAction;
  readonly title: string;
  onClose(): void;
  onSend(comment: string): void;
}) {
  const text = useText();
  const [comment, setComment] = useState('');
  const [missing, setMissing] = useState(false);
  const send = () => {
    if (needsComment(action) && comment.trim() === '') setMissing(true);
    else onSend(comment.trim());
  };
  return (
    <Modal
      open
      title={title}
      okText={title}
      okButtonProps={{ danger: REFUSING.has(action.id) }}
      cancelText={text('cancel')}
      onOk={send}
      onCancel={onClose}
    >
      <label htmlFor="rt-comment">
        {text(needsComment(action) ? 'inbox.reasonRequired' : 'inbox.comment')}
      </label>
      <Input.TextArea
        id="rt-comment"
        autoFocus
        rows={3}
        maxLength={2000}
        value={comment}
        status={missing ? 'error' : ''}
        aria-invalid={missing || undefined}
        aria-describedby={missing ? 'rt-comment-note' : undefined}
        onChange={(event) => setComment(event.target.value)}
      />
      {missing ? (
        <p id="rt-comment-note" className="rt-fault">
          {text('inbox.reasonMissing')}
        </p>
      ) : null}
    </Modal>
  );
}

/** The buttons of a document: one primary, refusals outlined red, what is rare behind the dots. */
export function ActionBar({
  actions,
  session,
  editable,
  phone,
  onAct,
  onSave,
  onDelete,
  panelOpen,
  onPanel,
}: ActionBarProps) {
  const text = useText();
  const title = useLocalized();
  const { modal } = App.useApp();
  const [asking, setAsking] = useState<RecordAction | null>(null);
  const { busy } = session;
  const isBusy = (what: Busy) => busy === what;
  const offered = actions.filter((action) => action.allowed);
  const tasks = offered.filter((action) => action.kind === 'task');
  const lifecycle = offered.filter((action) => action.kind === 'lifecycle');
  const mayDelete = offered.some((action) => action.kind === 'delete');
  const primary = tasks.find(({ id }) => !REFUSING.has(id)) ?? lifecycle[0];
  const beside = [...tasks, ...lifecycle].filter((action) => action !== primary);
  const [shown, hidden] = phone
    ? [beside.filter(({ kind }) => kind === 'task'), beside.filter(({ kind }) => kind !== 'task')]
    : [beside.slice(0, 2), beside.slice(2)];
  const titleOf = (action: RecordAction) =>
    action.kind === 'task' ? text(`inbox.${action.id}`) : title(action.title);
  const press = (action: RecordAction) =>
    action.kind === 'task' && needsComment(action) ? setAsking(action) : onAct(action);
  const askDelete = () =>
    modal.confirm({
      title: text('document.deleteTitle'),
      content: text('document.deleteText'),
      okText: text('document.delete'),
      okButtonProps: { danger: true },
      cancelText: text('cancel'),
      onOk: onDelete,
    });
  const rare = [
    ...hidden.map((action) => ({ key: action.id, label: titleOf(action), onClick: () => press(action) })),
    ...(session.dirty ? [{ key: 'discard', label: text('document.discard'), onClick: session.discard }] : []),
    ...(mayDelete
      ? [{ key: 'delete', danger: true, label: text('document.delete'), onClick: askDelete }]
      : []),
  ];
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
      {rare.length === 0 ? null : (
        <Dropdown trigger={['click']} menu={{ items: rare }}>
          <Button type="text" icon={<Ellipsis size={16} />} aria-label={text('document.more')} />
        </Dropdown>
      )}
      {editable ? (
        <Button
          icon={<Save size={16} />}
          type={primary === undefined ? 'primary' : 'default'}
          loading={isBusy('save')}
          disabled={busy !== null && !isBusy('save')}
          onClick={onSave}
          aria-keyshortcuts="Control+S"
        >
          {text('document.save')}
        </Button>
      ) : null}
      {shown.map((action) => (
        <Button
          key={`${action.kind}-${action.id}`}
          danger={REFUSING.has(action.id)}
          loading={isBusy(`act:${action.id}`)}
          disabled={busy !== null}
          onClick={() => press(action)}
        >
          {titleOf(action)}
        </Button>
      ))}
      {primary === undefined ? null : (
        <Button
          type="primary"
          loading={isBusy(`act:${primary.id}`)}
          disabled={busy !== null && !isBusy(`act:${primary.id}`)}
          onClick={() => press(primary)}
        >
          {titleOf(primary)}
        </Button>
      )}
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
