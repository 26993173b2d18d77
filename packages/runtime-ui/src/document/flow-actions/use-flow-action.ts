import { useRef } from 'react';
import { App } from 'antd';
import { useMutation } from '@tanstack/react-query';
import {
  OfflineProblem,
  useIntention,
  type FlowActionName,
  type RecordAction,
  type TaskStepName,
} from '@dougong/ui/api';
import { successMessage } from '@dougong/ui/shell';
import { api } from '../../data/api.js';
import { useText } from '../../texts/index.js';
import { useNotes } from '../use-notes.js';
import { useRecordRefresh } from '../use-record-refresh.js';
import { bodyOf, type Wish } from './asks.js';

interface Asked {
  readonly action: RecordAction;
  readonly wish: Wish;
}

/** Sends what is done with a task or a flow besides answering, once for each press, and says when it is done. */
export function useFlowAction(form: string, recordId: string, onDone: (action: RecordAction) => void) {
  const text = useText();
  const { message } = App.useApp();
  const { intentionFor, done } = useIntention(api);
  const running = useRef(false);
  const tell = useNotes();
  const refresh = useRecordRefresh(form, recordId);
  const mutation = useMutation({
    mutationFn: ({ action, wish }: Asked) => {
      const body = bodyOf(action, wish);
      const options = { intention: intentionFor([recordId, action.id, action.taskId, body]) };
      return action.kind === 'step' && action.taskId !== undefined
        ? api.tasks.step(action.taskId, action.id as TaskStepName, body, options)
        : api.records.actOnFlow(form, recordId, action.id as FlowActionName, body, options);
    },
    onSuccess: ({ data }, { action }) => {
      done();
      tell(data.notes);
      void message.open(successMessage(text(`flowAction.done_${action.id}`)));
      onDone(action);
    },
    onError: (problem) => {
      if (!(problem instanceof OfflineProblem)) done();
    },
    onSettled: () => {
      running.current = false;
      void refresh.changed();
    },
  });
  return {
    problem: mutation.error,
    busy: mutation.isPending,
    reset: mutation.reset,
    send: (action: RecordAction, wish: Wish) => {
      if (running.current) return;
      running.current = true;
      mutation.mutate({ action, wish });
    },
  };
}
