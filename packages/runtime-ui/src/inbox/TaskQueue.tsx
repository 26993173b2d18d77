import { useNavigate } from 'react-router';
import { Tabs } from 'antd';
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

export const TASK_STATES: readonly TaskState[] = ['open', 'started', 'done', 'cc'];

function TaskGroups({
  tasks,
  current,
  state,
}: {
  readonly tasks: readonly Task[];
  readonly current: string | undefined;
  readonly state: TaskState;
}) {
  const title = useLocalized();
  const groups = groupTasks(tasks, (task) => title(task.flowTitle ?? task.title ?? task.nodeTitle));
  return groups.map((group) => (
    <section key={group.title} className="rt-task-group">
      <h3>
        {group.title} <span className="dg-t3">{group.tasks.length}</span>
      </h3>
      <ul>
        {group.tasks.map((task) => (
          <TaskItem
            key={task.id}
            task={task}
            current={task.id === current}
            to={paths.tasks(state, task.id)}
          />
        ))}
      </ul>
    </section>
  ));
}

interface TaskQueueProps {
  readonly state: TaskState;
  /** The task that is shown beside the queue. */
  readonly current: string | undefined;
  readonly answer: ReturnType<typeof useTasks>;
  readonly phone: boolean;
}

function QueueKeys() {
  const text = useText();
  return (
    <footer className="rt-inbox-keys">
      <KeyHint keys={['J', 'K']}>{text('shortcuts.moveTask')}</KeyHint>
      <KeyHint keys={['A']}>{text('shortcuts.approve')}</KeyHint>
      <KeyHint keys={['R']}>{text('shortcuts.reject')}</KeyHint>
    </footer>
  );
}

/** The tasks of a person, those of one state at a time. */
export function TaskQueue({ state, current, answer, phone }: TaskQueueProps) {
  const text = useText();
  const navigate = useNavigate();
  const { data: page, error, refetch } = answer;
  const tasks = page?.data ?? [];
  return (
    <section className="rt-inbox-list" aria-label={text('inbox.list')}>
      <h1 className="dg-sr">{text('inbox.title')}</h1>
      <Tabs
        className="rt-inbox-tabs"
        activeKey={state}
        onChange={(key) => void navigate(paths.tasks(key as TaskState), { replace: true })}
        items={TASK_STATES.map((key) => ({
          key,
          label: (
            <span className={`rt-tab-label${key === 'open' ? '' : ' is-quiet'}`}>
              {text(`inbox.state_${key}`)} <Count value={page?.counts[key]} />
            </span>
          ),
        }))}
      />
      <div className="rt-inbox-scroll">
        {error !== null ? (
          <PageProblem problem={error} onRetry={() => void refetch()} />
        ) : page === undefined ? (
          <PageLoading rows={5} />
        ) : tasks.length === 0 ? (
          <EmptyState reason="first" title={text(`inbox.empty_${state}`)} text={text('inbox.emptyText')} />
        ) : (
          <TaskGroups tasks={tasks} current={current} state={state} />
        )}
      </div>
      {phone ? null : <QueueKeys />}
    </section>
  );
}
