import { Button } from 'antd';
import { UserRoundPen } from 'lucide-react';
import { useLocalized } from '@dougong/ui/i18n';
import { formatMoment } from '@dougong/ui/numbers';
import { SlaLabel } from '@dougong/ui/shell';
import { useNow } from '../../data/clock.js';
import { useReferences } from '../../data/references.js';
import { useText } from '../../texts/index.js';
import type { Instance, OpenWork } from '../wire.js';
import { Assignee } from './InstanceParts.js';

interface OpenWorkTableProps {
  readonly instance: Instance;
  onReassign(work: OpenWork): void;
}

/** Whom the instance waits for, and since when. */
export function OpenWorkTable({ instance, onReassign }: OpenWorkTableProps) {
  const text = useText();
  const title = useLocalized();
  const names = useReferences();
  const now = useNow();
  if (instance.open.length === 0) return <p className="rt-quiet">{text('instances.noOpen')}</p>;
  const nodeTitle = (id: string) => title(instance.nodes.find((node) => node.id === id)?.title) || id;
  return (
    <ul className="rt-fl-open">
      {instance.open.map((work) => (
        <li key={`${work.node}/${work.assignee}`}>
          <div>
            <b>
              <Assignee work={work} />
            </b>
            <span>{nodeTitle(work.node)}</span>
            <span className="dg-t2">
              {text('instances.since', { time: formatMoment(work.openedAt, now) })}{' '}
              <SlaLabel dueAt={work.dueAt} now={now} />
            </span>
          </div>
          <Button
            icon={<UserRoundPen size={16} />}
            aria-label={text('instances.reassignFrom', { name: names.nameOfUser(work.assignee) ?? '…' })}
            onClick={() => onReassign(work)}
          >
            {text('instances.action_reassign')}
          </Button>
        </li>
      ))}
    </ul>
  );
}
