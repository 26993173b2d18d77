import { useState } from 'react';
import { Button, Input, Select } from 'antd';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { Plus, Search, Upload } from 'lucide-react';
import { Link, useSearchParams } from 'react-router';
import { useLocalized } from '@dougong/ui/i18n';
import { ClearMark, EmptyState, useSelectClear } from '@dougong/ui/shell';
import { paths } from '../../paths.js';
import { useUser } from '../../session/session.js';
import { useText } from '../../texts/index.js';
import { MoreButton } from '../instances/MoreButton.js';
import { InvitationDialog } from '../organisation/people/InvitationDialog.js';
import { NewPersonDialog } from '../organisation/people/NewPersonDialog.js';
import { AdminListBody } from '../parts/AdminListBody.js';
import { AdminPage } from '../parts/AdminPage.js';
import { useDepartments, useRoles } from '../queries.js';
import type { Invitation } from '../wire.js';
import { ACCOUNT_STATES, changedFilter, filterOf, type AccountFilter } from './account-filter.js';
import { accountListCalls, accountListKeys } from './account-wire.js';
import { AccountTable } from './AccountTable.js';
import './accounts.css';

const PAGE_ROWS = 50;

type ChangeFilter = (change: Parameters<typeof changedFilter>[1]) => void;

interface FiltersProps {
  readonly filter: AccountFilter;
  readonly onFilter: ChangeFilter;
}

function Choices({ filter, onFilter }: FiltersProps) {
  const text = useText();
  const clear = useSelectClear();
  const title = useLocalized();
  const { data: roles = [] } = useRoles();
  const { data: departments = [] } = useDepartments();
  const titled = (each: { key: string; title: Parameters<typeof title>[0] }) => ({
    value: each.key,
    label: title(each.title),
  });
  const choices = {
    state: ACCOUNT_STATES.map((state) => ({ value: state, label: text(`accounts.state_${state}`) })),
    role: roles.map(titled),
    department: departments.filter(({ active }) => active).map(titled),
  };
  const labels = {
    state: ['accounts.state', 'accounts.anyState'],
    role: ['organisation.roles', 'accounts.anyRole'],
    department: ['organisation.department', 'organisation.department'],
  } as const;
  return (['state', 'role', 'department'] as const).map((name) => (
    <Select
      key={name}
      className="rt-fl-filter is-short"
      aria-label={text(labels[name][0])}
      placeholder={text(labels[name][1])}
      allowClear={clear}
      value={filter[name] ?? null}
      options={choices[name] as { value: string; label: string }[]}
      onChange={(value: string | null | undefined) => onFilter({ [name]: value ?? undefined })}
    />
  ));
}

function Filters({ filter, onFilter, count }: FiltersProps & { readonly count: number | undefined }) {
  const text = useText();
  return (
    <div className="rt-filters">
      <Input
        className="rt-search"
        prefix={<Search size={16} aria-hidden="true" />}
        aria-label={text('accounts.search')}
        placeholder={text('accounts.search')}
        allowClear={{ clearIcon: <ClearMark /> }}
        value={filter.q ?? ''}
        maxLength={100}
        onChange={(event) => onFilter({ q: event.target.value })}
      />
      <Choices filter={filter} onFilter={onFilter} />
      <span className="dg-t2" role="status">
        {count === undefined ? '' : text('organisation.peopleCount', { count })}
      </span>
    </div>
  );
}

/** Accounts page by page. */
function useAccounts(filter: AccountFilter) {
  const pages = useInfiniteQuery({
    queryKey: [...accountListKeys.all, 'list', filter],
    queryFn: ({ pageParam }) => accountListCalls.page({ ...filter, limit: PAGE_ROWS, cursor: pageParam }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor,
    placeholderData: keepPreviousData,
  });
  return {
    ...pages,
    accounts: pages.data?.pages.flatMap(({ data }) => data),
    count: pages.data?.pages[0]?.count,
  };
}

/** Invites one person: the account, then its link. */
function Inviting({ onClose }: { onClose(): void }) {
  const [invited, setInvited] = useState<{ readonly name: string; readonly invitation: Invitation }>();
  return invited === undefined ? (
    <NewPersonDialog onMade={(name, invitation) => setInvited({ name, invitation })} onClose={onClose} />
  ) : (
    <InvitationDialog {...invited} onClose={onClose} />
  );
}

function Actions({ onInvite }: { onInvite(): void }) {
  const text = useText();
  return (
    <>
      <Link to={paths.peopleImport()}>
        <Button icon={<Upload size={16} aria-hidden="true" />}>{text('accounts.import')}</Button>
      </Link>
      <Button type="primary" icon={<Plus size={16} aria-hidden="true" />} onClick={onInvite}>
        {text('identity.newPerson')}
      </Button>
    </>
  );
}

function Accounts() {
  const text = useText();
  const [search, setSearch] = useSearchParams();
  const [isInviting, setInviting] = useState(false);
  const filter = filterOf(search);
  const onFilter: ChangeFilter = (change) => setSearch(changedFilter(filter, change), { replace: true });
  const { accounts, count, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } =
    useAccounts(filter);
  return (
    <AdminPage
      title={text('accounts.title')}
      note={text('accounts.note')}
      actions={<Actions onInvite={() => setInviting(true)} />}
    >
      <Filters filter={filter} onFilter={onFilter} count={count} />
      <AdminListBody
        problem={error}
        onRetry={() => void refetch()}
        isLoading={accounts === undefined}
        isEmpty={accounts?.length === 0}
        empty={
          <EmptyState
            reason="filtered"
            title={text('accounts.none')}
            text={text('accounts.noneText')}
            actions={
              <Button onClick={() => setSearch({}, { replace: true })}>{text('accounts.clear')}</Button>
            }
          />
        }
      >
        <AccountTable accounts={accounts ?? []} />
      </AdminListBody>
      <MoreButton hasMore={hasNextPage} isLoading={isFetchingNextPage} onMore={() => void fetchNextPage()} />
      {isInviting ? <Inviting onClose={() => setInviting(false)} /> : null}
    </AdminPage>
  );
}

/** Who gets in, how, when last and where from now. */
export function AccountsPage() {
  const text = useText();
  const { rights } = useUser();
  if (rights.administer) return <Accounts />;
  return (
    <AdminPage title={text('accounts.title')}>
      <EmptyState reason="noRight" />
    </AdminPage>
  );
}
