import { Button } from 'antd';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link, useSearchParams } from 'react-router';
import type { VoucherQuestion } from '@dougong/ui/api';
import { useLocalized } from '@dougong/ui/i18n';
import { EmptyState, PageHeader, useWorkspaceTab } from '@dougong/ui/shell';
import { api } from '../data/api.js';
import { keys } from '../data/keys.js';
import { useApplication } from '../data/queries.js';
import { PageLoading } from '../parts/PageLoading.js';
import { PageProblem } from '../parts/PageProblem.js';
import { usePageTitle } from '../parts/page-focus.js';
import { paths } from '../paths.js';
import { useText } from '../texts/index.js';
import { VoucherTable } from './VoucherTable.js';

const PAGE_ROWS = 20;

/** Which vouchers an address asks for; all of them when it says nothing. */
function questionOf(search: URLSearchParams): VoucherQuestion {
  const named = (name: string, as: keyof VoucherQuestion) => {
    const value = search.get(name) ?? '';
    return value === '' ? {} : { [as]: value };
  };
  return {
    ...named('record', 'recordId'),
    ...named('organisation', 'organisation'),
    ...named('account', 'account'),
    ...named('from', 'from'),
    ...named('to', 'to'),
  };
}

/** What the list is narrowed down to, and the way to all of it. */
function Narrowed({ question }: { readonly question: VoucherQuestion }) {
  const text = useText();
  const { account, organisation, from, to } = question;
  const parts = [
    ...(account === undefined ? [] : [text('vouchers.onAccount', { account })]),
    ...(organisation === undefined ? [] : [text('vouchers.ofBooks', { organisation })]),
    ...(from === undefined && to === undefined ? [] : [`${from ?? ''} – ${to ?? ''}`]),
  ];
  if (parts.length === 0) return null;
  return (
    <p className="rt-vouchers-narrowed">
      <span>{parts.join(' · ')}</span> <Link to={paths.vouchers()}>{text('vouchers.all')}</Link>
    </p>
  );
}

function useVouchers(question: VoucherQuestion) {
  return useInfiniteQuery({
    queryKey: keys.vouchers(question),
    queryFn: async ({ pageParam }) =>
      (
        await api.registers.vouchers({
          limit: PAGE_ROWS,
          ...question,
          ...(pageParam === undefined ? {} : { cursor: pageParam }),
        })
      ).data,
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor,
  });
}

function NoVouchers({ question }: { readonly question: VoucherQuestion }) {
  const text = useText();
  if (Object.keys(question).length === 0)
    return (
      <EmptyState reason="first" title={text('vouchers.emptyTitle')} text={text('vouchers.emptyText')} />
    );
  return <EmptyState reason="filtered" text={text('vouchers.noneNarrowed')} />;
}

/** The vouchers that postings made, the newest first. */
export function VouchersPage() {
  const text = useText();
  const title = useLocalized();
  const [search] = useSearchParams();
  const { data: app } = useApplication();
  const question = questionOf(search);
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useVouchers(question);
  const vouchers = data?.pages.flatMap((page) => page.data) ?? [];
  usePageTitle(text('vouchers.title'), title(app?.application.title));
  useWorkspaceTab(text('vouchers.title'));
  return (
    <>
      <PageHeader title={text('vouchers.title')} note={text('vouchers.note')} />
      <Narrowed question={question} />
      {error !== null ? (
        <PageProblem problem={error} onRetry={() => void refetch()} />
      ) : data === undefined ? (
        <PageLoading />
      ) : vouchers.length === 0 ? (
        <NoVouchers question={question} />
      ) : (
        <div className="rt-vouchers">
          {vouchers.map((voucher) => (
            <article key={voucher.id} className="dg-card">
              <VoucherTable voucher={voucher} />
            </article>
          ))}
        </div>
      )}
      {hasNextPage ? (
        <div className="rt-pager">
          <Button loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
            {text('ledger.more')}
          </Button>
        </div>
      ) : null}
    </>
  );
}
