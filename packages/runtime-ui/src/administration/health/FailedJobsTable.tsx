import { Button } from 'antd';
import { RefreshCw } from 'lucide-react';
import { useQuery } from '@tanstack/react-query';
import { useLocalized } from '@dougong/ui/i18n';
import { ProblemPanel, ScrollTable } from '@dougong/ui/shell';
import { useMoment } from '../../account/use-moment.js';
import { useText } from '../../texts/index.js';
import { AdminListBody } from '../parts/AdminListBody.js';
import { useChange } from '../parts/use-change.js';
import { healthCalls, healthKeys } from './health-wire.js';

const COLUMNS = ['job', 'why', 'who', 'when'] as const;

/** Jobs that were given up: why, and the button that lets them go on where they were. */
export function FailedJobsTable() {
  const text = useText();
  const title = useLocalized();
  const moment = useMoment();
  const { data, error, refetch } = useQuery({
    queryKey: [...healthKeys.all, 'jobs'],
    queryFn: healthCalls.failedJobs,
  });
  const { start, problem, isPending } = useChange({ send: healthCalls.retry, renews: [healthKeys.all] });
  return (
    <AdminListBody
      problem={error}
      onRetry={() => void refetch()}
      isLoading={data === undefined}
      isEmpty={data?.data.length === 0}
      empty={<p className="dg-t3">{text('health.noFailedJobs')}</p>}
    >
      {problem === null ? null : <ProblemPanel problem={problem} />}
      <ScrollTable label={text('health.failedJobs')}>
        <table className="rt-ledger-table is-roomy">
          <thead>
            <tr>
              {COLUMNS.map((column) => (
                <th key={column} scope="col">
                  {text(`health.job_${column}`)}
                </th>
              ))}
              <th scope="col">
                <span className="dg-sr">{text('organisation.actions')}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {(data?.data ?? []).map((job) => (
              <tr key={job.id}>
                <th scope="row">{title(job.title)}</th>
                <td className="rt-health-why">{job.problem?.detail ?? '—'}</td>
                <td>{data?.users[job.createdBy] ?? '—'}</td>
                <td>{moment(job.finishedAt)}</td>
                <td className="is-end">
                  <Button
                    icon={<RefreshCw size={16} aria-hidden="true" />}
                    disabled={isPending || !job.retryable}
                    aria-label={text('health.retryOne', { name: title(job.title) })}
                    onClick={() => start(job.id)}
                  >
                    {text('health.retry')}
                  </Button>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollTable>
    </AdminListBody>
  );
}
