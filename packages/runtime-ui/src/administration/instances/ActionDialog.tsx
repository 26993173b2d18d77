import { useState } from 'react';
import { Input, Select } from 'antd';
import { useLocalized } from '@dougong/ui/i18n';
import { useApplication } from '../../data/queries.js';
import { useReferences } from '../../data/references.js';
import { useText } from '../../texts/index.js';
import { instanceCalls } from '../calls.js';
import { NodeMapping } from '../migration/NodeMapping.js';
import { missingNodes } from '../migration/node-mapping.js';
import { ChangeDialog } from '../parts/ChangeDialog.js';
import { Field } from '../parts/Field.js';
import { PersonSelect } from '../parts/PersonSelect.js';
import { useChange } from '../parts/use-change.js';
import { adminKeys, useDrawing } from '../queries.js';
import type { Instance } from '../wire.js';
import { actionBody, isComplete, jumpTargets } from './instance-actions.js';
import type { ActionValues, ChosenAction } from './instance-actions.js';
import { codeOf } from './instance-words.js';

const REASON_LENGTH_MAX = 2000;

interface ActionDialogProps {
  readonly instance: Instance;
  readonly action: ChosenAction;
  onClose(): void;
}

interface PartProps {
  readonly instance: Instance;
  readonly values: ActionValues;
  readonly isFaulty: boolean;
  onValues(change: Partial<ActionValues>): void;
}

function JumpTarget({ instance, values, isFaulty, onValues }: PartProps) {
  const text = useText();
  const title = useLocalized();
  const { data: drawing, isPending } = useDrawing(instance.flow.key, instance.flow.release);
  const nodes = drawing === undefined ? [] : jumpTargets(drawing);
  return (
    <Field
      id="rt-fl-to"
      label={text('instances.jumpTo')}
      isRequired
      fault={isFaulty ? text('instances.chooseNode') : undefined}
    >
      <Select
        id="rt-fl-to"
        className="rt-adm-select"
        loading={isPending}
        value={values.to ?? null}
        status={isFaulty ? 'error' : ''}
        options={nodes.map((node) => ({ value: node.id, label: title(node.title) }))}
        onChange={(to: string | null) => onValues({ to: to ?? undefined })}
      />
    </Field>
  );
}

function NewOwner({ action, values, isFaulty, onValues }: PartProps & { readonly action: ChosenAction }) {
  const text = useText();
  return (
    <Field
      id="rt-fl-to"
      label={text('instances.newOwner')}
      isRequired
      fault={isFaulty ? text('instances.choosePerson') : undefined}
    >
      <PersonSelect
        id="rt-fl-to"
        value={values.to}
        without={action.work?.assignee}
        isFaulty={isFaulty}
        onChange={(to) => onValues({ to })}
      />
    </Field>
  );
}

/** The nodes that the instance stands at and that the version in force does not have any more. */
function Counterparts({ instance, values, onValues }: PartProps) {
  const { flow, nodes } = instance;
  const { data: before } = useDrawing(flow.key, flow.release);
  const { data: after } = useDrawing(flow.key);
  if (before === undefined || after === undefined) return null;
  const standing = new Map(nodes.map(({ id }) => [id, 1]));
  const missing = missingNodes([before], after, standing).filter(({ waiting }) => waiting > 0);
  return (
    <NodeMapping missing={missing} target={after} map={values.map ?? {}} onMap={(map) => onValues({ map })} />
  );
}

function useNote({ name, work }: ChosenAction, instance: Instance): string {
  const text = useText();
  const names = useReferences();
  const { data: app } = useApplication();
  return text(`instances.will_${name}`, {
    name: work === undefined ? '' : (names.nameOfUser(work.assignee) ?? '…'),
    release: app?.release.number ?? '',
    from: instance.flow.release,
  });
}

/** Asks for a reason and for what else belongs to the action, says what will happen, and shows why it was refused. */
export function ActionDialog({ instance, action, onClose }: ActionDialogProps) {
  const text = useText();
  const note = useNote(action, instance);
  const [values, setValues] = useState<ActionValues>({ reason: '' });
  const [isAsked, setAsked] = useState(false);
  const { start, problem, isPending } = useChange({
    send: (body: object, intention) => instanceCalls.act(instance.id, action.name, body, { intention }),
    renews: [adminKeys.instances, ['record', instance.form, instance.record.id], ['tasks']],
    onDone: onClose,
  });
  const send = () => {
    setAsked(true);
    if (isComplete(action, values)) start(actionBody(action, values));
  };
  const part = {
    instance,
    values,
    isFaulty: isAsked && values.to === undefined,
    onValues: (change: Partial<ActionValues>) => setValues((before) => ({ ...before, ...change })),
  };
  const misses = isAsked && values.reason.trim() === '';
  return (
    <ChangeDialog
      title={text(`instances.title_${action.name}`, { code: codeOf(instance) })}
      note={note}
      confirm={text(`instances.action_${action.name}`)}
      isDanger={action.name === 'cancel'}
      isPending={isPending}
      problem={problem}
      onConfirm={send}
      onClose={onClose}
    >
      {action.name === 'reassign' ? <NewOwner {...part} action={action} /> : null}
      {action.name === 'jump' ? <JumpTarget {...part} /> : null}
      {action.name === 'migrate' ? <Counterparts {...part} /> : null}
      <Field
        id="rt-fl-reason"
        label={text('instances.reason')}
        isRequired
        note={text('instances.reasonNote')}
        fault={misses ? text('instances.reasonMissing') : undefined}
      >
        <Input.TextArea
          id="rt-fl-reason"
          rows={3}
          maxLength={REASON_LENGTH_MAX}
          value={values.reason}
          status={misses ? 'error' : ''}
          aria-invalid={misses || undefined}
          onChange={(event) => part.onValues({ reason: event.target.value })}
        />
      </Field>
    </ChangeDialog>
  );
}
