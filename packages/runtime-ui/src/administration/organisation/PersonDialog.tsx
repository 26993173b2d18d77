import { useState } from 'react';
import { Select, Switch } from 'antd';
import { useQuery } from '@tanstack/react-query';
import { TriangleAlert } from 'lucide-react';
import { Link } from 'react-router';
import { useLocalized } from '@dougong/ui/i18n';
import { paths } from '../../paths.js';
import { useUser } from '../../session/session.js';
import { useText } from '../../texts/index.js';
import { organisationCalls } from '../calls.js';
import { ChangeDialog } from '../parts/ChangeDialog.js';
import { Field } from '../parts/Field.js';
import { useChange } from '../parts/use-change.js';
import { adminKeys, useDepartments, usePosts } from '../queries.js';
import type { Person, PersonChange } from '../wire.js';

/** What hangs on somebody: to be handed over before the account is switched off. */
function HandOver({ person }: { readonly person: Person }) {
  const text = useText();
  const title = useLocalized();
  const { data } = useQuery({
    queryKey: [...adminKeys.organisation, 'duties', person.id],
    queryFn: () => organisationCalls.duties(person.id),
  });
  if (data === undefined) return null;
  const { openTasks, leads, deputies } = data;
  const rest = [
    openTasks.count > 0 ? text('organisation.hasTasks', { count: openTasks.count }) : '',
    leads.length > 0
      ? text('organisation.hasDepartments', {
          titles: leads.map((each) => title(each.title)).join(text('and')),
        })
      : '',
    deputies.standsIn.length > 0 ? text('organisation.hasDeputies', { count: deputies.standsIn.length }) : '',
  ].filter((words) => words !== '');
  return (
    <div className="rt-fl-stuck">
      <TriangleAlert size={16} aria-hidden="true" />
      <div>
        <b>{text(rest.length === 0 ? 'organisation.nothingHangs' : 'organisation.handOver')}</b>
        <ul>
          {rest.map((words) => (
            <li key={words}>{words}</li>
          ))}
        </ul>
        {openTasks.count > 0 ? (
          <Link to={paths.flowInstances({ view: 'inactive' })}>{text('organisation.toWaiting')}</Link>
        ) : null}
      </div>
    </div>
  );
}

/** Where somebody stands in the company, and whether he still works here. */
export function PersonDialog({ person, onClose }: { readonly person: Person; onClose(): void }) {
  const text = useText();
  const title = useLocalized();
  const user = useUser();
  const { data: departments = [] } = useDepartments();
  const { data: posts = [] } = usePosts();
  const [values, setValues] = useState({
    department: person.department,
    posts: person.posts,
    active: person.active,
  });
  const { start, problem, isPending } = useChange({
    send: (change: PersonChange) => organisationCalls.changePerson(person.id, change),
    renews: [adminKeys.organisation, adminKeys.instances],
    onDone: onClose,
  });
  const set = (change: Partial<typeof values>) => setValues((before) => ({ ...before, ...change }));
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
      <label className="rt-org-switch" htmlFor="rt-org-active">
        <Switch
          id="rt-org-active"
          checked={values.active}
          disabled={person.id === user.id}
          onChange={(active) => set({ active })}
        />
        {text('organisation.worksHere')}
      </label>
      {person.active && !values.active ? <HandOver person={person} /> : null}
    </ChangeDialog>
  );
}
