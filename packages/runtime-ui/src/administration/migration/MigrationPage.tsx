import { useState } from 'react';
import { Button } from 'antd';
import { useParams } from 'react-router';
import { useLocalized } from '@dougong/ui/i18n';
import { formatMoment } from '@dougong/ui/numbers';
import { EmptyState, StatusSeal } from '@dougong/ui/shell';
import { useNow } from '../../data/clock.js';
import { useApplication } from '../../data/queries.js';
import { PageProblem } from '../../parts/PageProblem.js';
import { useText } from '../../texts/index.js';
import { AdminPage } from '../parts/AdminPage.js';
import { StackedBar } from '../parts/StackedBar.js';
import { useFlows } from '../queries.js';
import type { Instance, Migration } from '../wire.js';
import { MigrationOutcome } from './MigrationOutcome.js';
import { MigrationPlan } from './MigrationPlan.js';
import { followersOf } from './node-mapping.js';
import { useMigrations, useProgress, useUnderWay } from './use-migration.js';

/** Versions of a flow, how many instances follow each, and which one they would move to. */
function Followers({
  instances,
  inForce,
}: {
  readonly instances: readonly Instance[];
  readonly inForce: number;
}) {
  const text = useText();
  const followers = followersOf(instances);
  const most = Math.max(...followers.map(([, count]) => count));
  return (
    <table className="rt-ledger-table rt-mig-versions">
      <caption className="dg-sr">{text('migration.versions')}</caption>
      <tbody>
        {followers.map(([release, count]) => (
          <tr key={release}>
            <th scope="row">
              {text('flow.release', { number: release })}{' '}
              {release === inForce ? <StatusSeal tone="done">{text('migration.inForce')}</StatusSeal> : null}
            </th>
            <td className="rt-mig-bar">
              <StackedBar
                full={most}
                pieces={[{ id: 'count', value: count, tone: release === inForce ? 'good' : 'plain' }]}
              />
            </td>
            <td className="is-end">{text('migration.running', { count })}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** A migration under way or over. */
function Running({
  flow,
  job,
  known,
  onAgain,
}: {
  readonly flow: string;
  readonly job: Migration;
  readonly known: readonly Instance[];
  onAgain(): void;
}) {
  const text = useText();
  const { data: now = job, error, refetch } = useProgress(flow, job);
  const isOver = now.finishedAt !== null;
  return (
    <section className="dg-card rt-mig-step" aria-live="polite">
      <div className="dg-card-head">
        <h2>
          {text(isOver ? 'migration.over' : 'migration.underWay', {
            done: now.total - now.waiting,
            total: now.total,
          })}
        </h2>
      </div>
      <div className="rt-mig-body">
        <MigrationOutcome migration={now} known={known} />
        {error === null ? null : <PageProblem problem={error} onRetry={() => void refetch()} />}
        {isOver && now.refused === 0 ? null : (
          <p className="dg-t2">{text(isOver ? 'migration.overNote' : 'migration.underWayNote')}</p>
        )}
        {isOver ? (
          <Button onClick={onAgain}>
            {job.left > 0 ? text('migration.goOn', { count: job.left }) : text('migration.again')}
          </Button>
        ) : null}
      </div>
    </section>
  );
}

function History({ flow }: { readonly flow: string }) {
  const text = useText();
  const now = useNow();
  const { data: jobs = [] } = useMigrations(flow);
  if (jobs.length === 0) return null;
  return (
    <section className="dg-card" aria-labelledby="rt-mig-history">
      <div className="dg-card-head">
        <h2 id="rt-mig-history">{text('migration.history')}</h2>
      </div>
      <ul className="rt-mig-history">
        {jobs.map((job) => (
          <li key={job.id}>
            <time dateTime={job.startedAt}>{formatMoment(job.startedAt, now)}</time>
            <span>{text('migration.jobTo', { release: job.to })}</span>
            <span className="dg-t2">
              {text('migration.jobCounts', { moved: job.moved, refused: job.refused, ended: job.ended })}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function MigrationBody({
  flow,
  instances,
  inForce,
}: {
  readonly flow: string;
  readonly instances: readonly Instance[];
  readonly inForce: number;
}) {
  const text = useText();
  const [job, setJob] = useState<Migration>();
  const older = instances.filter((instance) => instance.flow.release !== inForce);
  return (
    <div className="rt-mig">
      {instances.length === 0 ? null : (
        <section className="dg-card">
          <Followers instances={instances} inForce={inForce} />
        </section>
      )}
      {job !== undefined ? (
        <Running flow={flow} job={job} known={instances} onAgain={() => setJob(undefined)} />
      ) : older.length === 0 ? (
        <EmptyState reason="first" title={text('migration.none')} text={text('migration.noneText')} />
      ) : (
        <MigrationPlan flow={flow} instances={instances} inForce={inForce} onStarted={setJob} />
      )}
      <History flow={flow} />
    </div>
  );
}

/** Moves flows under way to the version in force: what would happen, which nodes take whose place, and how far it is. */
export function MigrationPage() {
  const { flow = '' } = useParams();
  const text = useText();
  const title = useLocalized();
  const { data: app } = useApplication();
  const entry = useFlows().find(({ key }) => key === flow);
  const { data: instances, error, refetch } = useUnderWay(flow);
  const inForce = app?.release.number;
  return (
    <AdminPage
      title={text('migration.of', { title: title(entry?.title) })}
      note={inForce === undefined ? null : text('migration.note', { release: inForce })}
      problem={error}
      isLoading={instances === undefined || inForce === undefined}
      onRetry={() => void refetch()}
    >
      <MigrationBody flow={flow} instances={instances ?? []} inForce={inForce ?? 0} />
    </AdminPage>
  );
}
