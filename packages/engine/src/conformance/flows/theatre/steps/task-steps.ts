import type { FlowRequest } from '@dougong/kernel/commands';
import type { CaseStep } from '../../flow-case.js';
import { findTask } from '../find-task.js';
import { chosenOf, commentOf, patchOf, send, textOf, userIds } from './step-part.js';
import type { Play, StepPart } from './step-part.js';

/** What people do with a to-do. */

type Answer = 'approve' | 'reject' | 'submit';

/** Decides it, with the fields that come along. */
function answering(answer: Answer): StepPart {
  return async (play, step, engine) => {
    const { taskId, instance } = await findTask(play, step);
    return send(play, step, engine, {
      ...instance,
      command: {
        type: 'answer',
        form: play.names.form,
        id: play.recordId,
        taskId,
        answer,
        ...(await patchOf(play, step)),
        ...chosenOf(play, step),
        ...commentOf(step),
      },
    });
  };
}

/** Does something else with it. */
function moving(stepOf: (play: Play, step: CaseStep, taskId: string) => FlowRequest): StepPart {
  return async (play, step, engine) => {
    const { taskId, instance } = await findTask(play, step);
    return send(play, step, engine, {
      ...instance,
      command: {
        type: 'move',
        form: play.names.form,
        id: play.recordId,
        step: { ...stepOf(play, step, taskId), ...commentOf(step) },
      },
    });
  };
}

export const taskSteps: Readonly<Record<string, StepPart>> = {
  approve: answering('approve'),
  reject: answering('reject'),
  submit: answering('submit'),
  transfer: moving(({ names }, step, taskId) => ({
    type: 'transfer',
    taskId,
    to: names.userId(textOf(step, 'to')),
  })),
  delegate: moving(({ names }, step, taskId) => ({
    type: 'delegate',
    taskId,
    to: names.userId(textOf(step, 'to')),
  })),
  add_sign: moving(({ names }, step, taskId) => ({
    type: 'add_sign',
    taskId,
    where: textOf(step, 'where') as 'before' | 'after' | 'with',
    users: userIds(names, step['users'] ?? step['user']),
  })),
  return: moving((_play, step, taskId) => ({
    type: 'return',
    taskId,
    to: textOf(step, 'to'),
    ...(step['after'] === undefined ? {} : { after: step['after'] as 'redo' | 'back' }),
  })),
};
