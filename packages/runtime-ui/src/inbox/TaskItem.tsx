import { Checkbox } from 'antd';
import { Link, useLocation } from 'react-router';
import type { Task } from '@dougong/ui/api';
import { useLocalized } from '@dougong/ui/i18n';
import { formatMoment } from '@dougong/ui/numbers';
import { SlaLabel } from '@dougong/ui/shell';
import { useNow } from '../data/clock.js';
import { useUser } from '../session/session.js';
import { useText } from '../texts/index.js';
import { FactValue, leadingFact } from './FactValue.js';
import { TaskFor } from './TaskNote.js';
import { isSelectable, type Selection } from './use-selection.js';

interface TaskItemProps {
  readonly task: Task;
  readonly current: boolean;
  /** Where the task is shown. */
  readonly to: string;
  /** Where several can be picked. */
  readonly selection?: Selection;
}

function Picker({ task, selection }: { readonly task: Task; readonly selection: Selection }) {
  const text = useText();
  const title = useLocalized();
  const label = text('batch.select', { title: task.recordTitle || title(task.title ?? task.nodeTitle) });
  return (
    <Checkbox
      className="rt-task-pick"
      aria-label={label}
      title={task.alone === undefined ? label : text(`batch.alone_${task.alone}`)}
      disabled={!isSelectable(task)}
      checked={selection.has(task.id)}
      onChange={() => selection.toggle(task)}
    />
  );
}

/** When it was answered, or how long is left. */
function When({ task }: { readonly task: Task }) {
  const text = useText();
  const now = useNow();
  if (task.state === 'done' || task.doneAt != null) {
    return (
      <span className="dg-t2">
        {task.outcome == null ? '' : text(`outcome.${task.outcome}`)}{' '}
        {formatMoment(task.doneAt ?? task.openedAt, now)}
      </span>
    );
  }
  if (task.kind === 'started' && task.outcome != null && task.outcome !== 'running')
    return <span className="dg-t2">{text(`outcome.${task.outcome}`)}</span>;
  return task.dueAt == null ? (
    <span className="dg-t2">{formatMoment(task.openedAt, now)}</span>
  ) : (
    <SlaLabel dueAt={task.dueAt} now={now} />
  );
}

/** A task in a list: what it is about, its figure, its time. */
export function TaskItem({ task, current, to, selection }: TaskItemProps) {
  const title = useLocalized();
  const { id: me } = useUser();
  const { pathname } = useLocation();
  const lead = leadingFact(task);
  return (
    <li className={selection === undefined ? undefined : 'is-pickable'}>
      {selection === undefined ? null : <Picker task={task} selection={selection} />}
      <Link
        to={to}
        replace={to.startsWith(pathname)}
        className={`rt-task${current ? ' is-current' : ''}`}
        aria-current={current ? 'true' : undefined}
        data-task={task.id}
      >
        <span className="rt-task-title dg-clip">
          <TaskFor task={task} me={me} />
          {task.recordTitle || title(task.title ?? task.nodeTitle)}
        </span>
        <span className="rt-task-figure">{lead === undefined ? null : <FactValue fact={lead} />}</span>
        <span className="rt-task-note dg-t2">
          <span className="dg-code">{task.code}</span> {title(task.nodeTitle ?? task.title)}
        </span>
        <span className="rt-task-when">
          <When task={task} />
        </span>
      </Link>
    </li>
  );
}
