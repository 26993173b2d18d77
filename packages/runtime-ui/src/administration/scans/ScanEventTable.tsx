import { useState } from 'react';
import { Button } from 'antd';
import { Ban, PencilLine, RefreshCw } from 'lucide-react';
import { Link } from 'react-router';
import { useLocalized } from '@dougong/ui/i18n';
import { ProblemPanel, ScrollTable } from '@dougong/ui/shell';
import { useIsPhone } from '@dougong/ui/theme';
import { useMoment } from '../../account/use-moment.js';
import { paths } from '../../paths.js';
import { useText } from '../../texts/index.js';
import { useChange } from '../parts/use-change.js';
import { DismissDialog, OtherCodeDialog } from './ScanDialogs.js';
import { scanCalls, scanKeys, type ScanEvent } from './scan-wire.js';

const COLUMNS = ['code', 'became', 'place', 'when'] as const;

type Asked = 'other' | 'dismiss';

interface ActsProps {
  readonly event: ScanEvent;
  readonly isPending: boolean;
  onRetry(event: ScanEvent): void;
  onAsk(event: ScanEvent, asked: Asked): void;
}

function Acts({ event, isPending, onRetry, onAsk }: ActsProps) {
  const text = useText();
  if (event.state !== 'exception' && event.state !== 'resolving') return null;
  return (
    <span className="rt-scan-acts">
      <Button
        size="small"
        icon={<RefreshCw size={14} aria-hidden="true" />}
        disabled={isPending}
        aria-label={text('scans.retryOne', { code: event.code })}
        onClick={() => onRetry(event)}
      >
        {text('scans.retry')}
      </Button>
      <Button
        size="small"
        icon={<PencilLine size={14} aria-hidden="true" />}
        disabled={isPending}
        aria-label={text('scans.otherOne', { code: event.code })}
        onClick={() => onAsk(event, 'other')}
      >
        {text('scans.other')}
      </Button>
      <Button
        size="small"
        danger
        icon={<Ban size={14} aria-hidden="true" />}
        disabled={isPending}
        aria-label={text('scans.dismissOne', { code: event.code })}
        onClick={() => onAsk(event, 'dismiss')}
      >
        {text('scans.dismiss')}
      </Button>
    </span>
  );
}

function Code({ event: { code, quantity } }: { readonly event: ScanEvent }) {
  const text = useText();
  return (
    <>
      <span className="dg-code rt-scan-code">{code}</span>
      {quantity === null ? null : <small className="dg-t2">{text('scans.quantity', { quantity })}</small>}
    </>
  );
}

/** Why nothing came of it, or what did; and who saw to it. */
function Became({ event }: { readonly event: ScanEvent }) {
  const text = useText();
  const moment = useMoment();
  const { form, recordId, settledBy, settledAt, note, cause, state } = event;
  const isOpen = state === 'exception' || state === 'resolving' || state === 'taken';
  return (
    <>
      {cause === undefined || state === 'done' ? null : (
        <span className={isOpen ? 'rt-scan-cause' : 'dg-t2'}>{cause}</span>
      )}
      {form === null || recordId === null ? null : (
        <Link to={paths.record(form, recordId)}>{text('scans.record')}</Link>
      )}
      {settledBy === null || isOpen ? null : (
        <small className="dg-t2">
          {text('scans.settled', { name: settledBy.name, at: moment(settledAt) })}
          {note === null ? null : <q>{note}</q>}
        </small>
      )}
    </>
  );
}

function Place({ event: { point, device } }: { readonly event: ScanEvent }) {
  const title = useLocalized();
  return (
    <>
      {title(point.title ?? undefined) || point.key}
      <small className="dg-t2">{device.name}</small>
    </>
  );
}

type RowProps = ActsProps;

function Row(props: RowProps) {
  const moment = useMoment();
  const { event } = props;
  return (
    <tr>
      <th scope="row">
        <Code event={event} />
      </th>
      <td className="rt-scan-became">
        <Became event={event} />
      </td>
      <td>
        <Place event={event} />
      </td>
      <td>
        <time dateTime={event.at}>{moment(event.at)}</time>
      </td>
      <td className="is-end">
        <Acts {...props} />
      </td>
    </tr>
  );
}

function Card(props: RowProps) {
  const moment = useMoment();
  const { event } = props;
  return (
    <li className="rt-scan-card">
      <span className="rt-card-head">
        <span>
          <Code event={event} />
        </span>
        <time className="dg-t2" dateTime={event.at}>
          {moment(event.at)}
        </time>
      </span>
      <span className="rt-scan-became">
        <Became event={event} />
      </span>
      <span>
        <Place event={event} />
      </span>
      <Acts {...props} />
    </li>
  );
}

interface ScanEventListProps {
  readonly events: readonly ScanEvent[];
  readonly label: string;
}

/** What was scanned and what came of it, a row or on phones a card each. */
export function ScanEventTable({ events, label }: ScanEventListProps) {
  const text = useText();
  const phone = useIsPhone();
  const [asked, setAsked] = useState<{ readonly event: ScanEvent; readonly what: Asked }>();
  const { start, problem, isPending } = useChange({
    send: ({ id }: ScanEvent) => scanCalls.resolve(id),
    renews: [scanKeys.all],
  });
  const close = () => setAsked(undefined);
  const props = (event: ScanEvent): RowProps & { readonly key: string } => ({
    key: event.id,
    event,
    isPending,
    onRetry: start,
    onAsk: (which, what) => setAsked({ event: which, what }),
  });
  const rows = events.map((event) => {
    const { key, ...row } = props(event);
    return phone ? <Card key={key} {...row} /> : <Row key={key} {...row} />;
  });
  return (
    <>
      {problem === null ? null : <ProblemPanel problem={problem} />}
      {phone ? (
        <ul className="rt-cards" aria-label={label}>
          {rows}
        </ul>
      ) : (
        <ScrollTable label={label}>
          <table className="rt-ledger-table is-roomy rt-fl-table">
            <thead>
              <tr>
                {COLUMNS.map((column) => (
                  <th key={column} scope="col">
                    {text(`scans.column_${column}`)}
                  </th>
                ))}
                <th scope="col">
                  <span className="dg-sr">{text('organisation.actions')}</span>
                </th>
              </tr>
            </thead>
            <tbody>{rows}</tbody>
          </table>
        </ScrollTable>
      )}
      {asked?.what === 'other' ? <OtherCodeDialog event={asked.event} onClose={close} /> : null}
      {asked?.what === 'dismiss' ? <DismissDialog event={asked.event} onClose={close} /> : null}
    </>
  );
}
