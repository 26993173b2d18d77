import { useState, type ReactNode } from 'react';
import { Input, Modal, Select } from 'antd';
import { useText } from '../../i18n/text.js';
import { useDesigner, useView } from '../designer-context.js';
import { isReturnTarget } from '../node-parts.js';
import { isComplete, withoutBlanks } from './acts.js';
import type { Act, ActField } from './acts.js';
import { PeopleSelect, PersonSelect } from './PersonSelect.js';
import { usePlayedTrial } from './trial-context.js';
import type { StepBody } from './trial-contract.js';

interface ActDialogProps {
  readonly act: Act;
  /** What is settled already: the to-do and its holder. */
  readonly base: StepBody;
  /** Whether somebody else than the starter may do it. */
  readonly canChooseWho?: boolean;
  readonly onClose: () => void;
}

/** Asks for what a deed needs, and does it. */
export function ActDialog({ act, base, canChooseWho = false, onClose }: ActDialogProps) {
  const text = useText();
  const { play } = usePlayedTrial();
  const [body, setBody] = useState<StepBody>(base);
  const change = (part: StepBody) => setBody((before) => ({ ...before, ...part }));
  const take = () => {
    void play.take({ do: act.do, ...withoutBlanks(body) });
    onClose();
  };
  return (
    <Modal
      open
      title={text(`trial.acts.${act.do}`)}
      okText={text('trial.do')}
      cancelText={text('cancel')}
      okButtonProps={{ disabled: !isComplete(act, body) }}
      onOk={take}
      onCancel={onClose}
    >
      <div className="ds-trial-fields">
        {canChooseWho ? (
          <Labelled label={text('trial.by')}>
            <PersonSelect label={text('trial.by')} value={body.by} onChange={(by) => change({ by })} />
          </Labelled>
        ) : null}
        {act.fields.map((field) => (
          <Field key={field.name} act={act} field={field} body={body} onChange={change} />
        ))}
      </div>
    </Modal>
  );
}

interface LabelledProps {
  readonly label: string;
  readonly children: ReactNode;
}

function Labelled({ label, children }: LabelledProps) {
  return (
    <label className="ds-trial-field">
      <span>{label}</span>
      {children}
    </label>
  );
}

interface FieldProps {
  readonly act: Act;
  readonly field: ActField;
  readonly body: StepBody;
  readonly onChange: (part: StepBody) => void;
}

function Field({ act, field, body, onChange }: FieldProps) {
  const text = useText();
  const kind = field.kind === 'node' ? 'node' : field.name;
  const label = text(`trial.fields.${kind}`);
  return (
    <Labelled label={label}>
      <Control act={act} field={field} body={body} onChange={onChange} label={label} />
    </Labelled>
  );
}

function Control({ act, field, body, onChange, label }: FieldProps & { readonly label: string }) {
  const text = useText();
  const nodes = useNodeOptions(act);
  switch (field.kind) {
    case 'person':
      return (
        <PersonSelect
          label={label}
          value={body[field.name]}
          onChange={(person) => onChange({ [field.name]: person })}
        />
      );
    case 'people':
      return (
        <PeopleSelect
          label={label}
          value={body[field.name] ?? []}
          onChange={(people) => onChange({ [field.name]: people })}
        />
      );
    case 'node':
      return (
        <Select<string>
          aria-label={label}
          options={nodes}
          value={body[field.name] ?? null}
          onChange={(node) => onChange({ [field.name]: node })}
        />
      );
    case 'where':
    case 'after':
      return (
        <Select<string>
          aria-label={label}
          options={WAYS[field.kind].map((way) => ({ value: way, label: text(`trial.${field.kind}.${way}`) }))}
          value={body[field.name] ?? (field.kind === 'after' ? AS_FLOW : null)}
          onChange={(way) => onChange({ [field.name]: way === AS_FLOW ? undefined : way })}
        />
      );
    default:
      return (
        <Input.TextArea
          aria-label={label}
          autoSize={{ minRows: 1, maxRows: 4 }}
          maxLength={2000}
          value={body[field.name] ?? ''}
          onChange={({ target }) => onChange({ [field.name]: target.value })}
        />
      );
  }
}

/** Nothing is said, so that the settings of the flow decide. */
const AS_FLOW = 'flow';
const WAYS = { where: ['before', 'after', 'with'], after: [AS_FLOW, 'redo', 'back'] } as const;

/** The nodes that a deed can be about: those to go back to, those that are open, or any step but the start. */
function useNodeOptions({ do: deed }: Act) {
  const { surroundings, names } = useDesigner();
  const { document } = useView();
  const { answer } = usePlayedTrial();
  const { catalog } = surroundings;
  const open = new Set(answer.tasks.map(({ node }) => node));
  const done = new Set(answer.flow.nodes.filter(({ visits }) => visits > 0).map(({ id }) => id));
  return document.nodes
    .filter((node) => {
      if (deed === 'reassign') return open.has(node.id);
      if (deed === 'return' || deed === 'take_back')
        return isReturnTarget(node, catalog) && done.has(node.id);
      return catalog.partOf(node)?.isStart !== true;
    })
    .map((node) => ({ value: node.id, label: names.title(node.title) }));
}
