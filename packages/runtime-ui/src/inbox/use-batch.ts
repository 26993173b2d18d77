import { useRef, useState } from 'react';
import { useQueryClient } from '@tanstack/react-query';
import type { Intention, Task } from '@dougong/ui/api';
import { api } from '../data/api.js';
import { keys } from '../data/keys.js';

export type ItemState = 'waiting' | 'running' | 'done' | 'failed' | 'stopped';

/** One task of many that are answered together, and what became of it. */
export interface BatchItem {
  readonly task: Task;
  readonly state: ItemState;
  readonly problem?: unknown;
}

export interface Batch {
  readonly items: readonly BatchItem[];
  readonly phase: 'ready' | 'running' | 'ended';
  start(comment: string): void;
  /** Lets the one under way come to its end and sends no more. */
  stop(): void;
}

/** Approves tasks one after another, each by itself: what is refused does not hold up the others. */
export function useBatch(tasks: readonly Task[]): Batch {
  const client = useQueryClient();
  const [items, setItems] = useState<readonly BatchItem[]>(() =>
    tasks.map((task) => ({ task, state: 'waiting' })),
  );
  const [phase, setPhase] = useState<Batch['phase']>('ready');
  const isStopped = useRef(false);
  // A task is approved once, whatever the network does.
  const [intentions] = useState(() => new Map<string, Intention>());
  const mark = (id: string, state: ItemState, problem?: unknown) =>
    setItems((all) => all.map((item) => (item.task.id === id ? { task: item.task, state, problem } : item)));
  const approve = async ({ id }: Task, comment: string) => {
    mark(id, 'running');
    const intention = intentions.get(id) ?? api.newIntention();
    intentions.set(id, intention);
    try {
      await api.tasks.act(id, 'approve', comment === '' ? {} : { comment }, { intention });
      mark(id, 'done');
    } catch (problem) {
      mark(id, 'failed', problem);
    }
  };
  const run = async (comment: string) => {
    for (const task of tasks) {
      if (isStopped.current) mark(task.id, 'stopped');
      else await approve(task, comment);
    }
    setPhase('ended');
    await Promise.all(
      [keys.tasks, keys.app, ['record'], ['records']].map((queryKey) =>
        client.invalidateQueries({ queryKey }),
      ),
    );
  };
  return {
    items,
    phase,
    start: (comment) => {
      if (phase !== 'ready') return;
      setPhase('running');
      void run(comment);
    },
    stop: () => {
      isStopped.current = true;
    },
  };
}
