import { useState } from 'react';
import { Button, Switch } from 'antd';
import { DoorOpen } from 'lucide-react';
import { useNavigate } from 'react-router';
import { paths } from '../../paths.js';
import { useUser } from '../../session/session.js';
import { useText } from '../../texts/index.js';
import { organisationCalls } from '../calls.js';
import { ChangeDialog } from '../parts/ChangeDialog.js';
import { useChange } from '../parts/use-change.js';
import { adminKeys, useRoles } from '../queries.js';
import type { Invitation, Person, PersonChange } from '../wire.js';
import { DepartmentField, OrganisationsField, PostsField, RolesField } from './people/PlaceFields.js';
import { SignInPanel } from './people/SignInPanel.js';

type PersonValues = Required<
  Pick<PersonChange, 'department' | 'posts' | 'active' | 'roles' | 'organisations'>
>;

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
  const user = useUser();
  const { data: roles = [] } = useRoles();
  const [values, setValues] = useState<PersonValues>({
    department: person.department,
    posts: person.posts,
    organisations: person.organisations,
    active: person.active,
    roles: roles.filter(({ holders }) => holders.includes(person.id)).map(({ key }) => key),
  });
  const navigate = useNavigate();
  const letLeave = () => void navigate(paths.leaving(person.id));
  const [areRolesTouched, setRolesTouched] = useState(false);
  const { start, problem, isPending } = useChange({
    // Roles are sent when they were touched: those of somebody who has left are not in the list of holders.
    send: ({ roles: chosen, ...change }: PersonChange) =>
      organisationCalls.changePerson(person.id, { ...change, ...(areRolesTouched ? { roles: chosen } : {}) }),
    renews: [adminKeys.organisation, adminKeys.instances],
    onDone: onClose,
  });
  const set = (change: Partial<typeof values>) => setValues((before) => ({ ...before, ...change }));
  return (
    <ChangeDialog
      title={text('organisation.changePerson', { name: person.name })}
      confirm={text('organisation.save')}
      isPending={isPending}
      problem={problem}
      onConfirm={() => start(values)}
      onClose={onClose}
    >
      <Place values={values} onChange={set} />
      <RolesField
        id="rt-org-roles"
        note={text('identity.rolesNote')}
        disabled={!person.active}
        value={values.roles}
        onChange={(chosen) => {
          setRolesTouched(true);
          set({ roles: chosen });
        }}
      />
      {person.active ? <SignInPanel person={person} onInvited={onInvited} /> : null}
      <WorksHere
        isHere={values.active}
        isOneself={person.id === user.id}
        // Whoever goes is asked first who takes over what hangs on him.
        onChange={(active) => (person.active && !active ? letLeave() : set({ active }))}
      />
      {person.id === user.id ? null : (
        <Button icon={<DoorOpen size={16} aria-hidden="true" />} onClick={letLeave}>
          {text('identity.handOverOne', { name: person.name })}
        </Button>
      )}
    </ChangeDialog>
  );
}

interface PlaceProps {
  readonly values: PersonValues;
  onChange(change: Partial<PersonValues>): void;
}

/** Department, organisations beside it and posts. */
function Place({ values, onChange }: PlaceProps) {
  return (
    <>
      <DepartmentField
        id="rt-org-department"
        value={values.department}
        onChange={(department) => onChange({ department })}
      />
      <OrganisationsField
        id="rt-org-organisations"
        value={values.organisations}
        onChange={(organisations) => onChange({ organisations })}
      />
      <PostsField id="rt-org-posts" value={values.posts} onChange={(posts) => onChange({ posts })} />
    </>
  );
}

/** Nobody can switch himself off. */
function WorksHere({
  isHere,
  isOneself,
  onChange,
}: {
  readonly isHere: boolean;
  readonly isOneself: boolean;
  onChange(isHere: boolean): void;
}) {
  const text = useText();
  return (
    <label className="rt-org-switch" htmlFor="rt-org-active">
      <Switch id="rt-org-active" checked={isHere} disabled={isOneself} onChange={onChange} />
      {text('organisation.worksHere')}
    </label>
  );
}
