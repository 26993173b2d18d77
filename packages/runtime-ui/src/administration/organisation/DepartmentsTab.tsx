import { useState } from 'react';
import { Button } from 'antd';
import { Crown, Landmark, Pencil, Plus, Trash2, Users } from 'lucide-react';
import { useLocalized } from '@dougong/ui/i18n';
import { EmptyState, StatusSeal } from '@dougong/ui/shell';
import { PageLoading } from '../../parts/PageLoading.js';
import { PageProblem } from '../../parts/PageProblem.js';
import { useReferences } from '../../data/references.js';
import { useText } from '../../texts/index.js';
import { organisationCalls } from '../calls.js';
import { useDepartments, usePeople } from '../queries.js';
import type { Department, Person } from '../wire.js';
import { DepartmentDialog } from './DepartmentDialog.js';
import { membersOf, treeOf, type Branch } from './department-tree.js';
import { RemoveDialog } from './RemoveDialog.js';

type Asked = { readonly what: 'add' | 'change' | 'remove' };

function Leader({ department }: { readonly department: Department }) {
  const text = useText();
  const names = useReferences();
  return department.leader === null ? (
    <span className="rt-org-none">{text('organisation.noLeader')}</span>
  ) : (
    <span>
      <Crown size={14} role="img" aria-label={text('organisation.leader')} />{' '}
      {names.nameOfUser(department.leader) ?? '…'}
    </span>
  );
}

/** The mark of a department with books of its own. */
function Kind({ department: { organisation } }: { readonly department: Department }) {
  const text = useText();
  return organisation === null ? null : (
    <span className="rt-org-kind">
      <Landmark size={14} aria-hidden="true" /> {text(`organisations.kind_${organisation}`)}
    </span>
  );
}

interface BranchesProps {
  readonly branches: readonly Branch[];
  readonly chosen: string | undefined;
  onChoose(key: string): void;
}

function Branches({ branches, chosen, onChoose }: BranchesProps) {
  const text = useText();
  const title = useLocalized();
  return (
    <ul>
      {branches.map((branch) => {
        const { department, below } = branch;
        return (
          <li key={department.key}>
            <button
              type="button"
              aria-current={department.key === chosen || undefined}
              onClick={() => onChoose(department.key)}
            >
              <span className="rt-org-name">
                <b className="dg-clip">{title(department.title)}</b>
                <Kind department={department} />
              </span>
              <Leader department={department} />
              <span className="rt-org-count">
                <Users size={14} aria-hidden="true" />{' '}
                {text('organisation.members', { count: membersOf(branch) })}
              </span>
              {department.active ? null : <StatusSeal tone="draft">{text('organisation.closed')}</StatusSeal>}
            </button>
            {below.length === 0 ? null : <Branches branches={below} chosen={chosen} onChoose={onChoose} />}
          </li>
        );
      })}
    </ul>
  );
}

function Members({ people }: { readonly people: readonly Person[] }) {
  const text = useText();
  const title = useLocalized();
  if (people.length === 0) return <p className="rt-quiet">{text('organisation.noMembers')}</p>;
  return (
    <ul className="rt-org-people">
      {people.map((person) => (
        <li key={person.id}>
          <b>{person.name}</b>
          <span className="dg-t2">{title(person.post)}</span>
        </li>
      ))}
    </ul>
  );
}

interface DetailProps {
  readonly department: Department;
  readonly departments: readonly Department[];
  onAsk(asked: Asked): void;
}

function Detail({ department, departments, onAsk }: DetailProps) {
  const text = useText();
  const title = useLocalized();
  const { data: people = [] } = usePeople();
  const above = departments.find(({ key }) => key === department.parent);
  return (
    <section className="dg-card rt-org-detail" aria-labelledby="rt-org-detail">
      <div className="dg-card-head">
        <h2 id="rt-org-detail">{title(department.title)}</h2>
        {department.active ? null : <StatusSeal tone="draft">{text('organisation.closed')}</StatusSeal>}
      </div>
      <dl className="rt-org-facts">
        <div>
          <dt>{text('organisation.leader')}</dt>
          <dd>
            <Leader department={department} />
          </dd>
        </div>
        <div>
          <dt>{text('organisation.parent')}</dt>
          <dd>{above === undefined ? text('organisation.onTop') : title(above.title)}</dd>
        </div>
        <div>
          <dt>{text('organisations.books')}</dt>
          <dd>
            {department.organisation === null ? (
              text(above === undefined ? 'organisations.kindWhole' : 'organisations.kindNone')
            ) : (
              <Kind department={department} />
            )}
          </dd>
        </div>
        <div>
          <dt>{text('organisation.key')}</dt>
          <dd className="dg-code">{department.key}</dd>
        </div>
      </dl>
      <div className="rt-org-buttons">
        <Button icon={<Pencil size={16} />} onClick={() => onAsk({ what: 'change' })}>
          {text('organisation.change')}
        </Button>
        <Button icon={<Plus size={16} />} onClick={() => onAsk({ what: 'add' })}>
          {text('organisation.addBelow')}
        </Button>
        <Button danger icon={<Trash2 size={16} />} onClick={() => onAsk({ what: 'remove' })}>
          {text('organisation.delete')}
        </Button>
      </div>
      <h3>{text('organisation.ownMembers')}</h3>
      <Members people={people.filter((person) => person.department === department.key)} />
    </section>
  );
}

/** The departments of the company as a tree, each with its leader and its people. */
export function DepartmentsTab() {
  const text = useText();
  const title = useLocalized();
  usePeople('all');
  const { data: departments, error, refetch } = useDepartments();
  const [chosenKey, setChosen] = useState<string>();
  const [asked, setAsked] = useState<Asked>();
  if (error !== null) return <PageProblem problem={error} onRetry={() => void refetch()} />;
  if (departments === undefined) return <PageLoading />;
  const tree = treeOf(departments);
  const chosen = departments.find(({ key }) => key === chosenKey) ?? tree[0]?.department;
  const close = () => setAsked(undefined);
  const add = (
    <Button type="primary" icon={<Plus size={16} />} onClick={() => setAsked({ what: 'add' })}>
      {text('organisation.addDepartment')}
    </Button>
  );
  return (
    <>
      {chosen === undefined ? (
        <EmptyState
          reason="first"
          title={text('organisation.noDepartments')}
          text={text('organisation.noDepartmentsText')}
          actions={add}
        />
      ) : (
        <div className="rt-org-split">
          <nav className="dg-card rt-org-tree" aria-label={text('organisation.departments')}>
            <Branches branches={tree} chosen={chosen.key} onChoose={setChosen} />
          </nav>
          <Detail department={chosen} departments={departments} onAsk={setAsked} />
        </div>
      )}
      {asked?.what === 'add' || asked?.what === 'change' ? (
        <DepartmentDialog
          department={asked.what === 'change' ? chosen : undefined}
          parent={chosen?.key ?? null}
          departments={departments}
          onDone={(key) => {
            setChosen(key);
            close();
          }}
          onClose={close}
        />
      ) : null}
      {asked?.what === 'remove' && chosen !== undefined ? (
        <RemoveDialog
          title={text('organisation.deleteTitle', { title: title(chosen.title) })}
          note={text('organisation.deleteDepartment')}
          remove={() => organisationCalls.removeDepartment(chosen.key)}
          onDone={() => {
            setChosen(chosen.parent ?? undefined);
            close();
          }}
          onClose={close}
        />
      ) : null}
    </>
  );
}
