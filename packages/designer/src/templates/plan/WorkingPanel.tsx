import { Button, Progress } from 'antd';
import type { Job } from '@dougong/ui/api';
import { api } from '../../app/api.js';
import { useText } from '../../i18n/text.js';
import { jobPercent, useJobStep } from './job-words.js';

/** A change that is being carried out: how far it is, and a way to stop it where the server allows that. */
export function WorkingPanel({ job }: { readonly job: Job | undefined }) {
  const text = useText();
  const step = useJobStep(job);
  const percent = jobPercent(job);
  return (
    <section
      className="ds-panel ds-working"
      role="status"
      aria-busy="true"
      aria-label={text('templates.working')}
    >
      <h2>{text('templates.working')}</h2>
      {percent === undefined ? (
        <div className="ds-working-bar" aria-hidden="true" />
      ) : (
        <Progress percent={percent} status="active" aria-label={text('templates.working')} />
      )}
      <p>{step ?? text('templates.workingNote')}</p>
      {job === undefined || job.cancelAsked ? null : (
        <Button size="small" onClick={() => void api.jobs.cancel(job.id).catch(() => undefined)}>
          {text('templates.stop')}
        </Button>
      )}
    </section>
  );
}
