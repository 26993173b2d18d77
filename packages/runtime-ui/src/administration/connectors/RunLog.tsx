import { useQuery } from '@tanstack/react-query';
import { useLocalized } from '@dougong/ui/i18n';
import { ScrollTable, StatusSeal } from '@dougong/ui/shell';
import { useMoment } from '../../account/use-moment.js';
import { useText } from '../../texts/index.js';
import { AdminListBody } from '../parts/AdminListBody.js';
import { connectorCalls, connectorKeys, type ConnectorView } from './connector-wire.js';
import { countWords } from './PipelineTable.js';

const TONES = {
  done: 'done',
  failed: 'refused',
  cancelled: 'draft',
  queued: 'waiting',
  running: 'waiting',
} as const;

/** What ran lately, and what came of it. */
export function RunLog({ connector }: { readonly connector: ConnectorView }) {
  const text = useText();
  const title = useLocalized();
  const moment = useMoment();
  const { data, error, refetch } = useQuery({
    queryKey: [...connectorKeys.all, connector.key, 'runs'],
    queryFn: () => connectorCalls.runs(connector.key),
  });
  const named = (id: string) => title(connector.pipelines.find((each) => each.id === id)?.title) || id;
  return (
    <AdminListBody
      problem={error}
      onRetry={() => void refetch()}
      isLoading={data === undefined}
      isEmpty={data?.length === 0}
      empty={<p className="dg-t3">{text('connectors.noRuns')}</p>}
    >
      <ScrollTable label={text('connectors.log')}>
        <table className="rt-ledger-table is-roomy rt-org-table">
          <thead>
            <tr>
              {(['when', 'what', 'state', 'result'] as const).map((column) => (
                <th key={column} scope="col">
                  {text(`connectors.log_${column}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {(data ?? []).map(({ job, createdAt, pipeline, wish, state, counts, cause }) => (
              <tr key={job}>
                <td>{moment(createdAt)}</td>
                <th scope="row">
                  {named(pipeline)} <span className="dg-t3">{text(`connectors.wish_${wish}`)}</span>
                </th>
                <td>
                  <StatusSeal tone={TONES[state as keyof typeof TONES] ?? 'draft'}>
                    {text(`connectors.state_${state}`)}
                  </StatusSeal>
                </td>
                <td className="rt-con-cause">
                  {cause ?? (counts === null ? '—' : countWords(counts, text))}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollTable>
    </AdminListBody>
  );
}
