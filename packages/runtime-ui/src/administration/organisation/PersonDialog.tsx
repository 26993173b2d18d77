import { useState } from 'react';
import { Button, Select, Switch } from 'antd';
import { DoorOpen } from 'lucide-react';
import { useLocalized } from '@dougong/ui/i18n';
import { useUser } from '../../session/session.js';
import { useText } from '../../texts/index.js';
import { organisationCalls } from '../calls.js';
import { ChangeDialog } from '../parts/ChangeDialog.js';
import { Field } from '../parts/Field.js';
import { useChange } from '../parts/use-change.js';
import { adminKeys, useDepartments, usePosts, useRoles } from '../queries.js';
import type { Invitation, Person, PersonChange } from '../wire.js';
import { HandOverDialog } from './people/HandOverDialog.js';
import { SignInPanel } from './people/SignInPanel.js';

/** Where somebody stands in the company, and whether he still works here. */
export function PersonDialog({
  person,
  onInvited,
  onClose,
}: {
  readonly person: Person;
  onInvited(invitation: Invitation): void;
  onClose(): void;
}) {
  const text = useText();
  const title = useLocalized();
  const user = useUser();
  const { data: departments = [] } = useDepartments();
  const { data: posts = [] } = usePosts();
  const { data: roles = [] } = useRoles();
  const [values, setValues] = useState({
    department: person.department,
    posts: person.posts,
    active: person.active,
    roles: roles.filter(({ holders }) => holders.includes(person.id)).map(({ key }) => key),
  });
  const [isLeaving, setLeaving] = useState(false);
  const [areRolesTouched, setRolesTouched] = useState(false);
  const { start, problem, isPending } = useChange({
    // Roles are sent when they were touched: those of somebody who has left are not in the list of holders.
    send: ({ roles: chosen, ...change }: PersonChange) =>
      organisationCalls.changePerson(person.id, { ...change, ...(areRolesTouched ? { roles: chosen } : {}) }),
    renews: [adminKeys.organisation, adminKeys.instances],
    onDone: onClose,
  });
  const set = (change: Partial<typeof values>) => setValues((before) => ({ ...before, ...change }));
  if (isLeaving) return <HandOverDialog person={person} onClose={onClose} />;
  return (
    <ChangeDialog
      title={text('organisation.changePerson', { name: person.name })}
      confirm={text('organisation.save')}
      isDanger={person.active && !values.active}
      isPending={isPending}
      problem={problem}
      onConfirm={() => start(values)}
      onClose={onClose}
    >
      <Field id="rt-org-department" label={text('organisation.department')}>
        <Select
          id="rt-org-department"
          className="rt-adm-select"
          allowClear
          placeholder={text('organisation.noDepartment')}
          value={values.department}
          options={departments
            .filter(({ active }) => active)
            .map(({ key, title: name }) => ({ value: key, label: title(name) }))}
          onChange={(department: string | null | undefined) => set({ department: department ?? null })}
        />
      </Field>
      <Field id="rt-org-posts" label={text('organisation.posts')} note={text('organisation.postsNote')}>
        <Select
          id="rt-org-posts"
          className="rt-adm-select"
          mode="multiple"
          placeholder={text('organisation.noPost')}
          value={[...values.posts]}
          options={posts.map(({ key, title: name }) => ({ value: key, label: title(name) }))}
          onChange={(chosen: string[]) => set({ posts: chosen })}
        />
      </Field>
      <Field id="rt-org-roles" label={text('organisation.roles')} note={text('identity.rolesNote')}>
        <Select
          id="rt-org-roles"
          className="rt-adm-select"
          mode="multiple"
          disabled={!person.active}
          value={[...values.roles]}
          options={roles.map(({ key, title: name }) => ({ value: key, label: title(name) }))}
          onChange={(chosen: string[]) => {
            setRolesTouched(true);
            set({ roles: chosen });
          }}
        />
      </Field>
      {person.active ? <SignInPanel person={person} onInvited={onInvited} /> : null}
      <label className="rt-org-switch" htmlFor="rt-org-active">
        <Switch
          id="rt-org-active"
          checked={values.active}
          disabled={person.id === user.id}
          onChange={(active) => set({ active })}
        />
        {text('organisation.worksHere')}
      </label>
      {person.id === user.id ? null : (
        <Button icon={<DoorOpen size={16} aria-hidden="true" />} onClick={() => setLeaving(true)}>
          {text('identity.handOverOne', { name: person.name })}
        </Button>
      )}
    </ChangeDialog>
  );
}
