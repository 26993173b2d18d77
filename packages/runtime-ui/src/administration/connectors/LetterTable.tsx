import { Button } from 'antd';
import { Ban, RefreshCw } from 'lucide-react';
import { useQuery } from '@tanstack/react-query';
import { ProblemPanel, ScrollTable } from '@dougong/ui/shell';
import { useMoment } from '../../account/use-moment.js';
import { useText } from '../../texts/index.js';
import { AdminListBody } from '../parts/AdminListBody.js';
import { useChange } from '../parts/use-change.js';
import { connectorCalls, connectorKeys } from './connector-wire.js';

const COLUMNS = ['record', 'cause', 'attempts', 'when'] as const;

interface Act {
  readonly id: string;
  readonly act: 'retry' | 'dismiss';
}

/** What did not come through: why, and what can be done about it. */
export function LetterTable({ connector }: { readonly connector: string }) {
  const text = useText();
  const moment = useMoment();
  const { data, error, refetch } = useQuery({
    queryKey: [...connectorKeys.all, connector, 'letters'],
    queryFn: () => connectorCalls.letters(connector),
  });
  const { start, problem, isPending } = useChange({
    send: ({ id, act }: Act) => connectorCalls[act](connector, id),
    renews: [connectorKeys.all],
  });
  return (
    <AdminListBody
      problem={error}
      onRetry={() => void refetch()}
      isLoading={data === undefined}
      isEmpty={data?.length === 0}
      empty={<p className="dg-t3">{text('connectors.noLetters')}</p>}
    >
      {problem === null ? null : <ProblemPanel problem={problem} />}
      <ScrollTable label={text('connectors.letters')}>
        <table className="rt-ledger-table is-roomy rt-org-table">
          <thead>
            <tr>
              {COLUMNS.map((column) => (
                <th key={column} scope="col">
                  {text(`connectors.letter_${column}`)}
                </th>
              ))}
              <th scope="col">
                <span className="dg-sr">{text('organisation.actions')}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {(data ?? []).map(({ id, source, number, cause, attempts, failedAt }) => (
              <tr key={id}>
                <th scope="row" className="dg-code">
                  {number ?? source}
                </th>
                <td>{cause}</td>
                <td>{attempts}</td>
                <td>{moment(failedAt)}</td>
                <td className="is-end">
                  <Button
                    type="text"
                    disabled={isPending}
                    icon={<RefreshCw size={16} />}
                    aria-label={text('connectors.retryOne', { name: number ?? source })}
                    title={text('connectors.retry')}
                    onClick={() => start({ id, act: 'retry' })}
                  />
                  <Button
                    type="text"
                    danger
                    disabled={isPending}
                    icon={<Ban size={16} />}
                    aria-label={text('connectors.dismissOne', { name: number ?? source })}
                    title={text('connectors.dismiss')}
                    onClick={() => start({ id, act: 'dismiss' })}
                  />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollTable>
    </AdminListBody>
  );
}
