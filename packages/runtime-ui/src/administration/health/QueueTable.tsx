import { Link } from 'react-router';
import { ScrollTable } from '@dougong/ui/shell';
import { paths } from '../../paths.js';
import { useText } from '../../texts/index.js';
import { queuesOf, waitText } from './figures.js';
import type { QueueFigure } from './health-wire.js';

const STATES = ['waiting', 'running', 'failed'] as const;

/** Where what was given up is looked at and taken on. */
const PLACES: Readonly<Record<string, () => string>> = {
  outbox: paths.channels,
  flows: paths.flowInstances,
  endpoints: paths.channels,
};

function Figure({ figure, state }: { readonly figure: QueueFigure | undefined; readonly state: string }) {
  const text = useText();
  if (figure === undefined) return <td className="is-end dg-t3">—</td>;
  const isBad = state === 'failed' && figure.count > 0;
  return (
    <td className="is-end">
      <b className={isBad ? 'rt-fault' : ''}>{figure.count}</b>
      {figure.count === 0 || state === 'running' ? null : (
        <span className="dg-t3"> · {waitText(figure.oldestSeconds, text)}</span>
      )}
    </td>
  );
}

/** What waits, is under way or was given up, queue by queue. */
export function QueueTable({ figures }: { readonly figures: readonly QueueFigure[] }) {
  const text = useText();
  return (
    <ScrollTable label={text('health.queues')}>
      <table className="rt-ledger-table is-roomy rt-health-queues">
        <thead>
          <tr>
            <th scope="col">{text('health.queue')}</th>
            {STATES.map((state) => (
              <th key={state} scope="col" className="is-end">
                {text(`health.state_${state}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {queuesOf(figures).map(([queue, states]) => (
            <tr key={queue}>
              <th scope="row">
                {PLACES[queue] === undefined ? (
                  text(`health.queue_${queue}`)
                ) : (
                  <Link to={PLACES[queue]()}>{text(`health.queue_${queue}`)}</Link>
                )}
              </th>
              {STATES.map((state) => (
                <Figure key={state} state={state} figure={states.get(state)} />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollTable>
  );
}
