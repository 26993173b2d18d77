import { useNavigate } from 'react-router';
import { Button, Checkbox, Tabs } from 'antd';
import type { Task, TaskState } from '@dougong/ui/api';
import { useLocalized } from '@dougong/ui/i18n';
import { Count, EmptyState, KeyHint } from '@dougong/ui/shell';
import type { useTasks } from '../data/queries.js';
import { PageLoading } from '../parts/PageLoading.js';
import { PageProblem } from '../parts/PageProblem.js';
import { paths } from '../paths.js';
import { useText } from '../texts/index.js';
import { TaskItem } from './TaskItem.js';
import { groupTasks } from './task-words.js';
import { isSelectable, type Selection } from './use-selection.js';
import './inbox.css';

export const TASK_STATES: readonly TaskState[] = ['open', 'started', 'done', 'cc', 'entrusted'];

/** All five fit beside one another. */
const TAB_GAP = 14;

interface TaskQueueProps {
  readonly state: TaskState;
  /** The task that is shown beside the queue. */
  readonly current: string | undefined;
  readonly answer: ReturnType<typeof useTasks>;
  readonly phone: boolean;
  readonly selection: Selection;
  onApproveAll(): void;
}

interface GroupProps extends Pick<TaskQueueProps, 'current' | 'state'> {
  readonly title: string;
  readonly tasks: readonly Task[];
  readonly selection: Selection | undefined;
}

function TaskGroup({ title, tasks, current, state, selection }: GroupProps) {
  const text = useText();
  const selectable = tasks.filter(isSelectable);
  const picked = selectable.filter(({ id }) => selection?.has(id) === true).length;
  return (
    <section className="rt-task-group">
      <h3>
        {selection === undefined ? null : (
          <Checkbox
            className="rt-task-pick"
            aria-label={text('batch.selectGroup', { title })}
            disabled={selectable.length === 0}
            checked={picked > 0 && picked === selectable.length}
            indeterminate={picked > 0 && picked < selectable.length}
            onChange={() => selection.toggleAll(tasks)}
          />
        )}
        {title} <span className="dg-t3">{tasks.length}</span>
      </h3>
      <ul>
        {tasks.map((task) => (
          <TaskItem
            key={task.id}
            task={task}
            current={task.id === current}
            to={paths.tasks(state, task.id)}
            {...(selection === undefined ? {} : { selection })}
          />
        ))}
      </ul>
    </section>
  );
}

/** What to do with the picked tasks; it stands above the list as long as any are picked. */
function BatchBar({ selection, onApproveAll }: Pick<TaskQueueProps, 'selection' | 'onApproveAll'>) {
  const text = useText();
  const { length: count } = selection.tasks;
  if (count === 0) return null;
  return (
    <div className="rt-batch-bar" role="region" aria-label={text('batch.chosen', { count })}>
      <b>{text('batch.chosen', { count })}</b>
      <Button type="text" size="small" onClick={() => selection.keep([])}>
        {text('batch.clear')}
      </Button>
      <Button className="rt-batch-go" onClick={onApproveAll}>
        {text('batch.approve', { count })}
      </Button>
    </div>
  );
}

function QueueKeys() {
  const text = useText();
  return (
    <footer className="rt-inbox-keys">
      <KeyHint keys={['J', 'K']}>{text('shortcuts.moveTask')}</KeyHint>
      <KeyHint keys={['X']}>{text('shortcuts.select')}</KeyHint>
      <KeyHint keys={['A']}>{text('shortcuts.approve')}</KeyHint>
      <KeyHint keys={['R']}>{text('shortcuts.reject')}</KeyHint>
    </footer>
  );
}

/** The tab of what others hold for one is there for those who have given something away. */
function tabsFor(state: TaskState, counts: Readonly<Record<TaskState, number>> | undefined) {
  return TASK_STATES.filter(
    (key) => key !== 'entrusted' || state === 'entrusted' || (counts?.entrusted ?? 0) > 0,
  );
}

/** The tasks of a person, those of one state at a time. */
export function TaskQueue({ state, current, answer, phone, selection, onApproveAll }: TaskQueueProps) {
  const text = useText();
  const title = useLocalized();
  const navigate = useNavigate();
  const { data: page, error, refetch } = answer;
  const tasks = page?.data ?? [];
  // One task alone needs no picking.
  const mayPick = state === 'open' && tasks.filter(isSelectable).length > 1;
  return (
    <section className="rt-inbox-list" aria-label={text('inbox.list')}>
      <h1 className="dg-sr">{text('inbox.title')}</h1>
      <Tabs
        className="rt-inbox-tabs"
        tabBarGutter={TAB_GAP}
        activeKey={state}
        onChange={(key) => void navigate(paths.tasks(key as TaskState), { replace: true })}
        items={tabsFor(state, page?.counts).map((key) => ({
          key,
          label: (
            <span className={`rt-tab-label${key === 'open' ? '' : ' is-quiet'}`}>
              {text(`inbox.state_${key}`)} <Count value={page?.counts[key]} />
            </span>
          ),
        }))}
      />
      <BatchBar selection={selection} onApproveAll={onApproveAll} />
      <div className="rt-inbox-scroll">
        {error !== null ? (
          <PageProblem problem={error} onRetry={() => void refetch()} />
        ) : page === undefined ? (
          <PageLoading rows={5} />
        ) : tasks.length === 0 ? (
          <EmptyState reason="first" title={text(`inbox.empty_${state}`)} text={text('inbox.emptyText')} />
        ) : (
          groupTasks(tasks, (task) => title(task.flowTitle ?? task.title ?? task.nodeTitle)).map((group) => (
            <TaskGroup
              key={group.title}
              {...group}
              current={current}
              state={state}
              selection={mayPick ? selection : undefined}
            />
          ))
        )}
      </div>
      {phone ? null : <QueueKeys />}
    </section>
  );
}
