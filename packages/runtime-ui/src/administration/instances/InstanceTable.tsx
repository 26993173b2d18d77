import { Link } from 'react-router';
import { useLocalized } from '@dougong/ui/i18n';
import { formatMoment } from '@dougong/ui/numbers';
import { ScrollTable, SlaLabel } from '@dougong/ui/shell';
import { useIsPhone } from '@dougong/ui/theme';
import { useNow } from '../../data/clock.js';
import { useReferences } from '../../data/references.js';
import { paths } from '../../paths.js';
import { useText } from '../../texts/index.js';
import { useFlows } from '../queries.js';
import type { Instance } from '../wire.js';
import { InstanceSeal, StandsAt, Waiting } from './InstanceParts.js';
import { codeOf, firstDue } from './instance-words.js';

interface InstanceListProps {
  readonly instances: readonly Instance[];
  readonly label: string;
}

/** Leads to the instance for those who look after it, to its document for everybody else. */
function useAddress(): (instance: Instance) => string {
  const flows = useFlows();
  return (instance) =>
    flows.some(({ key, can }) => key === instance.flow.key && can.administer)
      ? paths.flowInstance(instance.id)
      : paths.record(instance.form, instance.record.id);
}

function Cause({ instance }: { readonly instance: Instance }) {
  return instance.stuck === undefined ? null : <p className="rt-fl-cause">{instance.stuck.detail}</p>;
}

function Due({ instance }: { readonly instance: Instance }) {
  return <SlaLabel dueAt={firstDue(instance.open)} now={useNow()} />;
}

function Row({ instance, to }: { readonly instance: Instance; readonly to: string }) {
  const title = useLocalized();
  const names = useReferences();
  const now = useNow();
  return (
    <tr>
      <th scope="row">
        <Link to={to}>{codeOf(instance)}</Link>
        {instance.record.code === null ? null : <small className="dg-t2">{instance.record.title}</small>}
      </th>
      <td>{title(instance.flow.title)}</td>
      <td>
        <InstanceSeal instance={instance} />
      </td>
      <td className="rt-fl-stands">
        <StandsAt instance={instance} />
        <Cause instance={instance} />
      </td>
      <td>
        <Waiting instance={instance} />
      </td>
      <td>
        <Due instance={instance} />
      </td>
      <td>
        {names.nameOfUser(instance.startedBy) ?? '…'}
        <small className="dg-t2">
          <time dateTime={instance.startedAt}>{formatMoment(instance.startedAt, now)}</time>
        </small>
      </td>
    </tr>
  );
}

const COLUMNS = ['document', 'flow', 'state', 'stands', 'waits', 'due', 'started'] as const;

function Table({ instances, label }: InstanceListProps) {
  const text = useText();
  const addressOf = useAddress();
  return (
    <ScrollTable label={label}>
      <table className="rt-ledger-table is-roomy rt-fl-table">
        <thead>
          <tr>
            {COLUMNS.map((column) => (
              <th key={column} scope="col">
                {text(`instances.${column}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {instances.map((instance) => (
            <Row key={instance.id} instance={instance} to={addressOf(instance)} />
          ))}
        </tbody>
      </table>
    </ScrollTable>
  );
}

function Card({ instance, to }: { readonly instance: Instance; readonly to: string }) {
  const title = useLocalized();
  return (
    <li>
      <Link to={to} className="rt-card-link">
        <span className="rt-card-head">
          <b>{codeOf(instance)}</b>
          <InstanceSeal instance={instance} />
        </span>
        <span className="dg-t2">{title(instance.flow.title)}</span>
        <span className="rt-card-field">
          <span>
            <StandsAt instance={instance} />
          </span>
          <Waiting instance={instance} />
        </span>
        <Cause instance={instance} />
        <Due instance={instance} />
      </Link>
    </li>
  );
}

/** Instances, a row or on phones a card each. */
export function InstanceTable(props: InstanceListProps) {
  const phone = useIsPhone();
  const addressOf = useAddress();
  if (!phone) return <Table {...props} />;
  return (
    <ul className="rt-cards" aria-label={props.label}>
      {props.instances.map((instance) => (
        <Card key={instance.id} instance={instance} to={addressOf(instance)} />
      ))}
    </ul>
  );
}
