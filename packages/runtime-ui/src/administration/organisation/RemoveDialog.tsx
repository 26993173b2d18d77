import { useText } from '../../texts/index.js';
import { ChangeDialog } from '../parts/ChangeDialog.js';
import { useChange } from '../parts/use-change.js';
import { adminKeys } from '../queries.js';

interface RemoveDialogProps {
  readonly title: string;
  readonly note: string;
  remove(): Promise<unknown>;
  onDone(): void;
  onClose(): void;
}

/** Asks before something of the organisation is deleted. */
export function RemoveDialog({ title, note, remove, onDone, onClose }: RemoveDialogProps) {
  const text = useText();
  const { start, problem, isPending } = useChange({
    send: remove,
    renews: [adminKeys.organisation],
    onDone,
  });
  return (
    <ChangeDialog
      title={title}
      note={note}
      confirm={text('organisation.delete')}
      isDanger
      isPending={isPending}
      problem={problem}
      onConfirm={() => start(undefined)}
      onClose={onClose}
    />
  );
}
