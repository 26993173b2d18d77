import { useState } from 'react';
import { Input } from 'antd';
import { useText } from '../../../texts/index.js';
import { organisationCalls } from '../../calls.js';
import { ChangeDialog } from '../../parts/ChangeDialog.js';
import { Field } from '../../parts/Field.js';
import { useChange } from '../../parts/use-change.js';
import { adminKeys } from '../../queries.js';
import type { Invitation, NewPerson } from '../../wire.js';
import { DepartmentField, RolesField } from './PlaceFields.js';

const EMPTY: NewPerson = { login: '', name: '', department: null, roles: [] };

interface NewPersonDialogProps {
  onMade(name: string, invitation: Invitation): void;
  onClose(): void;
}

/** Makes an account for somebody and a link by which he chooses his password. */
export function NewPersonDialog({ onMade, onClose }: NewPersonDialogProps) {
  const text = useText();
  const [person, setPerson] = useState(EMPTY);
  const [isAsked, setAsked] = useState(false);
  const { start, problem, isPending } = useChange({
    send: async (wanted: NewPerson) => {
      const { id, name } = await organisationCalls.makePerson(wanted);
      onMade(name, await organisationCalls.invite(id));
    },
    renews: [adminKeys.organisation],
  });
  const set = (change: Partial<NewPerson>) => setPerson((before) => ({ ...before, ...change }));
  const missing = (value: string) =>
    isAsked && value.trim() === '' ? text('organisation.missing') : undefined;
  const confirm = () => {
    setAsked(true);
    if (person.login.trim() !== '' && person.name.trim() !== '')
      start({ ...person, login: person.login.trim(), name: person.name.trim() });
  };
  return (
    <ChangeDialog
      title={text('identity.newPerson')}
      note={text('identity.newPersonNote')}
      confirm={text('identity.makeAndInvite')}
      isPending={isPending}
      problem={problem}
      onConfirm={confirm}
      onClose={onClose}
    >
      <Field id="rt-person-name" label={text('identity.name')} isRequired fault={missing(person.name)}>
        <Input
          id="rt-person-name"
          autoFocus
          maxLength={100}
          value={person.name}
          onChange={(event) => set({ name: event.target.value })}
        />
      </Field>
      <Field
        id="rt-person-login"
        label={text('signIn.login')}
        isRequired
        note={text('keys.loginNote')}
        fault={missing(person.login)}
      >
        <Input
          id="rt-person-login"
          autoCapitalize="none"
          spellCheck={false}
          maxLength={100}
          value={person.login}
          onChange={(event) => set({ login: event.target.value })}
        />
      </Field>
      <DepartmentField
        id="rt-person-department"
        value={person.department}
        onChange={(department) => set({ department })}
      />
      <RolesField id="rt-person-roles" value={person.roles} onChange={(roles) => set({ roles })} />
    </ChangeDialog>
  );
}
