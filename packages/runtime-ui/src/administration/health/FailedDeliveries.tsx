import { Button } from 'antd';
import { RotateCw, Send } from 'lucide-react';
import { Link } from 'react-router';
import { useQuery } from '@tanstack/react-query';
import { useLocalized } from '@dougong/ui/i18n';
import { ProblemPanel, ScrollTable } from '@dougong/ui/shell';
import { useMoment } from '../../account/use-moment.js';
import { paths } from '../../paths.js';
import { useText } from '../../texts/index.js';
import { channelCalls, channelKeys } from '../channels/channel-wire.js';
import type { Delivery } from '../channels/channel-wire.js';
import { AdminListBody } from '../parts/AdminListBody.js';
import { useChange } from '../parts/use-change.js';
import { healthKeys } from './health-wire.js';

const COLUMNS = ['about', 'place', 'why', 'when'] as const;

interface RowProps {
  readonly entry: Delivery;
  readonly isPending: boolean;
  onResend(): void;
}

function Row({ entry, isPending, onResend }: RowProps) {
  const text = useText();
  const title = useLocalized();
  const moment = useMoment();
  const { about, place, lastError, createdAt } = entry;
  const name = typeof about === 'string' ? about : title(about ?? undefined);
  return (
    <tr>
      <th scope="row">{name}</th>
      <td className="dg-code">{place}</td>
      <td className="rt-health-why">{lastError ?? '—'}</td>
      <td>{moment(createdAt)}</td>
      <td className="is-end">
        <Button
          type="text"
          icon={<RotateCw size={16} aria-hidden="true" />}
          disabled={isPending}
          aria-label={text('health.resendOne', { name })}
          title={text('health.resend')}
          onClick={onResend}
        />
      </td>
    </tr>
  );
}

/** Messages to channels and webhooks that were given up: why, and a way to send one or all of them again. */
export function FailedDeliveries() {
  const text = useText();
  const { data, error, refetch } = useQuery({
    queryKey: [...channelKeys.all, 'deliveries', 'failed'],
    queryFn: () => channelCalls.deliveries({ state: 'failed' }),
  });
  const failed = data?.data ?? [];
  const { start, problem, isPending } = useChange({
    send: (ids: readonly string[]) => channelCalls.resend(ids),
    renews: [channelKeys.all, healthKeys.all],
  });
  return (
    <AdminListBody
      problem={data === undefined ? error : null}
      onRetry={() => void refetch()}
      isLoading={data === undefined}
      isEmpty={failed.length === 0}
      empty={<p className="dg-t3">{text('health.noFailedDeliveries')}</p>}
    >
      <div className="rt-health-buttons">
        <Button
          icon={<Send size={16} aria-hidden="true" />}
          disabled={isPending}
          onClick={() => start(failed.map(({ id }) => id))}
        >
          {text('health.resendAll', { count: failed.length })}
        </Button>
        <Link to={paths.channels()}>{text('health.toChannels')}</Link>
      </div>
      {problem === null ? null : <ProblemPanel problem={problem} />}
      <ScrollTable label={text('health.failedDeliveries')}>
        <table className="rt-ledger-table is-roomy">
          <thead>
            <tr>
              {COLUMNS.map((column) => (
                <th key={column} scope="col">
                  {text(`health.delivery_${column}`)}
                </th>
              ))}
              <th scope="col">
                <span className="dg-sr">{text('organisation.actions')}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {failed.map((entry) => (
              <Row key={entry.id} entry={entry} isPending={isPending} onResend={() => start([entry.id])} />
            ))}
          </tbody>
        </table>
      </ScrollTable>
    </AdminListBody>
  );
}
