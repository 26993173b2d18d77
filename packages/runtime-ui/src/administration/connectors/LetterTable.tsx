import { Button } from 'antd';
import { Ban, RefreshCw } from 'lucide-react';
import { useQuery } from '@tanstack/react-query';
import { ProblemPanel, ScrollTable } from '@dougong/ui/shell';
import { useIsPhone } from '@dougong/ui/theme';
import { useMoment } from '../../account/use-moment.js';
import { useText } from '../../texts/index.js';
import { AdminListBody } from '../parts/AdminListBody.js';
import { useChange } from '../parts/use-change.js';
import { connectorCalls, connectorKeys, type DeadLetter } from './connector-wire.js';

const COLUMNS = ['record', 'cause', 'attempts', 'when'] as const;

interface Act {
  readonly id: string;
  readonly act: 'retry' | 'dismiss';
}

interface ActsProps {
  readonly letter: DeadLetter;
  readonly isPending: boolean;
  onAct(act: Act): void;
}

function Acts({ letter: { id, source, number }, isPending, onAct }: ActsProps) {
  const text = useText();
  const name = number ?? source;
  return (
    <span className="rt-con-acts">
      <Button
        type="text"
        disabled={isPending}
        icon={<RefreshCw size={16} />}
        aria-label={text('connectors.retryOne', { name })}
        title={text('connectors.retry')}
        onClick={() => onAct({ id, act: 'retry' })}
      />
      <Button
        type="text"
        danger
        disabled={isPending}
        icon={<Ban size={16} />}
        aria-label={text('connectors.dismissOne', { name })}
        title={text('connectors.dismiss')}
        onClick={() => onAct({ id, act: 'dismiss' })}
      />
    </span>
  );
}

/** On phones why it did not come through stands below its number, beside what can be done. */
function Card(props: ActsProps) {
  const moment = useMoment();
  const { letter } = props;
  return (
    <li className="rt-con-card">
      <span className="rt-card-head">
        <span className="dg-code">{letter.number ?? letter.source}</span>
        <Acts {...props} />
      </span>
      <span>{letter.cause}</span>
      <span className="dg-t2">
        {moment(letter.failedAt)} · ×{letter.attempts}
      </span>
    </li>
  );
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
  const phone = useIsPhone();
  const letters = data ?? [];
  return (
    <AdminListBody
      problem={error}
      onRetry={() => void refetch()}
      isLoading={data === undefined}
      isEmpty={data?.length === 0}
      empty={<p className="dg-t3">{text('connectors.noLetters')}</p>}
    >
      {problem === null ? null : <ProblemPanel problem={problem} />}
      {phone ? (
        <ul className="rt-cards" aria-label={text('connectors.letters')}>
          {letters.map((letter) => (
            <Card key={letter.id} letter={letter} isPending={isPending} onAct={start} />
          ))}
        </ul>
      ) : (
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
              {letters.map((letter) => (
                <tr key={letter.id}>
                  <th scope="row" className="dg-code">
                    {letter.number ?? letter.source}
                  </th>
                  <td className="rt-con-cause">{letter.cause}</td>
                  <td>{letter.attempts}</td>
                  <td>{moment(letter.failedAt)}</td>
                  <td className="is-end">
                    <Acts letter={letter} isPending={isPending} onAct={start} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </ScrollTable>
      )}
    </AdminListBody>
  );
}
