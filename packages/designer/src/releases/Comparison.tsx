import { useEffect, useRef } from 'react';
import { Button } from 'antd';
import { X } from 'lucide-react';
import { ProblemPanel } from '@dougong/ui/shell';
import { PageLoading } from '../app/PageLoading.js';
import { useText } from '../i18n/text.js';
import { DiffView } from '../release/diff/DiffView.js';
import { useDiff } from '../release/diff/use-diff.js';
import type { Compared } from './compared.js';

interface ComparisonProps {
  readonly compared: Compared;
  readonly onClose: () => void;
}

/** What differs between two releases. It takes the focus, because it stands above what was asked from. */
export function Comparison({ compared: { from, to }, onClose }: ComparisonProps) {
  const text = useText();
  const head = useRef<HTMLHeadingElement>(null);
  const { data, error, refetch } = useDiff(from, to);
  useEffect(() => head.current?.focus(), [from, to]);
  const title = text('history.compareTitle', {
    from: data?.from.release ?? from,
    to: data?.to.release ?? to,
  });
  return (
    <section className="ds-comparison ds-changes" aria-label={title}>
      <h2 ref={head} tabIndex={-1}>
        {title}
        <Button size="small" icon={<X size={14} />} onClick={onClose}>
          {text('history.close')}
        </Button>
      </h2>
      {error === null ? null : <ProblemPanel problem={error} onRetry={() => void refetch()} />}
      {data === undefined && error === null ? <PageLoading /> : null}
      {data === undefined ? null : <DiffView diff={data} />}
    </section>
  );
}
