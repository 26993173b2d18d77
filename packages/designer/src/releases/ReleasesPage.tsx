import { useDeferredValue, useState } from 'react';
import { Button, Input } from 'antd';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Search, X } from 'lucide-react';
import type { ReleaseEntry } from '@dougong/ui/api';
import { EmptyState, PageHeader, ProblemPanel } from '@dougong/ui/shell';
import { api } from '../app/api.js';
import { DesignerShell } from '../app/DesignerShell.js';
import { PageLoading } from '../app/PageLoading.js';
import { useText } from '../i18n/text.js';
import { DesignPill } from '../release/DesignPill.js';
import './releases.css';
import { CompareChoice } from './CompareChoice.js';
import type { Compared } from './compared.js';
import { Comparison } from './Comparison.js';
import { ReleaseList } from './ReleaseList.js';

const PAGE = 50;

/** The history, page by page: each page goes on where the one before ended. */
function useReleases(search: string) {
  return useInfiniteQuery({
    queryKey: ['releases', search],
    queryFn: async ({ pageParam }) => {
      const page = { limit: PAGE, ...(pageParam === '' ? {} : { cursor: pageParam }) };
      return (await api.design.releases({ ...page, ...(search === '' ? {} : { q: search }) })).data;
    },
    initialPageParam: '',
    getNextPageParam: (page) => page.nextCursor,
  });
}

/** Every release: when, by whom, why, what it is called and what it changed; any two compared, any one restored. */
export function ReleasesPage() {
  const text = useText();
  const [typed, setTyped] = useState('');
  const search = useDeferredValue(typed.trim());
  const [compared, setCompared] = useState<Compared>();
  const { data, error, refetch, fetchNextPage, hasNextPage, isFetchingNextPage } = useReleases(search);
  const releases = data?.pages.flatMap((page) => page.data);
  return (
    <DesignerShell title={text('releases.title')}>
      <PageHeader title={text('releases.title')} seal={<DesignPill />} />
      <div className="ds-page ds-history">
        <Input
          allowClear={{ clearIcon: <X size={14} role="img" aria-label={text('clear')} /> }}
          className="ds-history-search"
          prefix={<Search size={14} aria-hidden="true" />}
          aria-label={text('history.search')}
          placeholder={text('history.search')}
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
        />
        {error === null ? null : <ProblemPanel problem={error} onRetry={() => void refetch()} />}
        <Choice releases={releases} onCompare={setCompared} />
        {compared === undefined ? null : (
          <Comparison compared={compared} onClose={() => setCompared(undefined)} />
        )}
        <Found releases={releases} isFailed={error !== null} onCompare={setCompared} />
        {hasNextPage ? (
          <Button loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
            {text('history.more')}
          </Button>
        ) : null}
      </div>
    </DesignerShell>
  );
}

/** A search may leave the newest one out, so its number is asked for. */
function Choice({ releases = [], onCompare }: Pick<FoundProps, 'releases' | 'onCompare'>) {
  const { data } = useQuery({
    queryKey: ['design', 'release'],
    queryFn: async () => (await api.app()).data.release,
  });
  if (data === undefined || data.number < 2) return null;
  return <CompareChoice key={data.number} releases={releases} newest={data.number} onCompare={onCompare} />;
}

interface FoundProps {
  readonly releases: readonly ReleaseEntry[] | undefined;
  readonly isFailed: boolean;
  readonly onCompare: (compared: Compared) => void;
}

function Found({ releases, isFailed, onCompare }: FoundProps) {
  const text = useText();
  if (releases === undefined) return isFailed ? null : <PageLoading />;
  if (releases.length > 0) return <ReleaseList releases={releases} onCompare={onCompare} />;
  return <EmptyState reason="first" title={text('releases.emptyTitle')} text={text('releases.emptyText')} />;
}
