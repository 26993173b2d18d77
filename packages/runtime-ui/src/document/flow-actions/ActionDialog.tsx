import { useId, useState, type ReactNode } from 'react';
import { Input, Modal } from 'antd';
import type { RecordAction } from '@dougong/ui/api';
import { ProblemPanel } from '@dougong/ui/shell';
import { useReturnFocus } from '../../parts/use-return-focus.js';
import { useText } from '../../texts/index.js';
import { isHarsh } from '../offered-actions.js';
import { asksOf, lacking, openingWish, type Wish } from './asks.js';
import { ACTION_ICONS } from './action-icons.js';
import { AfterPart, ChoicesPart, NodePart, PeoplePart, WherePart } from './dialog-parts.js';
import type { PartProps } from './dialog-parts.js';
import './flow-actions.css';

interface ActionDialogProps {
  readonly action: RecordAction;
  readonly title: string;
  readonly form: string;
  readonly recordId: string;
  /** What was typed into the field for the opinion before. */
  readonly comment?: string;
  readonly busy?: boolean;
  readonly problem?: unknown;
  /** What is to be known before, besides what the action means. */
  readonly children?: ReactNode;
  onClose(): void;
  onSend(wish: Wish): void;
}

const COMMENT_LENGTH_MAX = 2000;
const WIDTH = 560;

function CommentPart({ id, action, wish, change, asks, lacks }: PartProps) {
  const text = useText();
  if (asks.comment === undefined) return null;
  const isRequired = asks.comment === 'required';
  const missing = lacks.includes('comment');
  const label = action.kind === 'task' ? 'inbox.comment' : 'flowAction.comment';
  return (
    <section className="rt-act-part">
      <label htmlFor={`${id}-comment`}>
        {text(isRequired ? 'flowAction.reason' : label)}
        {isRequired ? null : <span className="dg-t3"> {text('flowAction.optional')}</span>}
      </label>
      <Input.TextArea
        id={`${id}-comment`}
        rows={3}
        maxLength={COMMENT_LENGTH_MAX}
        value={wish.comment}
        status={missing ? 'error' : ''}
        aria-invalid={missing || undefined}
        aria-describedby={missing ? `${id}-comment-note` : undefined}
        onChange={(event) => change({ comment: event.target.value })}
      />
      {missing ? (
        <p id={`${id}-comment-note`} className="rt-fault">
          {text('inbox.reasonMissing')}
        </p>
      ) : null}
    </section>
  );
}

/** Where the typing begins; a choice that is made already need not be made. */
function firstPart(action: RecordAction): string {
  const asks = asksOf(action);
  if (asks.where === true) return 'where';
  if (asks.node === true && (action.nodes?.length ?? 0) > 1) return 'node';
  if (asks.people !== undefined) return 'people';
  const [choice] = action.choices ?? [];
  return choice === undefined ? 'comment' : `chosen:${choice.node}`;
}

/** Puts the keyboard into a part of the dialog: into its field, or on the card that is chosen. */
function focusPart(id: string, part: string | undefined): void {
  const found = document.getElementById([id, ...(part ?? '').split(':')].join('-'));
  if (found?.matches('input, textarea') === true) found.focus();
  else (found?.querySelector<HTMLElement>('input:checked') ?? found?.querySelector('input'))?.focus();
}

/** Asks for what an action on a flow needs, and says what it will do. It stays until the action is done. */
export function ActionDialog(props: ActionDialogProps) {
  const { action, title, comment, busy = false, problem = null, onClose, onSend } = props;
  const text = useText();
  const id = useId();
  useReturnFocus();
  const [wish, setWish] = useState(() => openingWish(action, comment));
  const [pressed, setPressed] = useState(false);
  const lacks = pressed ? lacking(action, wish) : [];
  const send = () => {
    const missing = lacking(action, wish);
    setPressed(true);
    if (missing.length === 0) onSend(wish);
    else requestAnimationFrame(() => focusPart(id, missing[0]));
  };
  const part: PartProps = {
    id,
    action,
    form: props.form,
    recordId: props.recordId,
    asks: asksOf(action),
    wish,
    lacks,
    change: (more) => setWish((before) => ({ ...before, ...more })),
  };
  const about = text(`flowAction.about_${action.id}`);
  const Icon = ACTION_ICONS[action.id];
  return (
    <Modal
      open
      className="rt-act"
      width={WIDTH}
      title={
        <span className="rt-act-title">
          {Icon === undefined ? null : <Icon size={18} aria-hidden="true" />}
          {title}
        </span>
      }
      okText={title}
      okButtonProps={{ danger: isHarsh(action), loading: busy }}
      cancelText={text('cancel')}
      mask={{ closable: false }}
      afterOpenChange={(open) => {
        if (open) focusPart(id, firstPart(action));
      }}
      onOk={send}
      onCancel={onClose}
    >
      {about === `flowAction.about_${action.id}` ? null : <p className="rt-act-about">{about}</p>}
      {props.children}
      <ProblemPanel problem={problem} />
      <NodePart {...part} />
      <AfterPart {...part} />
      <WherePart {...part} />
      <PeoplePart {...part} />
      <ChoicesPart {...part} />
      <CommentPart {...part} />
    </Modal>
  );
}
