import { useRef, useState } from 'react';
import { App, Button, Dropdown, type MenuProps } from 'antd';
import { Ellipsis, PanelRight, Save } from 'lucide-react';
import type { RecordAction } from '@dougong/ui/api';
import { useText } from '../texts/index.js';
import { ACTION_ICONS } from './flow-actions/action-icons.js';
import { ActionDialog } from './flow-actions/ActionDialog.js';
import type { Answer } from './flow-actions/asks.js';
import { FlowActionDialog } from './flow-actions/FlowActionDialog.js';
import { useActionWords } from './flow-actions/use-action-words.js';
import {
  isFlowAction,
  isHarsh,
  isRefusing,
  needsComment,
  offeredActions,
  type OfferedActions,
} from './offered-actions.js';
import type { DocumentSession } from './use-document.js';

interface ActionBarProps {
  readonly form: string;
  readonly recordId: string | undefined;
  readonly actions: readonly RecordAction[];
  /** Actions of the lifecycle that take the document back. */
  readonly back: ReadonlySet<string>;
  readonly session: DocumentSession;
  /** Whether what is typed can be saved by itself. */
  readonly editable: boolean;
  readonly phone: boolean;
  /** Says what the action asks for and is still blank; whether nothing is. */
  onCheck(action: RecordAction): boolean;
  onAct(action: RecordAction, answer?: Answer): void;
  onSave(): void;
  onDelete(): void;
  readonly panelOpen: boolean;
  onPanel: (() => void) | undefined;
}

interface RareProps extends Pick<ActionBarProps, 'actions' | 'back' | 'session' | 'onDelete'> {
  readonly offered: OfferedActions;
  onPress(action: RecordAction): void;
}

/** What is rarely wanted, behind the dots. */
function RareActions({ actions, back, session, offered, onPress, onDelete }: RareProps) {
  const text = useText();
  const { titleOf, reasonOf } = useActionWords(actions);
  const { modal } = App.useApp();
  const dots = useRef<HTMLButtonElement>(null);
  const askDelete = () =>
    modal.confirm({
      title: text('document.deleteTitle'),
      content: text('document.deleteText'),
      okText: text('document.delete'),
      okButtonProps: { danger: true },
      cancelText: text('cancel'),
      onOk: onDelete,
    });
  const itemOf = (action: RecordAction) => {
    const Icon = ACTION_ICONS[action.id];
    return {
      key: `${action.kind}-${action.id}-${action.taskId ?? action.instance ?? ''}`,
      disabled: !action.allowed,
      danger: isHarsh(action) || takesBack(action, back),
      ...(Icon === undefined ? {} : { icon: <Icon size={16} aria-hidden="true" /> }),
      label: (
        <>
          {titleOf(action)}
          {action.allowed ? null : <small className="rt-menu-reason">{reasonOf(action)}</small>}
        </>
      ),
      onClick: () => {
        // The menu goes away with the press; whoever closes the dialog is back at the dots.
        dots.current?.focus();
        onPress(action);
      },
    };
  };
  const items: NonNullable<MenuProps['items']> = [
    ...offered.hidden.map(itemOf),
    ...(session.dirty ? [{ key: 'discard', label: text('document.discard'), onClick: session.discard }] : []),
    ...(offered.mayDelete
      ? [{ key: 'delete', danger: true, label: text('document.delete'), onClick: askDelete }]
      : []),
  ];
  if (items.length === 0) return null;
  return (
    <Dropdown trigger={['click']} menu={{ items }}>
      <Button ref={dots} type="text" icon={<Ellipsis size={16} />} aria-label={text('document.more')} />
    </Dropdown>
  );
}

interface ActionButtonProps {
  readonly action: RecordAction;
  readonly title: string;
  readonly busy: DocumentSession['busy'];
  readonly primary?: boolean;
  readonly danger?: boolean;
  onPress(action: RecordAction): void;
}

function ActionButton({ action, title, busy, primary = false, danger = false, onPress }: ActionButtonProps) {
  const loading = busy === `act:${action.id}`;
  const Icon = isFlowAction(action) ? ACTION_ICONS[action.id] : undefined;
  return (
    <Button
      {...(primary ? { type: 'primary' as const } : { danger })}
      {...(Icon === undefined ? {} : { icon: <Icon size={16} /> })}
      loading={loading}
      disabled={busy !== null && !(primary && loading)}
      onClick={() => onPress(action)}
    >
      {title}
    </Button>
  );
}

interface AskedProps extends Pick<ActionBarProps, 'form' | 'recordId' | 'onAct'> {
  readonly action: RecordAction | null;
  readonly title: string;
  onClose(): void;
}

/** The dialog of the action that was pressed, where it asks for something. */
function Asked({ action, title, form, recordId, onAct, onClose }: AskedProps) {
  if (action === null || recordId === undefined) return null;
  if (isFlowAction(action)) {
    return (
      <FlowActionDialog
        action={action}
        form={form}
        recordId={recordId}
        onClose={onClose}
        onDone={() => undefined}
      />
    );
  }
  return (
    <ActionDialog
      action={action}
      title={title}
      form={form}
      recordId={recordId}
      onClose={onClose}
      onSend={({ comment, chosen }) => {
        // Faults show at the fields of the document, which the dialog would cover.
        onClose();
        onAct(action, { comment, chosen });
      }}
    />
  );
}

function takesBack({ id, kind }: RecordAction, back: ReadonlySet<string>): boolean {
  return kind === 'lifecycle' && back.has(id);
}

function asks(action: RecordAction): boolean {
  return isFlowAction(action) || needsComment(action) || (action.choices ?? []).length > 0;
}

/** The buttons of a document: one primary, refusals outlined red, what is rare behind the dots. */
export function ActionBar(props: ActionBarProps) {
  const { actions, back, session, editable, phone, onCheck, onAct, onSave, onDelete, panelOpen, onPanel } =
    props;
  const text = useText();
  const { titleOf } = useActionWords(actions);
  const [asked, setAsked] = useState<RecordAction | null>(null);
  const { busy } = session;
  const offered = offeredActions(actions, phone, back);
  const { primary, shown } = offered;
  const press = (action: RecordAction) => {
    if (!onCheck(action)) return;
    if (asks(action)) setAsked(action);
    else onAct(action);
  };
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
      <RareActions
        actions={actions}
        back={back}
        session={session}
        offered={offered}
        onPress={press}
        onDelete={onDelete}
      />
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
        <ActionButton
          key={`${action.kind}-${action.id}-${action.taskId ?? ''}`}
          action={action}
          title={titleOf(action)}
          busy={busy}
          danger={isRefusing(action) || takesBack(action, back)}
          onPress={press}
        />
      ))}
      {primary === undefined ? null : (
        <ActionButton action={primary} title={titleOf(primary)} busy={busy} primary onPress={press} />
      )}
      <Asked
        {...props}
        action={asked}
        title={asked === null ? '' : titleOf(asked)}
        onClose={() => setAsked(null)}
      />
    </>
  );
}
