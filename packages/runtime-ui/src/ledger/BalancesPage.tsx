import { useMemo, type ReactNode } from 'react';
import { Button, Drawer } from 'antd';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useNavigate, useParams, useSearchParams } from 'react-router';
import type { RegisterDefinition } from '@dougong/kernel/metadata';
import { useLocalized } from '@dougong/ui/i18n';
import { EmptyState, PageHeader, useWorkspaceTab } from '@dougong/ui/shell';
import { useIsPhone, useMediaQuery } from '@dougong/ui/theme';
import { formatMoment } from '@dougong/ui/numbers';
import { api } from '../data/api.js';
import { useNow } from '../data/clock.js';
import { keys } from '../data/keys.js';
import { useApplication } from '../data/queries.js';
import { references } from '../data/references.js';
import { PageLoading } from '../parts/PageLoading.js';
import { PageProblem } from '../parts/PageProblem.js';
import { usePageTitle } from '../parts/page-focus.js';
import { paths } from '../paths.js';
import { useText } from '../texts/index.js';
import { BalanceFilters } from './BalanceFilters.js';
import { readBalanceState, writeBalanceState, type BalanceState } from './balance-state.js';
import { BalanceTable } from './BalanceTable.js';
import { useRegister } from './register-definition.js';
import { WhyThisNumber } from './WhyThisNumber.js';

const PAGE_ROWS = 200;
const DOCKED_QUERY = '(min-width: 1200px)';

function useBalances(register: string, key: BalanceState['key']) {
  return useInfiniteQuery({
    queryKey: keys.balances(register, key),
    queryFn: async ({ pageParam }) => {
      const { data } = await api.registers.balances(register, {
        key,
        limit: PAGE_ROWS,
        ...(pageParam === undefined ? {} : { cursor: pageParam }),
      });
      references.learn(data.refs);
      return data;
    },
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor,
  });
}

function NoBalances({ filtered, onClear }: { readonly filtered: boolean; onClear(): void }) {
  const text = useText();
  if (!filtered)
    return <EmptyState reason="first" title={text('ledger.emptyTitle')} text={text('ledger.emptyText')} />;
  return (
    <EmptyState
      reason="filtered"
      actions={
        <Button type="primary" onClick={onClear}>
          {text('list.clear')}
        </Button>
      }
    />
  );
}

interface WhyPlaceProps {
  readonly docked: boolean;
  /** The explanation of a number; null when none is asked for. */
  readonly children: ReactNode;
  onClose(): void;
}

/** Beside the table where there is room, over it elsewhere. */
function WhyPlace({ docked, children, onClose }: WhyPlaceProps) {
  const text = useText();
  const phone = useIsPhone();
  if (children === null) return null;
  if (docked) {
    return (
      <aside className="rt-doc-panel" aria-label={text('ledger.why')}>
        {children}
      </aside>
    );
  }
  return (
    <Drawer
      open
      onClose={onClose}
      size={phone ? '100%' : 420}
      closable={false}
      title={null}
      aria-label={text('ledger.why')}
    >
      {children}
    </Drawer>
  );
}

/** What the address says about the balances of a register, and how to change it. */
function useBalanceState(
  register: RegisterDefinition,
): readonly [BalanceState, (next: BalanceState) => void] {
  const navigate = useNavigate();
  const [search] = useSearchParams();
  const state = useMemo(
    () =>
      readBalanceState(
        search,
        register.dimensions.map(({ id }) => id),
      ),
    [search, register],
  );
  const show = (next: BalanceState) => {
    const address = writeBalanceState(next).toString();
    void navigate(`${paths.register(register.key)}${address === '' ? '' : `?${address}`}`, { replace: true });
  };
  return [state, show];
}

function Balances({ register }: { readonly register: RegisterDefinition }) {
  const text = useText();
  const title = useLocalized();
  const now = useNow();
  const docked = useMediaQuery(DOCKED_QUERY);
  const [state, show] = useBalanceState(register);
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useBalances(
    register.key,
    state.key,
  );
  const rows = data?.pages.flatMap((page) => page.data) ?? [];
  const asked = rows.find(({ keyId }) => keyId === state.asked);
  const ask = (keyId: string | undefined) =>
    show({ key: state.key, ...(keyId === undefined ? {} : { asked: keyId }) });
  useWorkspaceTab(title(register.title));
  const why =
    asked === undefined ? null : (
      <WhyThisNumber key={asked.keyId} register={register} row={asked} onClose={() => ask(undefined)} />
    );
  return (
    <div className={`rt-doc-body rt-balance-page${docked && why !== null ? ' has-panel' : ''}`}>
      <div className="rt-doc-main">
        <PageHeader
          title={title(register.title)}
          note={text('ledger.asOf', { time: formatMoment(now, now) })}
        />
        {register.description === undefined ? null : <p className="dg-t2">{title(register.description)}</p>}
        <BalanceFilters dimensions={register.dimensions} state={state} onChange={show} />
        {error !== null ? (
          <PageProblem problem={error} onRetry={() => void refetch()} />
        ) : data === undefined ? (
          <PageLoading />
        ) : rows.length === 0 ? (
          <NoBalances filtered={Object.keys(state.key).length > 0} onClear={() => show({ key: {} })} />
        ) : (
          <BalanceTable
            register={register}
            rows={rows}
            asked={asked?.keyId}
            onAsk={(row) => ask(row.keyId === asked?.keyId ? undefined : row.keyId)}
          />
        )}
        {hasNextPage ? (
          <div className="rt-pager">
            <Button loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
              {text('ledger.more')}
            </Button>
          </div>
        ) : null}
      </div>
      <WhyPlace docked={docked} onClose={() => ask(undefined)}>
        {why}
      </WhyPlace>
    </div>
  );
}

/** The balances of a register. */
export function BalancesPage() {
  const { register = '' } = useParams();
  const title = useLocalized();
  const { data: app } = useApplication();
  const { data: definition, error, refetch } = useRegister(register);
  usePageTitle(title(definition?.title), title(app?.application.title));
  if (error !== null) return <PageProblem problem={error} onRetry={() => void refetch()} />;
  if (definition === undefined) return <PageLoading />;
  return <Balances key={register} register={definition} />;
}
