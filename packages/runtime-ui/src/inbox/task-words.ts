import type { Task, TaskActionName } from '@dougong/ui/api';

/** Which answer a press of "go on" gives: the way forward of each kind of task. */
export function forwardAction(kind: Task['kind']): TaskActionName {
  const actions: Readonly<Record<Task['kind'], TaskActionName>> = {
    approve: 'approve',
    handle: 'submit',
    resubmit: 'submit',
    complete: 'complete',
    cc: 'read',
    // Nothing waits in a flow that one has started.
    started: 'read',
  };
  return actions[kind];
}

/** Whether a task can be refused. */
export function isRefusable(kind: Task['kind']): boolean {
  return kind === 'approve';
}

/** What the answer is called: a helper advises, a document that came back is sent again. */
export function answerWord({ kind, helps }: Task, action: TaskActionName): string {
  if (kind === 'resubmit') return 'resubmit';
  return helps != null && action !== 'read' ? `opinion_${action}` : action;
}

/** The tasks of one flow or to-do stand together, in the order in which the first of them came. */
export function groupTasks(
  tasks: readonly Task[],
  titleOf: (task: Task) => string,
): readonly { readonly title: string; readonly tasks: readonly Task[] }[] {
  const groups = new Map<string, Task[]>();
  for (const task of tasks) {
    const title = titleOf(task);
    const group = groups.get(title);
    if (group === undefined) groups.set(title, [task]);
    else group.push(task);
  }
  return [...groups].map(([title, grouped]) => ({ title, tasks: grouped }));
}

/** The task beside this one; the ends stay where they are. */
export function neighbour(
  ids: readonly string[],
  current: string | undefined,
  step: 1 | -1,
): string | undefined {
  const at = current === undefined ? -1 : ids.indexOf(current);
  if (at < 0) return step === 1 ? ids[0] : ids.at(-1);
  return ids[Math.min(Math.max(0, at + step), ids.length - 1)];
}

/** What to look at after a task was answered: the next one, or the one before when it was the last. */
export function afterAnswer(ids: readonly string[], answered: string): string | undefined {
  const at = ids.indexOf(answered);
  return ids[at + 1] ?? ids[at - 1];
}
