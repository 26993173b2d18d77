import type { ReactNode } from 'react';
import { Modal } from 'antd';
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
    >
      <div className="rt-adm-dialog">
        {note === undefined ? null : <p className="dg-t2">{note}</p>}
        {problem === null ? null : <ProblemPanel problem={problem} />}
        {children}
      </div>
    </Modal>
  );
}
