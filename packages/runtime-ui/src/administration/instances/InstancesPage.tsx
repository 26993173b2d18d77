import { Button, Segmented, Select } from 'antd';
import { ArrowRightLeft, ChartLine } from 'lucide-react';
import { Link, useSearchParams } from 'react-router';
import { useLocalized } from '@dougong/ui/i18n';
import { EmptyState } from '@dougong/ui/shell';
import { paths } from '../../paths.js';
import { useText } from '../../texts/index.js';
import { instanceCalls } from '../calls.js';
import { AdminListBody } from '../parts/AdminListBody.js';
import { AdminPage } from '../parts/AdminPage.js';
import { adminKeys, useFlows } from '../queries.js';
import { InstanceTable } from './InstanceTable.js';
import { MoreButton } from './MoreButton.js';
import { useInstancePages } from './use-instance-pages.js';

/** Sights of the list, and what each asks of the server. */
const VIEWS = {
  all: {},
  stuck: { stuck: true },
  overdue: { overdue: true },
  inactive: { inactive: true },
} as const;
type View = keyof typeof VIEWS;

const STATUSES = [
  'running',
  'returned',
  'suspended',
  'approved',
  'rejected',
  'revoked',
  'cancelled',
] as const;

interface Filter {
  readonly view: View;
  readonly flow: string | undefined;
  readonly status: string | undefined;
}

/** The filter stands in the address, so that it can be sent to somebody. */
function useFilter(): readonly [Filter, (change: Partial<Filter>) => void] {
  const [search, setSearch] = useSearchParams();
  const view = search.get('view') ?? 'all';
  const filter: Filter = {
    view: view in VIEWS ? (view as View) : 'all',
    flow: search.get('flow') ?? undefined,
    status: search.get('status') ?? undefined,
  };
  const set = (change: Partial<Filter>) => {
    const next = { ...filter, ...change };
    const entries = Object.entries(next).filter(([, value]) => value !== undefined && value !== 'all');
    setSearch(entries as [string, string][], { replace: true });
  };
  return [filter, set];
}

function Filters({ filter, onFilter }: { filter: Filter; onFilter: (change: Partial<Filter>) => void }) {
  const text = useText();
  const title = useLocalized();
  const flows = useFlows().filter(({ can }) => can.administer);
  return (
    <div className="rt-filters">
      <Segmented<View>
        aria-label={text('instances.view')}
        value={filter.view}
        options={(Object.keys(VIEWS) as View[]).map((view) => ({
          value: view,
          label: text(`instances.view_${view}`),
        }))}
        onChange={(view) => onFilter({ view })}
      />
      <Select
        className="rt-fl-filter"
        aria-label={text('instances.flow')}
        placeholder={text('instances.anyFlow')}
        allowClear
        value={filter.flow ?? null}
        options={flows.map((flow) => ({ value: flow.key, label: title(flow.title) }))}
        onChange={(flow: string | null | undefined) => onFilter({ flow: flow ?? undefined })}
      />
      <Select
        className="rt-fl-filter is-short"
        aria-label={text('instances.state')}
        placeholder={text('instances.underWay')}
        allowClear
        value={filter.status ?? null}
        options={STATUSES.map((status) => ({ value: status, label: text(`instances.status_${status}`) }))}
        onChange={(status: string | null | undefined) => onFilter({ status: status ?? undefined })}
      />
    </div>
  );
}

function Actions({ flow }: { readonly flow: string | undefined }) {
  const text = useText();
  return (
    <>
      <Link to={flow === undefined ? paths.figures() : paths.flowFigures(flow)}>
        <Button icon={<ChartLine size={16} />}>{text('figures.title')}</Button>
      </Link>
      {flow === undefined ? null : (
        <Link to={paths.flowMigration(flow)}>
          <Button icon={<ArrowRightLeft size={16} />}>{text('migration.title')}</Button>
        </Link>
      )}
    </>
  );
}

function Nothing({ filter }: { readonly filter: Filter }) {
  const text = useText();
  const isPlain = filter.view === 'all' && filter.flow === undefined && filter.status === undefined;
  return (
    <EmptyState
      reason={isPlain ? 'first' : 'filtered'}
      title={text(`instances.none_${filter.view}`)}
      text={text(isPlain ? 'instances.noneText' : 'instances.noneFiltered')}
    />
  );
}

/** Flows under way for those who look after them: where each stands, whom it waits for, why it does not go on. */
export function InstancesPage() {
  const text = useText();
  const [filter, setFilter] = useFilter();
  const { view, ...asked } = filter;
  const { instances, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInstancePages(
    [...adminKeys.instances, 'list', filter],
    (page) => instanceCalls.page({ ...asked, ...VIEWS[view], ...page }),
  );
  return (
    <AdminPage
      title={text('instances.title')}
      note={text('instances.note')}
      actions={<Actions flow={filter.flow} />}
    >
      <Filters filter={filter} onFilter={setFilter} />
      <AdminListBody
        problem={error}
        onRetry={() => void refetch()}
        isEmpty={instances?.length === 0}
        isLoading={instances === undefined}
        empty={<Nothing filter={filter} />}
      >
        <InstanceTable instances={instances ?? []} label={text('instances.title')} />
      </AdminListBody>
      <MoreButton hasMore={hasNextPage} isLoading={isFetchingNextPage} onMore={() => void fetchNextPage()} />
    </AdminPage>
  );
}
