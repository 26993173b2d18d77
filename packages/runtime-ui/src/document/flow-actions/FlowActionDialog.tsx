import type { RecordAction } from '@dougong/ui/api';
import { ActionDialog } from './ActionDialog.js';
import { UrgedPeople } from './UrgedPeople.js';
import { useActionWords } from './use-action-words.js';
import { useFlowAction } from './use-flow-action.js';

interface FlowActionDialogProps {
  readonly action: RecordAction;
  readonly form: string;
  readonly recordId: string;
  readonly comment?: string;
  onClose(): void;
  onDone(action: RecordAction): void;
}

/** Takes an action on a flow or a task that is no answer. */
export function FlowActionDialog({
  action,
  form,
  recordId,
  comment = '',
  onClose,
  onDone,
}: FlowActionDialogProps) {
  const { titleOf } = useActionWords();
  const { send, busy, problem } = useFlowAction(form, recordId, (done) => {
    onClose();
    onDone(done);
  });
  return (
    <ActionDialog
      action={action}
      title={titleOf(action)}
      form={form}
      recordId={recordId}
      comment={comment}
      busy={busy}
      problem={problem}
      onClose={onClose}
      onSend={(wish) => send(action, wish)}
    >
      {action.id === 'urge' ? <UrgedPeople form={form} recordId={recordId} /> : null}
    </ActionDialog>
  );
}
