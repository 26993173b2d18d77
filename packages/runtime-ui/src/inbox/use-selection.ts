import { useMemo, useState } from 'react';
import type { Task } from '@dougong/ui/api';

/** The tasks that are picked to be answered together. */
export interface Selection {
  /** In the order of the list. */
  readonly tasks: readonly Task[];
  has(id: string): boolean;
  toggle(task: Task): void;
  /** Picks all of them, or none when all are picked. */
  toggleAll(tasks: readonly Task[]): void;
  /** Keeps these only. */
  keep(ids: readonly string[]): void;
}

/** Whether a task can be answered together with others, as the engine says. */
export function isSelectable({ alone, state }: Task): boolean {
  return alone === undefined && state === 'open';
}

/** What is picked of the tasks in the list; what has left the list is picked no more. */
export function useSelection(tasks: readonly Task[]): Selection {
  const [ids, setIds] = useState<ReadonlySet<string>>(new Set());
  const picked = useMemo(() => tasks.filter((task) => ids.has(task.id) && isSelectable(task)), [tasks, ids]);
  const set = (changed: readonly Task[], isPicked: boolean) =>
    setIds((before) => {
      const after = new Set(before);
      for (const { id } of changed.filter(isSelectable)) {
        if (isPicked) after.add(id);
        else after.delete(id);
      }
      return after;
    });
  return {
    tasks: picked,
    has: (id) => picked.some((task) => task.id === id),
    toggle: (task) => set([task], !ids.has(task.id)),
    toggleAll: (group) =>
      set(
        group,
        group.filter(isSelectable).some(({ id }) => !ids.has(id)),
      ),
    keep: (kept) => setIds(new Set(kept)),
  };
}
