import { useEffect, useMemo, useState } from 'react';
import { useNavigate, useSearchParams } from 'react-router';
import type { Task, TaskState } from '@dougong/ui/api';
import { useLocalized } from '@dougong/ui/i18n';
import { useWorkspaceTab } from '@dougong/ui/shell';
import { useIsPhone } from '@dougong/ui/theme';
import { useApplication, useTasks } from '../data/queries.js';
import { usePageTitle } from '../parts/page-focus.js';
import { useShortcut } from '../parts/use-shortcut.js';
import { paths } from '../paths.js';
import { useText } from '../texts/index.js';
import { BatchDialog } from './BatchDialog.js';
import { TaskDetail } from './TaskDetail.js';
import { TaskQueue, TASK_STATES } from './TaskQueue.js';
import { afterAnswer, neighbour } from './task-words.js';
import { useSelection } from './use-selection.js';

const NO_TASKS: readonly Task[] = [];

function stateIn(search: URLSearchParams): TaskState {
  return TASK_STATES.find((state) => state === search.get('state')) ?? 'open';
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
  const answer = useTasks(state);
  const { data: page } = answer;
  const tasks = page?.data ?? NO_TASKS;
  const selection = useSelection(tasks);
  const [batch, setBatch] = useState<readonly Task[]>(NO_TASKS);
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
  useShortcut('x', () => current !== undefined && selection.toggle(current));

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
      {phone && detail !== null ? null : (
        <TaskQueue
          state={state}
          current={current?.id}
          answer={answer}
          phone={phone}
          selection={selection}
          onApproveAll={() => setBatch(selection.tasks)}
        />
      )}
      {detail ?? (phone ? null : <div className="rt-detail" />)}
      {batch.length === 0 ? null : (
        <BatchDialog
          tasks={batch}
          onClose={(left) => {
            setBatch(NO_TASKS);
            selection.keep(left);
          }}
        />
      )}
    </div>
  );
}
