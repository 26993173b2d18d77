import { useRef } from 'react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import {
  OfflineProblem,
  useIntention,
  type Choices,
  type RecordPatch,
  type Task,
  type TaskActionName,
} from '@dougong/ui/api';
import { api } from '../data/api.js';
import { keys } from '../data/keys.js';
import { useNotes } from '../document/use-notes.js';

interface Answer {
  readonly task: Task;
  readonly action: TaskActionName;
  readonly comment?: string;
  readonly record?: RecordPatch;
  readonly chosen?: Choices;
  /** The version of the record that the answer is about. */
  readonly ifMatch?: string;
}

/** Sends the answer to a task, once for each press, and brings everything that follows from it up to date. */
export function useAnswer(onDone: (answer: Answer) => void) {
  const client = useQueryClient();
  const { intentionFor, done } = useIntention(api);
  const running = useRef(false);
  const tell = useNotes();
  const mutation = useMutation({
    mutationFn: ({ task, action, comment = '', record = {}, chosen = {}, ifMatch }: Answer) => {
      const body = {
        ...(comment === '' ? {} : { comment }),
        ...(Object.keys(record).length === 0 ? {} : { record }),
        ...(Object.keys(chosen).length === 0 ? {} : { chosen }),
      };
      const intention = intentionFor([task.id, action, body, ifMatch]);
      return api.tasks.act(task.id, action, body, { intention, ifMatch });
    },
    onSuccess: ({ data }, answer) => {
      done();
      tell(data.notes);
      onDone(answer);
    },
    onError: (problem) => {
      if (!(problem instanceof OfflineProblem)) done();
    },
    onSettled: (_, __, { task }) => {
      running.current = false;
      void client.invalidateQueries({ queryKey: keys.tasks });
      void client.invalidateQueries({ queryKey: keys.app });
      void client.invalidateQueries({ queryKey: keys.record(task.form, task.recordId) });
      void client.invalidateQueries({ queryKey: keys.lists(task.form) });
    },
  });
  return {
    problem: mutation.error,
    pending: mutation.isPending ? mutation.variables.action : null,
    reset: mutation.reset,
    send: (answer: Answer) => {
      if (running.current) return;
      running.current = true;
      mutation.mutate(answer);
    },
  };
}
