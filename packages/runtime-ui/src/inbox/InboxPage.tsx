import { useEffect, useMemo } from 'react';
import { useNavigate, useSearchParams } from 'react-router';
import { Tabs } from 'antd';
import type { Task, TaskState } from '@dougong/ui/api';
import { useLocalized } from '@dougong/ui/i18n';
import { Count, EmptyState, KeyHint, useWorkspaceTab } from '@dougong/ui/shell';
import { useIsPhone } from '@dougong/ui/theme';
import { useApplication, useTasks } from '../data/queries.js';
import { PageLoading } from '../parts/PageLoading.js';
import { PageProblem } from '../parts/PageProblem.js';
import { usePageTitle } from '../parts/page-focus.js';
import { useShortcut } from '../parts/use-shortcut.js';
import { paths } from '../paths.js';
import { useText } from '../texts/index.js';
import { TaskDetail } from './TaskDetail.js';
import { TaskItem } from './TaskItem.js';
import { afterAnswer, groupTasks, neighbour } from './task-words.js';

const STATES: readonly TaskState[] = ['open', 'started', 'done', 'cc'];

function stateIn(search: URLSearchParams): TaskState {
  return STATES.find((state) => state === search.get('state')) ?? 'open';
}

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

/** Whether an answer still counts: open tasks, and copies that were not read yet. */
function canAnswer(task: Task, state: TaskState): boolean {
  return state === 'open' || (state === 'cc' && task.doneAt == null && task.state === 'open');
}

/** What waits for the user, what she started, what she decided and what she was told. */
export function InboxPage() {
  const text = useText();
  const title = useLocalized();
  const navigate = useNavigate();
  const phone = useIsPhone();
  const [search] = useSearchParams();
  const state = stateIn(search);
  const { data: app } = useApplication();
  const { data: page, error, refetch } = useTasks(state);
  const tasks = useMemo(() => page?.data ?? [], [page]);
  const ids = useMemo(() => tasks.map(({ id }) => id), [tasks]);
  const wanted = search.get('task') ?? undefined;
  const current = tasks.find(({ id }) => id === wanted);
  const show = (task: string | undefined) => void navigate(paths.tasks(state, task), { replace: true });
  usePageTitle(text('inbox.title'), title(app?.application.title));
  useWorkspaceTab(text('inbox.title'));
  useEffect(() => {
    // A wide page shows the first task at once; a phone shows the list first.
    if (!phone && current === undefined && ids[0] !== undefined)
      void navigate(paths.tasks(state, ids[0]), { replace: true });
  }, [phone, current, ids, state, navigate]);
  const move = (step: 1 | -1) => {
    const next = neighbour(ids, current?.id, step);
    if (next === undefined) return;
    show(next);
    document.querySelector(`[data-task="${CSS.escape(next)}"]`)?.scrollIntoView({ block: 'nearest' });
  };
  useShortcut('j', () => move(1));
  useShortcut('k', () => move(-1));

  const counts = page?.counts;
  const list = (
    <section className="rt-inbox-list" aria-label={text('inbox.list')}>
      <h1 className="dg-sr">{text('inbox.title')}</h1>
      <Tabs
        className="rt-inbox-tabs"
        activeKey={state}
        onChange={(key) => void navigate(paths.tasks(key as TaskState), { replace: true })}
        items={STATES.map((key) => ({
          key,
          label: (
            <span className={`rt-tab-label${key === 'open' ? '' : ' is-quiet'}`}>
              {text(`inbox.state_${key}`)} <Count value={counts?.[key]} />
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
          <TaskGroups tasks={tasks} current={current?.id} state={state} />
        )}
      </div>
      {phone ? null : (
        <footer className="rt-inbox-keys">
          <KeyHint keys={['J', 'K']}>{text('shortcuts.moveTask')}</KeyHint>
          <KeyHint keys={['A']}>{text('shortcuts.approve')}</KeyHint>
          <KeyHint keys={['R']}>{text('shortcuts.reject')}</KeyHint>
        </footer>
      )}
    </section>
  );
  const detail =
    current === undefined ? null : (
      <TaskDetail
        key={current.id}
        task={current}
        open={canAnswer(current, state)}
        phone={phone}
        onAnswered={(task) => show(phone ? undefined : afterAnswer(ids, task.id))}
        onBack={() => show(undefined)}
      />
    );
  return (
    <div className={`rt-inbox${phone ? ' is-phone' : ''}`}>
      {phone && detail !== null ? null : list}
      {detail ?? (phone ? null : <div className="rt-detail" />)}
    </div>
  );
}
