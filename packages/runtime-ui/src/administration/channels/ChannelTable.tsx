import { Button } from 'antd';
import { Pencil, Send, Trash2 } from 'lucide-react';
import { useLocalized } from '@dougong/ui/i18n';
import { ScrollTable, StatusSeal } from '@dougong/ui/shell';
import { useMoment } from '../../account/use-moment.js';
import { useNow } from '../../data/clock.js';
import { useText } from '../../texts/index.js';
import { channelState, type Channel, type ChannelKind } from './channel-wire.js';

const TONES = { good: 'done', failing: 'warning', paused: 'refused', off: 'draft' } as const;
const COLUMNS = ['name', 'kind', 'state', 'last', 'waiting', 'failed'] as const;

interface ChannelTableProps {
  readonly channels: readonly Channel[];
  readonly kinds: readonly ChannelKind[];
  readonly isTesting: boolean;
  onEdit(channel: Channel): void;
  onTest(channel: Channel): void;
  onRemove(channel: Channel): void;
}

type RowProps = Omit<ChannelTableProps, 'channels'> & { readonly channel: Channel };

function Row({ channel, kinds, isTesting, onEdit, onTest, onRemove }: RowProps) {
  const text = useText();
  const title = useLocalized();
  const moment = useMoment();
  const state = channelState(channel, Date.parse(useNow()));
  const { key, title: name, kind, lastError, deliveredAt, waiting, failed } = channel;
  const acts = [
    { id: 'test', icon: <Send size={16} />, act: () => onTest(channel), disabled: isTesting },
    { id: 'edit', icon: <Pencil size={16} />, act: () => onEdit(channel), disabled: false },
    { id: 'remove', icon: <Trash2 size={16} />, act: () => onRemove(channel), disabled: false },
  ];
  return (
    <tr className={channel.active ? undefined : 'is-gone'}>
      <th scope="row">
        <b>{name}</b> <span className="dg-code">{key}</span>
      </th>
      <td>{title(kinds.find((each) => each.kind === kind)?.title)}</td>
      <td>
        <StatusSeal tone={TONES[state]}>{text(`channels.state_${state}`)}</StatusSeal>
        {lastError === null ? null : <div className="dg-t3">{lastError}</div>}
      </td>
      <td>{deliveredAt === null ? text('channels.never') : moment(deliveredAt)}</td>
      <td>{waiting}</td>
      <td>{failed}</td>
      <td className="is-end">
        {acts.map(({ id, icon, act, disabled }) => (
          <Button
            key={id}
            type="text"
            icon={icon}
            danger={id === 'remove'}
            disabled={disabled}
            aria-label={text(`channels.${id}One`, { name })}
            title={text(`channels.${id}`)}
            onClick={act}
          />
        ))}
      </td>
    </tr>
  );
}

/** The channels and how each is doing. */
export function ChannelTable({ channels, ...rest }: ChannelTableProps) {
  const text = useText();
  return (
    <ScrollTable label={text('channels.title')}>
      <table className="rt-ledger-table is-roomy rt-org-table">
        <thead>
          <tr>
            {COLUMNS.map((column) => (
              <th key={column} scope="col">
                {text(`channels.column_${column}`)}
              </th>
            ))}
            <th scope="col">
              <span className="dg-sr">{text('organisation.actions')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {channels.map((channel) => (
            <Row key={channel.key} channel={channel} {...rest} />
          ))}
        </tbody>
      </table>
    </ScrollTable>
  );
}
