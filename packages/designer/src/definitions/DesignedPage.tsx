import type { ReactNode } from 'react';
import { useQuery } from '@tanstack/react-query';
import { useParams } from 'react-router';
import { ProblemPanel } from '@dougong/ui/shell';
import { DesignerShell } from '../app/DesignerShell.js';
import { NothingHere } from '../app/NothingHere.js';
import { PageLoading } from '../app/PageLoading.js';
import { useText } from '../i18n/text.js';
import { loadDesigned } from './load-designed.js';
import type { Designed } from './load-designed.js';
import { LIST_PATHS, TEXT_KEYS } from './places.js';
import type { DesignedKind } from './places.js';
import './definitions.css';

interface DesignedPageProps<D> {
  readonly kind: DesignedKind;
  readonly children: (designed: Designed<D>, current: D) => ReactNode;
}

/** Loads the definition that the address names and hands it to its editor. */
export function DesignedPage<D extends object>({ kind, children }: DesignedPageProps<D>) {
  const { key = '' } = useParams();
  const text = useText();
  const words = TEXT_KEYS[kind];
  const { data, error, refetch } = useQuery({
    queryKey: ['design', 'designed', kind, key],
    queryFn: () => loadDesigned<D>(kind, key),
  });
  const current = data === undefined || data === null ? null : (data.draft ?? data.published);
  return (
    <DesignerShell title={text(`${words}.title`)}>
      {error !== null && data === undefined ? (
        <ProblemPanel problem={error} onRetry={() => void refetch()} />
      ) : null}
      {data === undefined && error === null ? <PageLoading /> : null}
      {data === null ? (
        <NothingHere title={text(`${words}.notFound`)} to={LIST_PATHS[kind]} back={text(`${words}.back`)} />
      ) : null}
      {data === undefined || data === null || current === null ? null : (
        <div key={key}>{children(data, current)}</div>
      )}
    </DesignerShell>
  );
}
