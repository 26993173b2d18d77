import { useState } from 'react';
import { Checkbox, Select } from 'antd';
import { useLocalized } from '@dougong/ui/i18n';
import { useText } from '../../texts/index.js';
import { organisationCalls } from '../calls.js';
import { ChangeDialog } from '../parts/ChangeDialog.js';
import { Field } from '../parts/Field.js';
import { PersonSelect } from '../parts/PersonSelect.js';
import { useChange } from '../parts/use-change.js';
import { adminKeys } from '../queries.js';
import type { Department, OrganisationKind } from '../wire.js';
import { withBelow } from './department-tree.js';
import { keyOf, NameFields, namesOf, titleOf } from './NameFields.js';

interface DepartmentDialogProps {
  /** The one to change; a new one when left out. */
  readonly department?: Department | undefined;
  /** Where a new one stands. */
  readonly parent?: string | null;
  readonly departments: readonly Department[];
  onDone(key: string): void;
  onClose(): void;
}

interface ParentFieldProps {
  readonly value: string | null;
  readonly choices: readonly Department[];
  onChange(parent: string | null): void;
}

function ParentField({ value, choices, onChange }: ParentFieldProps) {
  const text = useText();
  const title = useLocalized();
  return (
    <Field id="rt-org-parent" label={text('organisation.parent')}>
      <Select
        id="rt-org-parent"
        className="rt-adm-select"
        allowClear
        placeholder={text('organisation.onTop')}
        value={value}
        options={choices.map((each) => ({ value: each.key, label: title(each.title) }))}
        onChange={(chosen: string | null | undefined) => onChange(chosen ?? null)}
      />
    </Field>
  );
}

const KINDS: readonly OrganisationKind[] = ['company', 'branch', 'store'];

interface KindFieldProps {
  readonly value: OrganisationKind | null;
  onChange(kind: OrganisationKind | null): void;
}

/** Whether it has books of its own, and as what. */
function KindField({ value, onChange }: KindFieldProps) {
  const text = useText();
  return (
    <Field id="rt-org-kind" label={text('organisations.kind')} note={text('organisations.kindNote')}>
      <Select
        id="rt-org-kind"
        className="rt-adm-select"
        value={value ?? ''}
        options={[
          { value: '', label: text('organisations.kindNone') },
          ...KINDS.map((kind) => ({ value: kind, label: text(`organisations.kind_${kind}`) })),
        ]}
        onChange={(chosen: OrganisationKind | '') => onChange(chosen === '' ? null : chosen)}
      />
    </Field>
  );
}

/** Makes a department or changes it. */
export function DepartmentDialog({
  department,
  parent: above = null,
  departments,
  onDone,
  onClose,
}: DepartmentDialogProps) {
  const text = useText();
  const title = useLocalized();
  const isNew = department === undefined;
  const [names, setNames] = useState(namesOf(department?.title));
  const [parent, setParent] = useState(isNew ? above : department.parent);
  const [leader, setLeader] = useState(department?.leader ?? undefined);
  const [organisation, setOrganisation] = useState(department?.organisation ?? null);
  const [active, setActive] = useState(department?.active ?? true);
  const [isAsked, setAsked] = useState(false);
  const key = department?.key ?? keyOf(names);
  const body = { title: titleOf(names), parent, leader: leader ?? null, organisation };
  const { start, problem, isPending } = useChange({
    send: (values: object, intention) =>
      isNew
        ? organisationCalls.makeDepartment(values, { intention })
        : organisationCalls.changeDepartment(key, values),
    renews: [adminKeys.organisation],
    onDone: () => onDone(key),
  });
  const barred = isNew ? new Set<string>() : withBelow(departments, key);
  const save = () => {
    setAsked(true);
    if (names.zh.trim() !== '' && key !== '') start(isNew ? { key, ...body } : { ...body, active });
  };
  return (
    <ChangeDialog
      title={text(isNew ? 'organisation.newDepartment' : 'organisation.changeDepartment', {
        title: title(department?.title),
      })}
      confirm={text('organisation.save')}
      isPending={isPending}
      problem={problem}
      onConfirm={save}
      onClose={onClose}
    >
      <NameFields names={names} isNew={isNew} isAsked={isAsked} onNames={setNames} />
      <ParentField
        value={parent}
        choices={departments.filter((each) => each.active && !barred.has(each.key))}
        onChange={setParent}
      />
      <Field id="rt-org-leader" label={text('organisation.leader')} note={text('organisation.leaderNote')}>
        <PersonSelect
          id="rt-org-leader"
          value={leader}
          isClearable
          placeholder={text('organisation.noLeader')}
          onChange={setLeader}
        />
      </Field>
      <KindField value={organisation} onChange={setOrganisation} />
      {isNew ? null : (
        <Checkbox checked={active} onChange={(event) => setActive(event.target.checked)}>
          {text('organisation.isActive')}
        </Checkbox>
      )}
    </ChangeDialog>
  );
}
