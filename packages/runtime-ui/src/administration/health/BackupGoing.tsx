import { Button, Progress } from 'antd';
import { Ban, CircleCheck, CircleX } from 'lucide-react';
import { useMoment } from '../../account/use-moment.js';
import { useText } from '../../texts/index.js';
import { useChange } from '../parts/use-change.js';
import { backupCalls, backupKeys, isGoing, percentOfBackup, percentOfDrill } from './backup-wire.js';
import type { Backup, DrillJob } from './backup-wire.js';

/** A backup that is being made. */
export function BackupGoing({ backup }: { readonly backup: Backup }) {
  const text = useText();
  const words =
    backup.progress === null
      ? text('health.backupWaits')
      : text('health.backupTables', { ...backup.progress });
  return (
    <div className="rt-health-going">
      <b>{text('health.backingUp')}</b>
      <Progress percent={percentOfBackup(backup)} aria-label={text('health.backingUp')} />
      <span className="dg-t2">{words}</span>
    </div>
  );
}

function DrillGoing({ job }: { readonly job: DrillJob }) {
  const text = useText();
  const { start, isPending } = useChange({
    send: (id: string) => backupCalls.cancel(id),
    renews: [backupKeys.all],
  });
  return (
    <div className="rt-health-going">
      <b>{text('health.drilling')}</b>
      <Progress percent={percentOfDrill(job)} aria-label={text('health.drilling')} />
      <span className="dg-t2">
        {job.cancelAsked ? text('health.drillEnds') : (job.step?.sentence ?? text('health.drillWaits'))}
      </span>
      <Button
        icon={<Ban size={16} aria-hidden="true" />}
        disabled={isPending || job.cancelAsked}
        onClick={() => start(job.id)}
      >
        {text('health.endDrill')}
      </Button>
    </div>
  );
}

/** The newest drill: how far it is, or what came of it. */
export function DrillOutcome({ job }: { readonly job: DrillJob }) {
  const text = useText();
  const moment = useMoment();
  if (isGoing(job)) return <DrillGoing job={job} />;
  const at = moment(job.finishedAt);
  if (job.state === 'done')
    return (
      <p className="rt-health-outcome is-ok">
        <CircleCheck size={16} aria-hidden="true" /> {text('health.drillDone', { at })}
      </p>
    );
  if (job.state === 'cancelled') return <p className="dg-t3">{text('health.drillCancelled', { at })}</p>;
  return (
    <p className="rt-health-outcome is-fail">
      <CircleX size={16} aria-hidden="true" />{' '}
      {text('health.drillFailed', { at, why: job.problem?.detail ?? '—' })}
    </p>
  );
}
