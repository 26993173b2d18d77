import { Link, useLocation } from 'react-router';
import type { Task } from '@dougong/ui/api';
import { useLocalized } from '@dougong/ui/i18n';
import { formatMoment } from '@dougong/ui/numbers';
import { SlaLabel } from '@dougong/ui/shell';
import { useNow } from '../data/clock.js';
import { useText } from '../texts/index.js';
import { FactValue, leadingFact } from './FactValue.js';

interface TaskItemProps {
  readonly task: Task;
  readonly current: boolean;
  readonly to: string;
}

/** A task in the list: what it is about, the figure that decides, and how long there is. */
export function TaskItem({ task, current, to }: TaskItemProps) {
  const title = useLocalized();
  const text = useText();
  const now = useNow();
  const { pathname } = useLocation();
  const lead = leadingFact(task);
  return (
    <li>
      <Link
        to={to}
        replace={to.startsWith(pathname)}
        className={`rt-task${current ? ' is-current' : ''}`}
        aria-current={current ? 'true' : undefined}
        data-task={task.id}
      >
        <span className="rt-task-title dg-clip">
          {task.recordTitle || title(task.title ?? task.nodeTitle)}
        </span>
        <span className="rt-task-figure">{lead === undefined ? null : <FactValue fact={lead} />}</span>
        <span className="rt-task-note dg-t2">
          <span className="dg-code">{task.code}</span> {title(task.nodeTitle ?? task.title)}
        </span>
        <span className="rt-task-when">
          {task.state === 'done' || task.doneAt != null ? (
            <span className="dg-t2">
              {task.outcome == null ? '' : text(`outcome.${task.outcome}`)}{' '}
              {formatMoment(task.doneAt ?? task.openedAt, now)}
            </span>
          ) : task.dueAt == null ? (
            <span className="dg-t2">{formatMoment(task.openedAt, now)}</span>
          ) : (
            <SlaLabel dueAt={task.dueAt} now={now} />
          )}
        </span>
      </Link>
    </li>
  );
}
