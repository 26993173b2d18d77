import { Link } from 'react-router';
import { ScanLine } from 'lucide-react';
import { useLocalized } from '@dougong/ui/i18n';
import { ScrollTable, StatusSeal } from '@dougong/ui/shell';
import { useMoment } from '../../account/use-moment.js';
import { paths } from '../../paths.js';
import { useText } from '../../texts/index.js';
import { searchOf } from './scan-filter.js';
import type { ScanDevice, ScanPoint } from './scan-wire.js';

function WaitingLink({ waiting, to, label }: { waiting: number; to: string; label: string }) {
  const text = useText();
  return waiting === 0 ? (
    <span className="dg-t3">{text('scans.nothingWaits')}</span>
  ) : (
    <Link
      to={to}
      className="is-alarming"
      aria-label={text('scans.waitingAt', { count: waiting, name: label })}
    >
      {text('scans.waiting', { count: waiting })}
    </Link>
  );
}

function Point({ point }: { readonly point: ScanPoint }) {
  const text = useText();
  const title = useLocalized();
  const name = title(point.title ?? undefined) || point.key;
  const forms = point.codes.map(({ form, title: said }) => title(said ?? undefined) || form);
  return (
    <li className="rt-scan-point">
      <span className="rt-scan-point-name">
        <ScanLine size={16} aria-hidden="true" />
        <b>{name}</b>
        <span className="dg-code dg-t3">{point.key}</span>
      </span>
      <span className="dg-t2">
        {point.title === null
          ? text('scans.pointGone')
          : text('scans.knows', { forms: forms.join(text('and')) })}
      </span>
      <WaitingLink
        waiting={point.waiting}
        label={name}
        to={paths.scans(searchOf({ state: 'exception', point: point.key }))}
      />
    </li>
  );
}

/** Where devices scan, and how much waits there. */
export function ScanPointList({ points }: { readonly points: readonly ScanPoint[] }) {
  const text = useText();
  return (
    <ul className="rt-scan-points" aria-label={text('scans.points')}>
      {points.map((point) => (
        <Point key={point.key} point={point} />
      ))}
    </ul>
  );
}

const COLUMNS = ['device', 'seen', 'key', 'used', 'waits'] as const;

function Keys({ device }: { readonly device: ScanDevice }) {
  const text = useText();
  const moment = useMoment();
  if (device.keys.length === 0) return <span className="is-alarming">{text('scans.noKey')}</span>;
  return device.keys.map(({ id, prefix, name, expiresAt }) => (
    <span key={id} className="rt-scan-key">
      <span className="dg-code">{prefix}…</span> {name}
      {expiresAt === null ? null : (
        <small className="dg-t2">{text('scans.until', { at: moment(expiresAt) })}</small>
      )}
    </span>
  ));
}

function Device({ device }: { readonly device: ScanDevice }) {
  const text = useText();
  const title = useLocalized();
  const moment = useMoment();
  const lastPoint = title(device.lastPoint.title ?? undefined) || device.lastPoint.key;
  const used = device.keys.flatMap(({ lastUsedAt }) => lastUsedAt ?? []).toSorted();
  return (
    <tr>
      <th scope="row">
        {device.name}
        {device.active ? null : (
          <>
            {' '}
            <StatusSeal tone="draft">{text('scans.deviceGone')}</StatusSeal>
          </>
        )}
        <small className="dg-code dg-t2">{device.login}</small>
      </th>
      <td>
        {moment(device.lastScanAt)}
        <small className="dg-t2">{lastPoint}</small>
      </td>
      <td>
        <Keys device={device} />
      </td>
      <td>{moment(used.at(-1) ?? null)}</td>
      <td>
        <WaitingLink
          waiting={device.waiting}
          label={device.name}
          to={paths.scans(searchOf({ state: 'exception', device: device.id }))}
        />
      </td>
    </tr>
  );
}

/** Which devices scan, when each was last seen, and with which key it comes. */
export function DeviceTable({ devices }: { readonly devices: readonly ScanDevice[] }) {
  const text = useText();
  return (
    <ScrollTable label={text('scans.devices')}>
      <table className="rt-ledger-table is-roomy rt-fl-table">
        <thead>
          <tr>
            {COLUMNS.map((column) => (
              <th key={column} scope="col">
                {text(`scans.device_${column}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {devices.map((device) => (
            <Device key={device.id} device={device} />
          ))}
        </tbody>
      </table>
    </ScrollTable>
  );
}
