import { useState } from 'react';
import { Button, Select } from 'antd';
import { useInfiniteQuery } from '@tanstack/react-query';
import { RotateCw } from 'lucide-react';
import { useLocalized } from '@dougong/ui/i18n';
import { EmptyState, ProblemPanel, ScrollTable, StatusSeal } from '@dougong/ui/shell';
import { useMoment } from '../../account/use-moment.js';
import { useText } from '../../texts/index.js';
import { MoreButton } from '../instances/MoreButton.js';
import { AdminListBody } from '../parts/AdminListBody.js';
import { useChange } from '../parts/use-change.js';
import { usePeople } from '../queries.js';
import { channelCalls, channelKeys, type Delivery } from './channel-wire.js';

const STATES = ['all', 'failed', 'waiting', 'delivered'] as const;
const TONES = { waiting: 'waiting', delivered: 'done', failed: 'refused' } as const;
const COLUMNS = ['about', 'place', 'state', 'attempts', 'at'] as const;

interface RowProps {
  readonly entry: Delivery;
  readonly person: string | undefined;
  readonly isPending: boolean;
  onResend(): void;
}

function Row({ entry, person, isPending, onResend }: RowProps) {
  const text = useText();
  const title = useLocalized();
  const moment = useMoment();
  const { about, place, state, attempts, lastError, nextAt, createdAt, deliveredAt } = entry;
  const name = typeof about === 'string' ? about : title(about ?? undefined);
  return (
    <tr>
      <th scope="row">
        {name}
        {person === undefined ? null : <div className="dg-t3">{person}</div>}
      </th>
      <td className="dg-code">{place}</td>
      <td>
        <StatusSeal tone={TONES[state]}>{text(`channels.delivery_${state}`)}</StatusSeal>
        {lastError === null || state === 'delivered' ? null : <div className="dg-t3">{lastError}</div>}
        {state === 'waiting' && nextAt !== null ? (
          <div className="dg-t3">{text('channels.nextAt', { at: moment(nextAt) })}</div>
        ) : null}
      </td>
      <td>{attempts}</td>
      <td>{moment(deliveredAt ?? createdAt)}</td>
      <td className="is-end">
        <Button
          type="text"
          icon={<RotateCw size={16} />}
          disabled={isPending}
          aria-label={text('channels.resendOne', { name })}
          title={text('channels.resend')}
          onClick={onResend}
        />
      </td>
    </tr>
  );
}

function useDeliveries(filter: { readonly state?: string }) {
  return useInfiniteQuery({
    queryKey: [...channelKeys.all, 'deliveries', filter],
    queryFn: ({ pageParam }) =>
      channelCalls.deliveries({ ...filter, ...(pageParam === undefined ? {} : { cursor: pageParam }) }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor,
  });
}

/** What went out, what waits and what was given up, with the reason; and a way to send it once more. */
export function DeliveryTable() {
  const text = useText();
  const [state, setState] = useState<(typeof STATES)[number]>('all');
  const { data: people } = usePeople('all');
  const log = useDeliveries(state === 'all' ? {} : { state });
  const { start, problem, isPending } = useChange({
    send: (id: string) => channelCalls.resend([id]),
    renews: [channelKeys.all],
  });
  const entries = log.data?.pages.flatMap((page) => page.data);
  const nameOf = (user: string | null) => people?.find(({ id }) => id === user)?.name;
  return (
    <section className="rt-msg-section" aria-labelledby="rt-deliveries">
      <h2 id="rt-deliveries">{text('channels.log')}</h2>
      <div className="rt-filters">
        <Select
          aria-label={text('channels.logState')}
          className="rt-fl-filter"
          value={state}
          options={STATES.map((each) => ({ value: each, label: text(`channels.delivery_${each}`) }))}
          onChange={setState}
        />
      </div>
      {problem === null ? null : <ProblemPanel problem={problem} />}
      <AdminListBody
        problem={log.error}
        isLoading={entries === undefined}
        isEmpty={entries?.length === 0}
        empty={
          <EmptyState reason="first" title={text('channels.logNone')} text={text('channels.logNoneText')} />
        }
        onRetry={() => void log.refetch()}
      >
        <ScrollTable label={text('channels.log')}>
          <table className="rt-ledger-table is-roomy rt-org-table">
            <thead>
              <tr>
                {COLUMNS.map((column) => (
                  <th key={column} scope="col">
                    {text(`channels.log_${column}`)}
                  </th>
                ))}
                <th scope="col">
                  <span className="dg-sr">{text('organisation.actions')}</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {(entries ?? []).map((entry) => (
                <Row
                  key={entry.id}
                  entry={entry}
                  person={nameOf(entry.user)}
                  isPending={isPending}
                  onResend={() => start(entry.id)}
                />
              ))}
            </tbody>
          </table>
        </ScrollTable>
      </AdminListBody>
      <MoreButton
        hasMore={log.hasNextPage}
        isLoading={log.isFetchingNextPage}
        onMore={() => void log.fetchNextPage()}
      />
    </section>
  );
}
