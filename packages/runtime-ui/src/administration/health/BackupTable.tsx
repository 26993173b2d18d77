import { Button } from 'antd';
import { LifeBuoy } from 'lucide-react';
import { ScrollTable, StatusSeal } from '@dougong/ui/shell';
import type { SealTone } from '@dougong/ui/shell';
import { useMoment } from '../../account/use-moment.js';
import { useText } from '../../texts/index.js';
import { sizeText } from './figures.js';
import type { Backup } from './backup-wire.js';

const COLUMNS = ['at', 'state', 'size', 'file'] as const;
const TONES: Readonly<Record<Backup['state'], SealTone>> = {
  waiting: 'waiting',
  running: 'waiting',
  done: 'done',
  failed: 'refused',
};

interface BackupTableProps {
  readonly backups: readonly Backup[];
  /** A drill is under way. */
  readonly isBusy: boolean;
  onDrill(backup: string): void;
}

/** The newest backups, and a drill with each that is still there. */
export function BackupTable({ backups, isBusy, onDrill }: BackupTableProps) {
  const text = useText();
  const moment = useMoment();
  if (backups.length === 0) return <p className="dg-t3">{text('health.noBackups')}</p>;
  return (
    <ScrollTable label={text('health.backups')}>
      <table className="rt-ledger-table is-roomy">
        <thead>
          <tr>
            {COLUMNS.map((column) => (
              <th key={column} scope="col" className={column === 'size' ? 'is-end' : ''}>
                {text(`health.backup_${column}`)}
              </th>
            ))}
            <th scope="col">
              <span className="dg-sr">{text('organisation.actions')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {backups.map(({ id, askedAt, state, bytes, file, failure, removedAt }) => (
            <tr key={id} className={removedAt === null ? undefined : 'is-gone'}>
              <th scope="row">{moment(askedAt)}</th>
              <td>
                <StatusSeal tone={TONES[state]}>
                  {text(`health.backupState_${removedAt === null ? state : 'removed'}`)}
                </StatusSeal>
              </td>
              <td className="is-end">{bytes === null ? '—' : sizeText(String(bytes))}</td>
              <td className="rt-health-why dg-code">{failure ?? file}</td>
              <td className="is-end">
                {state === 'done' && removedAt === null ? (
                  <Button
                    type="text"
                    icon={<LifeBuoy size={16} aria-hidden="true" />}
                    disabled={isBusy}
                    aria-label={text('health.drillOne', { at: moment(askedAt) })}
                    title={text('health.drill')}
                    onClick={() => onDrill(id)}
                  />
                ) : null}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollTable>
  );
}
