import type { UseQueryResult } from '@tanstack/react-query';
import { CircleCheck } from 'lucide-react';
import type { Finding } from '@dougong/ui/api';
import { ProblemPanel } from '@dougong/ui/shell';
import { useText } from '../i18n/text.js';
import { FindingList } from './FindingList.js';

interface FindingsPanelProps {
  readonly query: UseQueryResult<readonly Finding[]>;
  /** Shows only these of what was found. */
  readonly only?: (found: Finding) => boolean;
  readonly title?: string;
  /** What is said when nothing was found. */
  readonly none?: string;
}

/** What the check of release and drafts together has found, of any definition. */
export function FindingsPanel({ query, only, title, none }: FindingsPanelProps) {
  const text = useText();
  const { data, error, isFetching, refetch } = query;
  const shown = data?.filter((found) => only?.(found) ?? true);
  return (
    <section className="ds-check-panel" aria-label={title ?? text('check.title')} aria-busy={isFetching}>
      <h2>
        {title ?? text('check.title')}
        <button type="button" className="ds-link" disabled={isFetching} onClick={() => void refetch()}>
          {text(isFetching ? 'publish.checking' : 'publish.recheck')}
        </button>
      </h2>
      {error === null ? null : <ProblemPanel problem={error} onRetry={() => void refetch()} />}
      {shown?.length === 0 ? (
        <p className="ds-check is-good">
          <CircleCheck size={16} aria-hidden="true" />
          {none ?? text('check.none')}
        </p>
      ) : null}
      {shown === undefined ? null : <FindingList findings={shown} />}
    </section>
  );
}
