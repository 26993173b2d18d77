import type { ReactNode } from 'react';
import type { RecordValues } from '@dougong/ui/api';
import { pointerTokens } from '@dougong/ui/forms';
import { useLocalized } from '@dougong/ui/i18n';
import { pathOf } from '../../rules/try/replay-csv.js';
import { valueText } from '../../rules/try/value-text.js';
import { useText } from '../../i18n/text.js';
import { useDesigner } from '../designer-context.js';
import { MovementTable } from './MovementTable.js';
import { usePlayedTrial } from './trial-context.js';
import type { PlayedStep } from './trial-contract.js';
import { VoucherTable } from './VoucherTable.js';

/** Everything that a step did, each kind under its own heading; what did not happen is not mentioned. */
export function StepDetails({ step }: { readonly step: PlayedStep }) {
  const text = useText();
  const { rules, movements, vouchers } = step;
  return (
    <div className="ds-trial-details">
      <Events step={step} />
      <Changes step={step} />
      <Part title="rules" count={rules.length}>
        <RuleList rules={rules} />
      </Part>
      <Part title="movements" count={movements.length}>
        <MovementTable movements={movements} />
      </Part>
      <Part title="vouchers" count={vouchers.length}>
        {vouchers.map((voucher, at) => (
          <VoucherTable key={at} voucher={voucher} />
        ))}
      </Part>
      <Notifications step={step} />
      <Records step={step} />
      <Calls step={step} />
      {step.withheld === 0 ? null : (
        <p className="dg-t2">{text('trial.withheld', { count: step.withheld })}</p>
      )}
    </div>
  );
}

interface PartProps {
  readonly title: string;
  readonly count: number;
  readonly children: ReactNode;
}

function Part({ title, count, children }: PartProps) {
  const text = useText();
  if (count === 0) return null;
  return (
    <section>
      <h3>
        {text(`trial.parts.${title}`)} <small className="dg-t2">{count}</small>
      </h3>
      {children}
    </section>
  );
}

interface StepProps {
  readonly step: PlayedStep;
}

function Events({ step: { events } }: StepProps) {
  const title = useLocalized();
  const { person } = usePlayedTrial();
  return (
    <Part title="events" count={events.length}>
      <ul>
        {events.map(({ seq, actor, words }) => (
          <li key={seq}>
            {actor === null ? null : <b>{person(actor)} </b>}
            {title(words)}
          </li>
        ))}
      </ul>
    </Part>
  );
}

/** Fields before and after. */
function Changes({ step: { changed } }: StepProps) {
  const text = useText();
  const title = useLocalized();
  const { names } = useDesigner();
  const { answer } = usePlayedTrial();
  return (
    <Part title="changed" count={changed.length}>
      <table className="ds-writes">
        <thead>
          <tr>
            <th scope="col">{text('trial.field')}</th>
            <th scope="col">{text('try.before')}</th>
            <th scope="col">{text('try.after')}</th>
          </tr>
        </thead>
        <tbody>
          {changed.map((change, at) => {
            const path = pathOf(change.path);
            const line = lineOf(change.path, answer.record);
            return (
              <tr key={at}>
                <th scope="row">
                  {title(change.title)}
                  {line === undefined ? null : <small> {text('try.atLine', { line })}</small>}
                </th>
                <td>{valueText(path, change.old, names)}</td>
                <td>
                  <b>{valueText(path, change.new, names)}</b>
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </Part>
  );
}

/** The number of the line that a pointer is about; lines are named by their ids. */
function lineOf(pointer: string, record: RecordValues): number | undefined {
  const [table = '', id] = pointerTokens(pointer);
  const lines = record[table];
  if (id === undefined || !Array.isArray(lines)) return undefined;
  const at = (lines as readonly RecordValues[]).findIndex((line) => line['id'] === id);
  return at < 0 ? undefined : at + 1;
}

/** Rules by their titles; the actions of a node, whose key is `flow/node`, by the title of the node. */
function RuleList({ rules }: Pick<PlayedStep, 'rules'>) {
  const title = useLocalized();
  const { node: titleOf } = usePlayedTrial();
  return (
    <ul>
      {rules.map(({ key, title: name }, at) => {
        const [, node] = key.split('/');
        return <li key={`${key}-${at}`}>{node === undefined ? title(name) : titleOf(node)}</li>;
      })}
    </ul>
  );
}

/** What would have been told to whom. */
function Notifications({ step: { notifications } }: StepProps) {
  const text = useText();
  const title = useLocalized();
  const { person } = usePlayedTrial();
  return (
    <Part title="notifications" count={notifications.length}>
      <ul>
        {notifications.map(({ to, title: words, reason }, at) => (
          <li key={at}>
            <b>{to.map(person).join(text('trial.comma'))}</b> {title(words)}
            <small className="dg-t2"> {text(`trial.reasons.${reason}`, { defaultValue: reason })}</small>
          </li>
        ))}
      </ul>
    </Part>
  );
}

/** Other records that were made or changed. */
function Records({ step: { records } }: StepProps) {
  const text = useText();
  const title = useLocalized();
  return (
    <Part title="records" count={records.length}>
      <ul>
        {records.map(({ id, title: words, how }, at) => (
          <li key={`${id}-${at}`}>{text(`trial.how.${how}`, { form: title(words) })}</li>
        ))}
      </ul>
    </Part>
  );
}

function Calls({ step: { calls } }: StepProps) {
  const { node: titleOf } = usePlayedTrial();
  return (
    <Part title="calls" count={calls.length}>
      <ul>
        {calls.map(({ node, endpoint }, at) => (
          <li key={at}>
            {node === null ? null : `${titleOf(node)} `}
            <code>{endpoint}</code>
          </li>
        ))}
      </ul>
    </Part>
  );
}
