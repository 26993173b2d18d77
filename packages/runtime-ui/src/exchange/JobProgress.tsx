import { Button, Progress } from 'antd';
import { Ban } from 'lucide-react';
import { ProblemPanel } from '@dougong/ui/shell';
import { useText } from '../texts/index.js';
import { useCancel } from './queries.js';
import type { Job } from './wire.js';

const PERCENT = 100;

/** How far a job is, as a share of a hundred; null while nobody knows. */
export function percentOf({ progress: { done, total } }: Pick<Job, 'progress'>): number | null {
  return total === null || total === 0 ? null : Math.min(Math.floor((done / total) * PERCENT), PERCENT);
}

/** A job under way: how far it is, and the way to end it. */
export function JobProgress({ job, title }: { readonly job: Job; readonly title: string }) {
  const text = useText();
  const { mutate, isPending, error } = useCancel(job.id);
  const { done, total } = job.progress;
  const words =
    job.state === 'queued'
      ? text('jobs.queued')
      : total === null
        ? text('jobs.reading', { count: done })
        : text('jobs.doneOf', { done, total });
  return (
    <section className="dg-card rt-imp-going" role="status">
      <h2>{title}</h2>
      <Progress percent={percentOf(job) ?? 0} showInfo={percentOf(job) !== null} aria-label={title} />
      <p className="dg-t2">{job.cancelAsked ? text('jobs.cancelAsked') : words}</p>
      {error === null ? null : <ProblemPanel problem={error} />}
      <div className="rt-imp-buttons">
        <Button
          icon={<Ban size={16} />}
          disabled={job.cancelAsked}
          loading={isPending}
          onClick={() => mutate()}
        >
          {text('jobs.cancel')}
        </Button>
      </div>
    </section>
  );
}
