import { Button } from 'antd';
import { ArrowDownToLine, ArrowUpFromLine, Play } from 'lucide-react';
import { useLocalized } from '@dougong/ui/i18n';
import { ScrollTable, StatusSeal } from '@dougong/ui/shell';
import { useIsPhone } from '@dougong/ui/theme';
import { useMoment } from '../../account/use-moment.js';
import { useText, type Text } from '../../texts/index.js';
import { useChange } from '../parts/use-change.js';
import { connectorCalls, connectorKeys, type ConnectorView, type PipelineView } from './connector-wire.js';

const COLUMNS = ['pipeline', 'schedule', 'last', 'outcome', 'waiting'] as const;

/** As people read them, whatever order they come in. */
const COUNTS = [
  'read',
  'created',
  'updated',
  'unchanged',
  'kept',
  'sent',
  'skipped',
  'ours',
  'theirs',
  'missing',
  'unknown',
  'different',
  'failed',
] as const;

/** What a run counted, without what it counted none of. */
export function countWords(counts: Readonly<Record<string, number>> | null, text: Text): string {
  const words = COUNTS.flatMap((name) => {
    const count = counts?.[name] ?? 0;
    return count > 0 ? [text(`connectors.count_${name}`, { count })] : [];
  });
  return words.length === 0 ? text('connectors.nothing') : words.join(' · ');
}

function Outcome({ pipeline }: { readonly pipeline: PipelineView }) {
  const text = useText();
  const moment = useMoment();
  const { lastOutcome, lastCause, lastCounts, retryAt, underWay } = pipeline;
  if (underWay) return <StatusSeal tone="waiting">{text('connectors.underWay')}</StatusSeal>;
  if (lastOutcome === null) return <>—</>;
  if (lastOutcome === 'done')
    return (
      <>
        <StatusSeal tone="done">{text('connectors.done')}</StatusSeal>{' '}
        <span className="dg-t2">{countWords(lastCounts, text)}</span>
      </>
    );
  return (
    <>
      <StatusSeal tone="refused">{text('connectors.failed')}</StatusSeal> {lastCause}
      {retryAt === null ? null : (
        <span className="dg-t3"> {text('connectors.again', { at: moment(retryAt) })}</span>
      )}
    </>
  );
}

interface PipelineProps {
  readonly connector: ConnectorView;
  readonly pipeline: PipelineView;
}

function RunButton({ connector, pipeline }: PipelineProps) {
  const text = useText();
  const title = useLocalized();
  const { start, isPending } = useChange({
    send: (id: string) => connectorCalls.run(connector.key, id),
    renews: [connectorKeys.all],
  });
  return (
    <Button
      size="small"
      icon={<Play size={14} aria-hidden="true" />}
      disabled={connector.settings === null || pipeline.underWay}
      loading={isPending}
      aria-label={text('connectors.runOne', { name: title(pipeline.title) })}
      onClick={() => start(pipeline.id)}
    >
      {text('connectors.run')}
    </Button>
  );
}

function Name({ pipeline }: Pick<PipelineProps, 'pipeline'>) {
  const text = useText();
  const title = useLocalized();
  const Direction = pipeline.direction === 'in' ? ArrowDownToLine : ArrowUpFromLine;
  return (
    <>
      <Direction size={14} aria-hidden="true" /> <b>{title(pipeline.title)}</b>{' '}
      <span className="dg-t3">{text(`connectors.${pipeline.direction}`)}</span>
    </>
  );
}

/** On phones the outcome and the button stand below the name instead of beyond the edge. */
function Card(props: PipelineProps) {
  const text = useText();
  const moment = useMoment();
  const { pipeline } = props;
  return (
    <li className="rt-con-card">
      <span className="rt-card-head">
        <span>
          <Name pipeline={pipeline} />
        </span>
        <span className="dg-code dg-t2">{pipeline.schedule ?? '—'}</span>
      </span>
      <span>
        <Outcome pipeline={pipeline} />
      </span>
      <span className="rt-card-field">
        <span className="dg-t2">
          {text('connectors.column_last')} {moment(pipeline.lastRunAt)} · {text('connectors.column_waiting')}{' '}
          {pipeline.deadLetters}
        </span>
        <RunButton {...props} />
      </span>
    </li>
  );
}

function Row(props: PipelineProps) {
  const moment = useMoment();
  const { pipeline } = props;
  return (
    <tr>
      <th scope="row">
        <Name pipeline={pipeline} />
      </th>
      <td className="dg-code">{pipeline.schedule ?? '—'}</td>
      <td>{moment(pipeline.lastRunAt)}</td>
      <td className="rt-con-cause">
        <Outcome pipeline={pipeline} />
      </td>
      <td>{pipeline.deadLetters}</td>
      <td className="is-end">
        <RunButton {...props} />
      </td>
    </tr>
  );
}

/** What comes in and goes out by one connector, and how far it is. */
export function PipelineTable({ connector }: { readonly connector: ConnectorView }) {
  const text = useText();
  const title = useLocalized();
  const phone = useIsPhone();
  if (phone)
    return (
      <ul className="rt-cards" aria-label={title(connector.title)}>
        {connector.pipelines.map((pipeline) => (
          <Card key={pipeline.id} connector={connector} pipeline={pipeline} />
        ))}
      </ul>
    );
  return (
    <ScrollTable label={title(connector.title)}>
      <table className="rt-ledger-table is-roomy rt-org-table">
        <thead>
          <tr>
            {COLUMNS.map((column) => (
              <th key={column} scope="col">
                {text(`connectors.column_${column}`)}
              </th>
            ))}
            <th scope="col">
              <span className="dg-sr">{text('organisation.actions')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {connector.pipelines.map((pipeline) => (
            <Row key={pipeline.id} connector={connector} pipeline={pipeline} />
          ))}
        </tbody>
      </table>
    </ScrollTable>
  );
}
