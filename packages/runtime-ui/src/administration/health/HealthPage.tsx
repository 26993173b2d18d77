import { Button } from 'antd';
import { CircleAlert, CircleCheck, CircleX, RefreshCw } from 'lucide-react';
import { useQuery } from '@tanstack/react-query';
import { EmptyState, FactStrip, StatusSeal } from '@dougong/ui/shell';
import type { SealTone } from '@dougong/ui/shell';
import { useUser } from '../../session/session.js';
import { useText } from '../../texts/index.js';
import { AdminListBody } from '../parts/AdminListBody.js';
import { AdminPage } from '../parts/AdminPage.js';
import { BackupSection } from './BackupSection.js';
import { FailedDeliveries } from './FailedDeliveries.js';
import { FailedJobsTable } from './FailedJobsTable.js';
import { sizeText } from './figures.js';
import { healthCalls, healthKeys } from './health-wire.js';
import type { Health, HealthFinding, Level } from './health-wire.js';
import { QueueTable } from './QueueTable.js';
import { SlowTable } from './SlowTable.js';
import './health.css';

/** Whoever leaves the page open sees what becomes of it. */
const LOOK_AGAIN_MS = 30_000;

const TONES: Readonly<Record<Level, SealTone>> = { ok: 'done', warn: 'warning', fail: 'refused' };
const ICONS = { ok: CircleCheck, warn: CircleAlert, fail: CircleX } as const;

function Findings({ findings }: { readonly findings: readonly HealthFinding[] }) {
  return (
    <ul className="rt-health-findings">
      {findings.map(({ check, code, level, text }, at) => {
        const Icon = ICONS[level];
        return (
          <li key={`${check}-${code}-${at}`} className={`is-${level}`}>
            <Icon size={16} aria-hidden="true" />
            <span>{text}</span>
          </li>
        );
      })}
    </ul>
  );
}

/** What needs somebody first; what is well can be unfolded. */
function Checks({ findings }: { readonly findings: readonly HealthFinding[] }) {
  const text = useText();
  const of = (level: Level) => findings.filter((each) => each.level === level);
  const well = of('ok');
  return (
    <section aria-labelledby="rt-health-checks" className="rt-health-section">
      <h2 id="rt-health-checks">{text('health.checks')}</h2>
      <Findings findings={[...of('fail'), ...of('warn')]} />
      <details>
        <summary>{text('health.wellOnes', { count: well.length })}</summary>
        <Findings findings={well} />
      </details>
    </section>
  );
}

function Report({ health }: { readonly health: Health }) {
  const text = useText();
  return (
    <>
      <FactStrip
        label={text('health.title')}
        facts={[
          { id: 'database', label: text('health.database'), value: sizeText(health.storage.databaseBytes) },
          { id: 'files', label: text('health.files'), value: sizeText(health.storage.filesBytes) },
          { id: 'version', label: text('health.version'), value: health.version },
        ]}
      />
      <Checks findings={health.findings} />
      <section aria-labelledby="rt-health-queues" className="rt-health-section">
        <h2 id="rt-health-queues">{text('health.queues')}</h2>
        <QueueTable figures={health.queues} />
      </section>
      <BackupSection />
      <section aria-labelledby="rt-health-deliveries" className="rt-health-section">
        <h2 id="rt-health-deliveries">{text('health.failedDeliveries')}</h2>
        <FailedDeliveries />
      </section>
      <section aria-labelledby="rt-health-slow" className="rt-health-section">
        <h2 id="rt-health-slow">{text('health.slow')}</h2>
        <SlowTable works={health.slow} budgetMs={health.saveBudgetMs} />
      </section>
      <section aria-labelledby="rt-health-jobs" className="rt-health-section">
        <h2 id="rt-health-jobs">{text('health.failedJobs')}</h2>
        <FailedJobsTable />
      </section>
    </>
  );
}

/** How the installation is: what needs somebody, what waits, what was given up. */
export function HealthPage() {
  const text = useText();
  const { rights } = useUser();
  const { data, error, refetch, isFetching } = useQuery({
    queryKey: [...healthKeys.all, 'report'],
    queryFn: healthCalls.health,
    refetchInterval: LOOK_AGAIN_MS,
    enabled: rights.administer,
  });
  if (!rights.administer)
    return (
      <AdminPage title={text('health.title')}>
        <EmptyState reason="noRight" />
      </AdminPage>
    );
  return (
    <AdminPage
      title={text('health.title')}
      note={text('health.note')}
      seal={
        data === undefined ? null : (
          <StatusSeal tone={TONES[data.level]}>{text(`health.level_${data.level}`)}</StatusSeal>
        )
      }
      actions={
        <Button
          icon={<RefreshCw size={16} aria-hidden="true" />}
          loading={isFetching}
          onClick={() => void refetch()}
        >
          {text('health.again')}
        </Button>
      }
    >
      <AdminListBody
        problem={data === undefined ? error : null}
        onRetry={() => void refetch()}
        isLoading={data === undefined}
        isEmpty={false}
        empty={null}
      >
        {data === undefined ? null : <Report health={data} />}
      </AdminListBody>
    </AdminPage>
  );
}
