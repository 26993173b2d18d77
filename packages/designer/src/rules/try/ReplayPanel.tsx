import { useEffect, useRef, useState } from 'react';
import { Button, Progress, Select } from 'antd';
import { Download, History } from 'lucide-react';
import type { RuleDefinition } from '@dougong/kernel/metadata';
import { ProblemPanel } from '@dougong/ui/shell';
import { useText } from '../../i18n/text.js';
import type { Names } from '../../surroundings/names.js';
import { REPLAY_SECONDS, replay } from './rule-calls.js';
import type { ReplayAnswer } from './rule-calls.js';
import { replayCsv } from './replay-csv.js';
import { ReplayTable } from './ReplayTable.js';

const COUNTS = [50, 200, 1000] as const;

interface ReplayPanelProps {
  readonly rule: RuleDefinition | undefined;
  readonly names: Names;
}

interface Run {
  readonly state: 'idle' | 'running' | 'done' | 'failed';
  readonly rule?: RuleDefinition;
  readonly answer?: ReplayAnswer;
  readonly problem?: unknown;
}

/** One replay at a time; leaving the page or pressing stop ends it at the server too. */
function useReplay() {
  const [run, setRun] = useState<Run>({ state: 'idle' });
  const running = useRef<AbortController | null>(null);
  useEffect(() => () => running.current?.abort(), []);
  const start = async (rule: RuleDefinition, last: number) => {
    running.current?.abort();
    const current = new AbortController();
    running.current = current;
    setRun({ state: 'running' });
    try {
      const answer = await replay(rule, last, current.signal);
      if (!current.signal.aborted) setRun({ state: 'done', rule, answer });
    } catch (problem) {
      if (!current.signal.aborted) setRun({ state: 'failed', problem });
    }
  };
  const stop = () => {
    running.current?.abort();
    setRun({ state: 'idle' });
  };
  return { run, start, stop };
}

/** Runs the rule as it is written over the newest records and tells where they would end differently. */
export function ReplayPanel({ rule, names }: ReplayPanelProps) {
  const text = useText();
  const [last, setLast] = useState<number>(COUNTS[1]);
  const { run, start, stop } = useReplay();
  return (
    <div className="ds-try">
      <div className="ds-try-bar">
        <Select<number>
          aria-label={text('replay.last')}
          value={last}
          options={COUNTS.map((count) => ({ value: count, label: text('replay.lastCount', { count }) }))}
          onChange={setLast}
        />
        {run.state === 'running' ? (
          <Button onClick={stop}>{text('replay.stop')}</Button>
        ) : (
          <Button
            type="primary"
            icon={<History size={16} />}
            disabled={rule === undefined}
            onClick={() => rule === undefined || void start(rule, last)}
          >
            {text('replay.run')}
          </Button>
        )}
        {run.answer === undefined || run.answer.differences.length === 0 ? null : (
          <Button icon={<Download size={16} />} onClick={() => download(run.answer, names)}>
            {text('replay.export')}
          </Button>
        )}
      </div>
      <p className="dg-t2">
        {text(rule === undefined ? 'try.noRule' : 'replay.note', { seconds: REPLAY_SECONDS })}
      </p>
      {run.state === 'running' ? <Running last={last} /> : null}
      {run.state === 'failed' ? <ProblemPanel problem={run.problem} /> : null}
      {run.answer === undefined ? null : (
        <>
          {run.rule === rule ? null : <p className="ds-stale">{text('try.stale')}</p>}
          <Outcome answer={run.answer} names={names} />
        </>
      )}
    </div>
  );
}

/** The server answers once, so the bar tells how much of the time that it may take is over. */
function Running({ last }: { readonly last: number }) {
  const text = useText();
  const [seconds, setSeconds] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => setSeconds((before) => before + 1), 1000);
    return () => clearInterval(timer);
  }, []);
  const label = text('replay.running', { count: last, seconds, max: REPLAY_SECONDS });
  return (
    <div role="status">
      <Progress
        percent={Math.min(100, (seconds / REPLAY_SECONDS) * 100)}
        showInfo={false}
        size="small"
        aria-label={label}
      />
      <p className="dg-t2">{label}</p>
    </div>
  );
}

function Outcome({ answer, names }: { readonly answer: ReplayAnswer; readonly names: Names }) {
  const text = useText();
  const { counts, replayed, asked, stopped } = answer;
  const parts = (['fired', 'unfired', 'changed', 'messages', 'effects'] as const)
    .filter((part) => counts[part] > 0)
    .map((part) => text(`replay.counts.${part}`, { count: counts[part] }));
  return (
    <div className="ds-replay" role="status">
      {stopped === undefined ? null : (
        <p className="ds-stale">
          {text(`replay.stopped.${stopped}`, { replayed, asked, seconds: REPLAY_SECONDS })}
        </p>
      )}
      <p>
        {replayed === 0 ? (
          text('replay.noRecords')
        ) : counts.different === 0 ? (
          text('replay.same', { count: replayed })
        ) : (
          <>
            <b>{text('replay.different', { count: counts.different, replayed })}</b> {parts.join(' · ')}
          </>
        )}
      </p>
      {counts.different === 0 ? null : <ReplayTable answer={answer} names={names} />}
      {answer.withheld === 0 ? null : (
        <p className="dg-t2">{text('try.withheld', { count: answer.withheld })}</p>
      )}
    </div>
  );
}

function download(answer: ReplayAnswer | undefined, names: Names): void {
  if (answer === undefined) return;
  const url = URL.createObjectURL(new Blob([replayCsv(answer, names)], { type: 'text/csv;charset=utf-8' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = `replay-${answer.form}-${answer.release}.csv`;
  link.click();
  URL.revokeObjectURL(url);
}
