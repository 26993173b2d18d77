import { useState } from 'react';
import { Segmented } from 'antd';
import { useInfiniteQuery } from '@tanstack/react-query';
import { ConditionTree } from '@dougong/ui/conditions';
import { useLocalized } from '@dougong/ui/i18n';
import { formatMoment } from '@dougong/ui/numbers';
import { ProblemPanel, StatusSeal } from '@dougong/ui/shell';
import type { SealTone } from '@dougong/ui/shell';
import { useText } from '../../i18n/text.js';
import type { Names } from '../../surroundings/names.js';
import { operandWordsOf } from './operand-words.js';
import { latestTraces, recordPath, recordText } from './rule-calls.js';
import type { KeptTrace } from './rule-calls.js';
import { Messages } from './TraceView.js';

const TONES: Readonly<Record<KeptTrace['outcome'], SealTone>> = {
  fired: 'done',
  refused: 'refused',
  failed: 'warning',
};

const FILTERS = ['all', 'fired', 'refused', 'failed'] as const;
type Filter = (typeof FILTERS)[number];

/** What the published rule did on real records, newest first. */
export function TracesPanel({ ruleKey, names }: { readonly ruleKey: string; readonly names: Names }) {
  const text = useText();
  const [filter, setFilter] = useState<Filter>('all');
  const { data, error, isPending, refetch, hasNextPage, isFetchingNextPage, fetchNextPage } =
    useInfiniteQuery({
      queryKey: ['design', 'traces', ruleKey, filter],
      queryFn: ({ pageParam }) =>
        latestTraces(ruleKey, {
          ...(filter === 'all' ? {} : { outcome: filter }),
          ...(pageParam === '' ? {} : { cursor: pageParam }),
        }),
      initialPageParam: '',
      getNextPageParam: ({ nextCursor }) => nextCursor,
    });
  const traces = data?.pages.flatMap((page) => page.data) ?? [];
  const users = Object.assign({}, ...(data?.pages.map((page) => page.users) ?? [])) as Readonly<
    Record<string, string>
  >;
  const kept = data?.pages[0]?.kept ?? 0;
  return (
    <div className="ds-try">
      <div className="ds-try-bar">
        <Segmented
          aria-label={text('traces.filter')}
          value={filter}
          onChange={setFilter}
          options={FILTERS.map((value) => ({ value, label: text(`traces.${value}`) }))}
        />
      </div>
      <p className="dg-t2">
        {text(kept === 0 && data !== undefined ? 'traces.keptFailures' : 'traces.note', { count: kept })}
      </p>
      {error === null ? null : <ProblemPanel problem={error} onRetry={() => void refetch()} />}
      {isPending ? <p className="dg-t2">{text('loading')}</p> : null}
      {data !== undefined && traces.length === 0 ? (
        <p>{text(filter === 'all' ? 'traces.none' : 'traces.noneOfThese')}</p>
      ) : null}
      <ul className="ds-traces">
        {traces.map((trace) => (
          <TraceItem key={trace.id} trace={trace} actor={users[trace.actor ?? '']} names={names} />
        ))}
      </ul>
      {hasNextPage ? (
        <button
          type="button"
          className="ds-link"
          disabled={isFetchingNextPage}
          onClick={() => void fetchNextPage()}
        >
          {text('traces.more')}
        </button>
      ) : null}
    </div>
  );
}

interface TraceItemProps {
  readonly trace: KeptTrace;
  readonly actor: string | undefined;
  readonly names: Names;
}

function TraceItem({ trace, actor, names }: TraceItemProps) {
  const text = useText();
  const title = useLocalized();
  const { at, outcome, form, record, release, condition, sentence, issues } = trace;
  return (
    <li>
      <p className="ds-trace-head">
        <time dateTime={at}>{formatMoment(at, new Date().toISOString())}</time>
        {record === undefined ? null : (
          <a href={recordPath(form, record.id)} target="_blank" rel="noreferrer">
            {recordText(record)}
          </a>
        )}
        <StatusSeal tone={TONES[outcome]}>{text(`traces.${outcome}`)}</StatusSeal>
        <small className="dg-t2">
          {actor === undefined ? '' : `${actor} · `}
          {text('status.release', { number: release })}
        </small>
      </p>
      <Messages messages={issues} />
      {sentence === undefined ? (
        <p className="dg-t2">{text('traces.untold')}</p>
      ) : (
        <details>
          <summary>{title(sentence)}</summary>
          {condition === undefined ? null : (
            <ConditionTree condition={condition} words={operandWordsOf(names)} />
          )}
        </details>
      )}
    </li>
  );
}
