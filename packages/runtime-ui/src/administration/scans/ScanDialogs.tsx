import { useState } from 'react';
import { Input } from 'antd';
import { useText } from '../../texts/index.js';
import { ChangeDialog } from '../parts/ChangeDialog.js';
import { Field } from '../parts/Field.js';
import { useChange } from '../parts/use-change.js';
import { scanCalls, scanKeys, type ScanEvent } from './scan-wire.js';

interface ScanDialogProps {
  readonly event: ScanEvent;
  onClose(): void;
}

const CODE_LENGTH_MAX = 500;
const REASON_LENGTH_MAX = 500;

/** Carries an event out with the code that was meant. */
export function OtherCodeDialog({ event, onClose }: ScanDialogProps) {
  const text = useText();
  const [code, setCode] = useState(event.code);
  const [isAsked, setAsked] = useState(false);
  const { start, problem, isPending } = useChange({
    send: (meant: string) => scanCalls.resolve(event.id, meant),
    renews: [scanKeys.all],
    onDone: onClose,
  });
  const meant = code.trim();
  const confirm = () => {
    setAsked(true);
    if (meant !== '') start(meant);
  };
  return (
    <ChangeDialog
      title={text('scans.otherTitle')}
      note={text('scans.otherNote')}
      confirm={text('scans.carryOut')}
      isPending={isPending}
      problem={problem}
      onConfirm={confirm}
      onClose={onClose}
    >
      <Field
        id="rt-scan-code"
        label={text('scans.meant')}
        isRequired
        note={event.cause}
        fault={isAsked && meant === '' ? text('organisation.missing') : undefined}
      >
        <Input
          id="rt-scan-code"
          className="dg-code"
          autoFocus
          spellCheck={false}
          autoComplete="off"
          maxLength={CODE_LENGTH_MAX}
          value={code}
          onChange={({ target }) => setCode(target.value)}
        />
      </Field>
    </ChangeDialog>
  );
}

/** Lets an event be, for a reason that stays with it. */
export function DismissDialog({ event, onClose }: ScanDialogProps) {
  const text = useText();
  const [reason, setReason] = useState('');
  const [isAsked, setAsked] = useState(false);
  const { start, problem, isPending } = useChange({
    send: (said: string) => scanCalls.dismiss(event.id, said),
    renews: [scanKeys.all],
    onDone: onClose,
  });
  const said = reason.trim();
  return (
    <ChangeDialog
      title={text('scans.dismissTitle', { code: event.code })}
      note={text('scans.dismissNote')}
      confirm={text('scans.dismiss')}
      isDanger
      isPending={isPending}
      problem={problem}
      onConfirm={() => {
        setAsked(true);
        if (said !== '') start(said);
      }}
      onClose={onClose}
    >
      <Field
        id="rt-scan-reason"
        label={text('scans.reason')}
        isRequired
        fault={isAsked && said === '' ? text('organisation.missing') : undefined}
      >
        <Input.TextArea
          id="rt-scan-reason"
          autoFocus
          rows={3}
          maxLength={REASON_LENGTH_MAX}
          value={reason}
          onChange={({ target }) => setReason(target.value)}
        />
      </Field>
    </ChangeDialog>
  );
}
