import { Button } from 'antd';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useSearchParams } from 'react-router';
import { useLocalized } from '@dougong/ui/i18n';
import { EmptyState, PageHeader, useWorkspaceTab } from '@dougong/ui/shell';
import { api } from '../data/api.js';
import { keys } from '../data/keys.js';
import { useApplication } from '../data/queries.js';
import { PageLoading } from '../parts/PageLoading.js';
import { PageProblem } from '../parts/PageProblem.js';
import { usePageTitle } from '../parts/page-focus.js';
import { useText } from '../texts/index.js';
import { VoucherTable } from './VoucherTable.js';

const PAGE_ROWS = 20;

function useVouchers(recordId: string | undefined) {
  return useInfiniteQuery({
    queryKey: keys.vouchers(recordId ?? ''),
    queryFn: async ({ pageParam }) =>
      (
        await api.registers.vouchers({
          limit: PAGE_ROWS,
          ...(recordId === undefined ? {} : { recordId }),
          ...(pageParam === undefined ? {} : { cursor: pageParam }),
        })
      ).data,
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor,
  });
}

/** The vouchers that postings made, the newest first. */
export function VouchersPage() {
  const text = useText();
  const title = useLocalized();
  const [search] = useSearchParams();
  const { data: app } = useApplication();
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useVouchers(
    search.get('record') ?? undefined,
  );
  const vouchers = data?.pages.flatMap((page) => page.data) ?? [];
  usePageTitle(text('vouchers.title'), title(app?.application.title));
  useWorkspaceTab(text('vouchers.title'));
  return (
    <>
      <PageHeader title={text('vouchers.title')} note={text('vouchers.note')} />
      {error !== null ? (
        <PageProblem problem={error} onRetry={() => void refetch()} />
      ) : data === undefined ? (
        <PageLoading />
      ) : vouchers.length === 0 ? (
        <EmptyState reason="first" title={text('vouchers.emptyTitle')} text={text('vouchers.emptyText')} />
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
