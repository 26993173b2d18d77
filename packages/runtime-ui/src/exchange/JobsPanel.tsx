import { useState } from 'react';
import { Button, Popover, Progress } from 'antd';
import { Download, ListTodo } from 'lucide-react';
import { Link } from 'react-router';
import { useLocalized } from '@dougong/ui/i18n';
import { formatMoment } from '@dougong/ui/numbers';
import { Count, StatusSeal, type SealTone } from '@dougong/ui/shell';
import { useNow } from '../data/clock.js';
import { formEntry, useApplication } from '../data/queries.js';
import { paths } from '../paths.js';
import { useUser } from '../session/session.js';
import { useText } from '../texts/index.js';
import { percentOf } from './JobProgress.js';
import { isGoing, useRecentJobs } from './queries.js';
import { saveFrom } from './save-as.js';
import type { Job, JobState } from './wire.js';
import './exchange.css';

const TONES: Readonly<Record<JobState, SealTone>> = {
  queued: 'waiting',
  running: 'progress',
  done: 'done',
  failed: 'refused',
  cancelled: 'draft',
};

function JobItem({ job, onFollow }: { readonly job: Job; onFollow(): void }) {
  const text = useText();
  const localized = useLocalized();
  const now = useNow();
  const { data: app } = useApplication();
  const form = job.form ?? '';
  const titles = [localized(job.title), localized(formEntry(app, form)?.title)];
  const name = titles.filter((title) => title !== '').join(' · ');
  const { result } = job.files;
  return (
    <li className="rt-job">
      <div className="rt-job-head">
        {job.kind === 'export' || job.form === null ? (
          <b className="dg-clip">{name}</b>
        ) : (
          <Link className="dg-clip" to={paths.importInto(form, { job: job.id })} onClick={onFollow}>
            {job.about.dryRun === true ? text('jobs.trial', { name }) : name}
          </Link>
        )}
        <StatusSeal tone={TONES[job.state]}>{text(`jobs.state_${job.state}`)}</StatusSeal>
      </div>
      <div className="rt-job-foot">
        <span className="dg-t2">
          <time dateTime={job.createdAt}>{formatMoment(job.createdAt, now)}</time> {job.about.file ?? ''}
        </span>
        {result === undefined ? null : (
          <Button size="small" icon={<Download size={14} />} onClick={() => saveFrom(result)}>
            {text('jobs.download')}
          </Button>
        )}
      </div>
      {isGoing(job) ? (
        <Progress
          percent={percentOf(job) ?? 0}
          showInfo={false}
          status="active"
          size="small"
          aria-label={name}
        />
      ) : null}
      {job.problem === null ? null : <p className="rt-fault">{job.problem.detail}</p>}
    </li>
  );
}

/** Imports and exports that one asked for, a press away from every page: they go on while one works. */
export function JobsPanel() {
  const text = useText();
  const [open, setOpen] = useState(false);
  const { data: app } = useApplication();
  // What somebody had made for himself is not shown to whoever looks as he does.
  const isLooking = useUser().viewer !== undefined;
  const mayExchange = !isLooking && app?.forms.some(({ can }) => can.import || can.export) === true;
  const { data: jobs = [] } = useRecentJobs(mayExchange);
  if (!mayExchange) return null;
  const going = jobs.filter(isGoing).length;
  return (
    <Popover
      open={open}
      onOpenChange={setOpen}
      trigger="click"
      placement="bottomRight"
      classNames={{ root: 'rt-bell-open' }}
      title={text('jobs.title')}
      content={
        <div className="rt-bell-list">
          {jobs.length === 0 ? (
            <p className="rt-quiet">{text('jobs.none')}</p>
          ) : (
            <ul className="rt-jobs">
              {jobs.map((job) => (
                <JobItem key={job.id} job={job} onFollow={() => setOpen(false)} />
              ))}
            </ul>
          )}
        </div>
      }
    >
      <button
        type="button"
        className="dg-icon-link rt-jobs-button"
        aria-label={text('jobs.button', { count: going })}
        aria-expanded={open}
      >
        <ListTodo size={20} aria-hidden="true" />
        <Count value={going} />
      </button>
    </Popover>
  );
}
