import { useEffect, useRef } from 'react';
import { Button } from 'antd';
import { DatabaseBackup, LifeBuoy } from 'lucide-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { FactStrip, ProblemPanel } from '@dougong/ui/shell';
import { useMoment } from '../../account/use-moment.js';
import { useText } from '../../texts/index.js';
import type { Text } from '../../texts/index.js';
import { AdminListBody } from '../parts/AdminListBody.js';
import { useChange } from '../parts/use-change.js';
import { BackupGoing, DrillOutcome } from './BackupGoing.js';
import { BackupTable } from './BackupTable.js';
import { backupCalls, backupKeys, backupUnderWay, isGoing, lookAgain } from './backup-wire.js';
import type { Backups } from './backup-wire.js';
import { agoText, spanText } from './figures.js';
import { healthKeys } from './health-wire.js';

function useBackups() {
  return useQuery({
    queryKey: [...backupKeys.all, 'list'],
    queryFn: backupCalls.list,
    refetchInterval: ({ state }) => lookAgain(backupUnderWay(state.data) !== undefined),
  });
}

function useLastDrill() {
  return useQuery({
    queryKey: [...backupKeys.all, 'drill'],
    queryFn: backupCalls.lastDrill,
    refetchInterval: ({ state }) => lookAgain(isGoing(state.data)),
  });
}

function Facts({ backups }: { readonly backups: Backups }) {
  const text = useText();
  const moment = useMoment();
  const { lastGood, lastDrill, schedule } = backups;
  const never = text('health.never');
  return (
    <FactStrip
      label={text('health.backups')}
      facts={[
        {
          id: 'backup',
          label: text('health.lastBackup'),
          value: lastGood === null ? never : agoText(lastGood.ageSeconds, text),
          ...(lastGood === null ? {} : { note: moment(lastGood.at) }),
        },
        {
          id: 'drill',
          label: text('health.lastDrill'),
          value: lastDrill === null ? never : agoText(lastDrill.ageSeconds, text),
          ...(lastDrill === null ? {} : { note: text('health.drillFound', { ...lastDrill }) }),
        },
        { id: 'schedule', label: text('health.schedule'), value: scheduleText(schedule, text) },
      ]}
    />
  );
}

function scheduleText({ folder, everySeconds, keep }: Backups['schedule'], text: Text): string {
  if (folder === null) return text('health.noFolder');
  if (everySeconds === null) return text('health.byHand');
  return text('health.every', { span: spanText(everySeconds, text), keep });
}

/** What comes to its end, or is begun by somebody else, changes the ages that are told and what the doctor finds. */
function useRenewedAfter(underWay: string): void {
  const client = useQueryClient();
  const before = useRef(underWay);
  useEffect(() => {
    if (before.current === underWay) return;
    before.current = underWay;
    void client.invalidateQueries({ queryKey: healthKeys.all });
  }, [client, underWay]);
}

/** Backups and drills: how old the last ones are, and one press of a button for the next. */
export function BackupSection() {
  const text = useText();
  const backups = useBackups();
  const drill = useLastDrill();
  const renews = [backupKeys.all, healthKeys.all];
  const make = useChange({ send: () => backupCalls.make(), renews });
  const begin = useChange({ send: (backup: string) => backupCalls.drill(backup), renews });
  const making = backupUnderWay(backups.data);
  useRenewedAfter(`${making?.id ?? ''} ${isGoing(drill.data) ? (drill.data?.id ?? '') : ''}`);
  const hasFolder = backups.data?.schedule.folder != null;
  const fault = make.problem ?? begin.problem;
  return (
    <section aria-labelledby="rt-health-backups" className="rt-health-section">
      <h2 id="rt-health-backups">{text('health.backups')}</h2>
      <AdminListBody
        problem={backups.data === undefined ? backups.error : null}
        onRetry={() => void backups.refetch()}
        isLoading={backups.data === undefined}
        isEmpty={false}
        empty={null}
      >
        {backups.data === undefined ? null : <Facts backups={backups.data} />}
        <div className="rt-health-buttons">
          <Button
            type="primary"
            icon={<DatabaseBackup size={16} aria-hidden="true" />}
            disabled={!hasFolder || making !== undefined || make.isPending}
            onClick={() => make.start(undefined)}
          >
            {text('health.backUp')}
          </Button>
          <Button
            icon={<LifeBuoy size={16} aria-hidden="true" />}
            disabled={isGoing(drill.data) || begin.isPending}
            onClick={() => begin.start('last')}
          >
            {text('health.drill')}
          </Button>
          <p className="dg-t3">{text(hasFolder ? 'health.drillNote' : 'health.noFolderNote')}</p>
        </div>
        {fault === null ? null : <ProblemPanel problem={fault} />}
        <div aria-live="polite" className="rt-health-going-all">
          {making === undefined ? null : <BackupGoing backup={making} />}
          {drill.data == null ? null : <DrillOutcome job={drill.data} />}
        </div>
        <BackupTable
          backups={backups.data?.data ?? []}
          isBusy={isGoing(drill.data) || begin.isPending}
          onDrill={begin.start}
        />
      </AdminListBody>
    </section>
  );
}
