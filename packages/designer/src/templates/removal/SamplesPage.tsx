import { useState } from 'react';
import { Button, Checkbox } from 'antd';
import { useQuery } from '@tanstack/react-query';
import type { ClearedSamples, SampleCount } from '@dougong/ui/api';
import { useLocalized } from '@dougong/ui/i18n';
import { EmptyState, ProblemPanel } from '@dougong/ui/shell';
import { api } from '../../app/api.js';
import { PageLoading } from '../../app/PageLoading.js';
import { useText } from '../../i18n/text.js';
import { useTitleOf } from '../../surroundings/use-design.js';
import { TemplatesFrame } from '../TemplatesFrame.js';

const SAMPLES = ['templates', 'samples'];

/** Takes the sample data away: what there is first, then what went and what must stay, and why. */
export function SamplesPage() {
  const text = useText();
  const [cleared, setCleared] = useState<ClearedSamples>();
  const { data, error, refetch } = useQuery({
    queryKey: SAMPLES,
    queryFn: async () => (await api.templates.samples()).data.data,
  });
  return (
    <TemplatesFrame title={text('templates.clearSamples')} isBelow>
      {error === null ? null : <ProblemPanel problem={error} onRetry={() => void refetch()} />}
      {cleared === undefined ? null : <Outcome cleared={cleared} />}
      {data === undefined && error === null ? <PageLoading /> : null}
      {data === undefined || cleared !== undefined ? null : data.length === 0 ? (
        <EmptyState
          reason="first"
          title={text('templates.noSamples')}
          text={text('templates.noSamplesText')}
        />
      ) : (
        <Counted
          counts={data}
          onCleared={(outcome) => {
            setCleared(outcome);
            void refetch();
          }}
        />
      )}
    </TemplatesFrame>
  );
}

interface CountedProps {
  readonly counts: readonly SampleCount[];
  readonly onCleared: (cleared: ClearedSamples) => void;
}

function Counted({ counts, onCleared }: CountedProps) {
  const text = useText();
  const title = useLocalized();
  const titleOf = useTitleOf();
  const [isSure, setSure] = useState(false);
  const [isClearing, setClearing] = useState(false);
  const [problem, setProblem] = useState<unknown>(null);
  const total = counts.reduce((sum, { records }) => sum + records, 0);
  const posted = counts.reduce((sum, each) => sum + each.posted, 0);
  const clear = async () => {
    setClearing(true);
    setProblem(null);
    try {
      onCleared((await api.templates.clearSamples()).data);
    } catch (failure) {
      setProblem(failure);
    } finally {
      setClearing(false);
    }
  };
  return (
    <section className="ds-panel" aria-label={text('templates.samples')} aria-busy={isClearing}>
      <h2>{text('templates.samplesThere', { count: total })}</h2>
      <ul className="ds-removed-forms">
        {counts.map(({ form, records, posted: inBooks }) => (
          <li key={form}>
            {title(titleOf('form', form))} <b>{text('templates.rows', { count: records })}</b>
            {inBooks === 0 ? null : (
              <span className="ds-tag">{text('templates.postedCount', { count: inBooks })}</span>
            )}
          </li>
        ))}
      </ul>
      {posted === 0 ? null : <p className="dg-t2">{text('templates.samplesPosted', { count: posted })}</p>}
      {problem === null ? null : <ProblemPanel problem={problem} onRetry={() => void clear()} />}
      <Checkbox checked={isSure} onChange={({ target }) => setSure(target.checked)}>
        {text('templates.sureSamples')}
      </Checkbox>
      <footer>
        <Button danger type="primary" disabled={!isSure} loading={isClearing} onClick={() => void clear()}>
          {text('templates.clearNow', { count: total })}
        </Button>
      </footer>
    </section>
  );
}

function Outcome({ cleared: { found, removed, kept } }: { readonly cleared: ClearedSamples }) {
  const text = useText();
  const title = useLocalized();
  return (
    <section className="ds-panel" role="status" aria-label={text('templates.clearedTitle')}>
      <h2>{text('templates.cleared', { removed, found })}</h2>
      {kept.length === 0 ? null : (
        <>
          <h3>{text('templates.kept', { count: kept.length })}</h3>
          <ul className="ds-removed-forms">
            {kept.map((record) => (
              <li key={`${record.form}/${record.id}`}>
                <b>
                  {title(record.title)} {record.ref}
                </b>{' '}
                {record.detail}
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}
