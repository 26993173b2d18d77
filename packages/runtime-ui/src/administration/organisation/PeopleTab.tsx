import { useState } from 'react';
import { Button, Input } from 'antd';
import { Pencil, Plus, Search } from 'lucide-react';
import { useLocalized } from '@dougong/ui/i18n';
import { ClearMark, EmptyState, ScrollTable, StatusSeal } from '@dougong/ui/shell';
import { useText } from '../../texts/index.js';
import { AdminListBody } from '../parts/AdminListBody.js';
import { useDepartments, usePeople, usePosts, useRoles } from '../queries.js';
import type { Held, Invitation, Person } from '../wire.js';
import { InvitationDialog } from './people/InvitationDialog.js';
import { NewPersonDialog } from './people/NewPersonDialog.js';
import { PersonDialog } from './PersonDialog.js';

/** The titles of what is listed under keys. */
function useTitles() {
  const title = useLocalized();
  const text = useText();
  const { data: departments = [] } = useDepartments();
  const { data: posts = [] } = usePosts();
  const { data: roles = [] } = useRoles();
  const all = (held: readonly Held[]) => held.map((each) => title(each.title)).join(text('and'));
  return {
    department: ({ department }: Person) => title(departments.find(({ key }) => key === department)?.title),
    posts: (person: Person) =>
      all(person.posts.flatMap((key) => posts.find((post) => post.key === key) ?? [])) || title(person.post),
    roles: ({ id }: Person) => all(roles.filter(({ holders }) => holders.includes(id))),
  };
}

const COLUMNS = ['person', 'department', 'posts', 'roles'] as const;

function PeopleTable({
  people,
  onChange,
}: {
  readonly people: readonly Person[];
  onChange(person: Person): void;
}) {
  const text = useText();
  const titles = useTitles();
  return (
    <ScrollTable label={text('organisation.people')}>
      <table className="rt-ledger-table is-roomy rt-org-table">
        <thead>
          <tr>
            {COLUMNS.map((column) => (
              <th key={column} scope="col">
                {text(`organisation.${column}`)}
              </th>
            ))}
            <th scope="col">
              <span className="dg-sr">{text('organisation.actions')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {people.map((person) => (
            <tr key={person.id} className={person.active ? undefined : 'is-gone'}>
              <th scope="row">
                <b>{person.name}</b> <span className="dg-code">{person.login}</span>{' '}
                {person.active ? null : <StatusSeal tone="draft">{text('organisation.left')}</StatusSeal>}
              </th>
              <td>{titles.department(person) || '—'}</td>
              <td>{titles.posts(person) || '—'}</td>
              <td>{titles.roles(person) || '—'}</td>
              <td className="is-end">
                <Button
                  type="text"
                  icon={<Pencil size={16} />}
                  aria-label={text('organisation.changePerson', { name: person.name })}
                  onClick={() => onChange(person)}
                />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollTable>
  );
}

function matches({ name, login }: Person, typed: string): boolean {
  const wanted = typed.trim().toLowerCase();
  return name.toLowerCase().includes(wanted) || login.toLowerCase().includes(wanted);
}

interface Invited {
  readonly name: string;
  readonly invitation: Invitation;
}

/** Everybody with an account, also those who have left. */
export function PeopleTab() {
  const text = useText();
  const { data: people, error, refetch } = usePeople('all');
  const [typed, setTyped] = useState('');
  const [changed, setChanged] = useState<Person>();
  const [isNew, setNew] = useState(false);
  const [invited, setInvited] = useState<Invited>();
  const found = people?.filter((person) => matches(person, typed));
  return (
    <>
      <div className="rt-filters">
        <Input
          className="rt-search"
          prefix={<Search size={16} aria-hidden="true" />}
          aria-label={text('organisation.search')}
          placeholder={text('organisation.search')}
          allowClear={{ clearIcon: <ClearMark /> }}
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
        />
        <Button type="primary" icon={<Plus size={16} aria-hidden="true" />} onClick={() => setNew(true)}>
          {text('identity.newPerson')}
        </Button>
        <span className="dg-t2">{text('organisation.peopleCount', { count: found?.length ?? 0 })}</span>
      </div>
      <AdminListBody
        problem={error}
        onRetry={() => void refetch()}
        isLoading={found === undefined}
        isEmpty={found?.length === 0}
        empty={<EmptyState reason="filtered" title={text('organisation.noMatch')} />}
      >
        <PeopleTable people={found ?? []} onChange={setChanged} />
      </AdminListBody>
      {changed === undefined ? null : (
        <PersonDialog
          key={changed.id}
          person={changed}
          onInvited={(invitation) => {
            setInvited({ name: changed.name, invitation });
            setChanged(undefined);
          }}
          onClose={() => setChanged(undefined)}
        />
      )}
      {isNew ? (
        <NewPersonDialog
          onMade={(name, invitation) => {
            setInvited({ name, invitation });
            setNew(false);
          }}
          onClose={() => setNew(false)}
        />
      ) : null}
      {invited === undefined ? null : <InvitationDialog {...invited} onClose={() => setInvited(undefined)} />}
    </>
  );
}
