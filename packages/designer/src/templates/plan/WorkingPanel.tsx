import { Button, Progress } from 'antd';
import type { Job } from '@dougong/ui/api';
import { api } from '../../app/api.js';
import { useText } from '../../i18n/text.js';
import { jobPercent } from './job-words.js';

interface WorkingPanelProps {
  readonly job: Job | undefined;
  /** What is being done, where it is no change. */
  readonly title?: string;
  /** What is said before the first step is known. */
  readonly note?: string;
}

/** A change that is being carried out: how far it is, and a way to stop it where the server allows that. */
export function WorkingPanel({ job, title, note }: WorkingPanelProps) {
  const text = useText();
  const head = title ?? text('templates.working');
  const step = job?.step?.sentence;
  const percent = jobPercent(job);
  return (
    <section className="ds-panel ds-working" role="status" aria-busy="true" aria-label={head}>
      <h2>{head}</h2>
      {percent === undefined ? (
        <div className="ds-working-bar" aria-hidden="true" />
      ) : (
        <Progress percent={percent} status="active" aria-label={head} />
      )}
      <p>{step ?? note ?? text('templates.workingNote')}</p>
      {job?.cancellable !== true || job.cancelAsked ? null : (
        <Button size="small" onClick={() => void api.jobs.cancel(job.id).catch(() => undefined)}>
          {text('templates.stop')}
        </Button>
      )}
    </section>
  );
}
