import { Button } from 'antd';
import { LogOut } from 'lucide-react';
import { ScrollTable, StatusSeal } from '@dougong/ui/shell';
import { useText } from '../texts/index.js';
import type { OwnSession } from './calls.js';
import { browserOf } from './browser-of.js';
import { useMoment } from './use-moment.js';

interface SessionTableProps {
  /** Whose they are; one's own when left out. */
  readonly label?: string;
  readonly sessions: readonly OwnSession[];
  readonly isPending: boolean;
  onEnd(id: string): void;
}

/** Sessions with where they came from, the one in use marked. */
export function SessionTable({ label, sessions, isPending, onEnd }: SessionTableProps) {
  const text = useText();
  const moment = useMoment();
  return (
    <ScrollTable label={label ?? text('identity.sessions')}>
      <table className="rt-ledger-table is-roomy">
        <thead>
          <tr>
            <th scope="col">{text('identity.browser')}</th>
            <th scope="col">{text('identity.ip')}</th>
            <th scope="col">{text('identity.since')}</th>
            <th scope="col">{text('identity.lastSeen')}</th>
            <th scope="col">
              <span className="dg-sr">{text('organisation.actions')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {sessions.map(({ id, agent, ip, createdAt, lastSeenAt, current }) => (
            <tr key={id}>
              <th scope="row">
                {browserOf(agent) ?? text('identity.unknownBrowser')}{' '}
                {current ? <StatusSeal tone="done">{text('identity.thisOne')}</StatusSeal> : null}
              </th>
              <td className="dg-code">{ip ?? '—'}</td>
              <td>{moment(createdAt)}</td>
              <td>{moment(lastSeenAt)}</td>
              <td className="is-end">
                {current ? null : (
                  <Button
                    type="text"
                    icon={<LogOut size={16} />}
                    disabled={isPending}
                    aria-label={text('identity.endOne')}
                    title={text('identity.endOne')}
                    onClick={() => onEnd(id)}
                  />
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollTable>
  );
}
