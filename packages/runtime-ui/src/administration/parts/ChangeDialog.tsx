import { useRef } from 'react';
import type { KeyboardEvent, ReactNode } from 'react';
import { Modal } from 'antd';
import { useComposition } from '@dougong/ui/lines';
import { ProblemPanel } from '@dougong/ui/shell';
import { useText } from '../../texts/index.js';

interface ChangeDialogProps {
  readonly title: string;
  /** What will happen. */
  readonly note?: ReactNode;
  readonly confirm: string;
  readonly isDanger?: boolean;
  readonly isPending: boolean;
  /** Something on the dialog says why it cannot be confirmed. */
  readonly isBlocked?: boolean;
  readonly problem: unknown;
  onConfirm(): void;
  onClose(): void;
  readonly children?: ReactNode;
}

/** What one types or chooses in. */
const CONTROLS = 'input:not(:disabled), textarea:not(:disabled)';
const TYPED_IN = 'input:not([role=combobox], [type=checkbox], [type=radio])';

/** Asks before something is changed, says what will happen, and shows a refusal where it was asked. */
export function ChangeDialog({
  title,
  note,
  confirm,
  isDanger = false,
  isPending,
  isBlocked = false,
  problem,
  onConfirm,
  onClose,
  children,
}: ChangeDialogProps) {
  const text = useText();
  const body = useRef<HTMLDivElement>(null);
  const composition = useComposition();
  // Without it the cross has the focus, and the first key that is pressed shuts the dialog.
  const beginAtFirstField = (isOpen: boolean) => {
    if (isOpen && body.current?.contains(document.activeElement) === false)
      body.current.querySelector<HTMLElement>(CONTROLS)?.focus();
  };
  // What destroys something is confirmed by its button alone; Enter that ends Chinese input confirms nothing.
  const confirmByEnter = ({ key, target, nativeEvent }: KeyboardEvent) => {
    if (key !== 'Enter' || composition.ownsKey(nativeEvent) || isDanger || isBlocked || isPending) return;
    if (target instanceof HTMLInputElement && target.matches(TYPED_IN) && !target.closest('.ant-picker'))
      onConfirm();
  };
  return (
    <Modal
      open
      title={title}
      okText={confirm}
      okButtonProps={{ danger: isDanger, disabled: isBlocked }}
      cancelText={text('cancel')}
      confirmLoading={isPending}
      mask={{ closable: false }}
      onOk={onConfirm}
      onCancel={onClose}
      afterOpenChange={beginAtFirstField}
    >
      <div
        className="rt-adm-dialog"
        role="presentation"
        ref={body}
        onCompositionStart={composition.start}
        onCompositionEnd={composition.end}
        onKeyDown={confirmByEnter}
      >
        {note === undefined ? null : <p className="dg-t2">{note}</p>}
        {problem === null ? null : <ProblemPanel problem={problem} />}
        {children}
      </div>
    </Modal>
  );
}
