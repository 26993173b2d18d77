import { ChangeDialog } from '../administration/parts/ChangeDialog.js';
import { useText } from '../texts/index.js';
import { exchangeCalls } from './calls.js';
import { effectOf, importResult } from './outcomes.js';
import { useJobStart } from './queries.js';
import type { Job } from './wire.js';

interface UndoDialogProps {
  readonly job: Job;
  onStarted(undo: Job): void;
  onClose(): void;
}

/** Asks before a whole import is taken back. */
export function UndoDialog({ job, onStarted, onClose }: UndoDialogProps) {
  const text = useText();
  const result = importResult(job);
  const { mutate, isPending, error } = useJobStart(
    (form: string, intention) => exchangeCalls.undo(form, job.id, intention),
    onStarted,
  );
  return (
    <ChangeDialog
      title={text('imports.undoTitle', { file: job.about.file ?? '' })}
      note={text('imports.undoNote', { count: result === undefined ? 0 : effectOf(result) })}
      confirm={text('imports.undo')}
      isDanger
      isPending={isPending}
      problem={error}
      onConfirm={() => mutate(job.form ?? '')}
      onClose={onClose}
    />
  );
}
