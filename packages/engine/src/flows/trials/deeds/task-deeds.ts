import type { FlowRequest } from '@dougong/kernel/commands';
import type { TrialStep } from '@dougong/kernel/metadata';
import type { CommandDraft } from '../../../commands/command-run.js';
import { findTaskAtNode } from '../task-at-node.js';
import type { TaskAtNode } from '../task-at-node.js';
import type { TrialPlay } from '../trial-play.js';
import { chosenOf, commentOf, patchOf, said } from './deed.js';
import type { Deed } from './deed.js';

/** What people do with a to-do. */

/** A step at a node where nothing ever waited for anybody is refused as one at another's task is. */
const NOBODYS: Pick<TaskAtNode, 'id' | 'kind' | 'instance'> = {
  id: '00000000-0000-4000-8000-000000000000',
  kind: 'approve',
  instance: null,
};

type Task = Pick<TaskAtNode, 'id' | 'kind' | 'instance'>;
type CommandOf = (play: TrialPlay, step: TrialStep, task: Task) => CommandDraft;

/** The to-do in the node that the step names, by whoever holds it unless the step says who. */
function onTask(commandOf: CommandOf): Deed {
  return async (play, step) => {
    const { form, id } = play.target;
    const place = { form, record: id, node: step.node, by: step.by };
    const task = await findTaskAtNode(play.world.database, place);
    const subject = await play.person(step.by ?? task?.assignee ?? play.starter);
    await play.send(subject, `task:${step.do}`, {
      command: commandOf(play, step, task ?? NOBODYS),
      instance: task?.instance ?? undefined,
    });
  };
}

const answer =
  (verb: 'approve' | 'reject' | 'submit'): CommandOf =>
  (play, step, task) => ({
    type: 'answer',
    ...play.target,
    taskId: task.id,
    answer: verb,
    ...patchOf(step),
    ...chosenOf(step),
    ...commentOf(step),
  });

/** Submitting a document that came back is sending it again. */
const submit: CommandOf = (play, step, task) =>
  task.kind === 'resubmit'
    ? {
        type: 'move',
        ...play.target,
        step: { type: 'resubmit', taskId: task.id, ...chosenOf(step), ...commentOf(step) },
        ...patchOf(step),
      }
    : answer('submit')(play, step, task);

const moving =
  (stepOf: (step: TrialStep, taskId: string) => FlowRequest): CommandOf =>
  (play, step, task) => ({
    type: 'move',
    ...play.target,
    step: { ...stepOf(step, task.id), ...commentOf(step) },
  });

export const taskDeeds = {
  approve: onTask(answer('approve')),
  reject: onTask(answer('reject')),
  submit: onTask(submit),
  transfer: onTask(moving(({ to }, taskId) => ({ type: 'transfer', taskId, to: said(to) }))),
  delegate: onTask(moving(({ to }, taskId) => ({ type: 'delegate', taskId, to: said(to) }))),
  add_sign: onTask(
    moving(({ where = 'with', users = [] }, taskId) => ({ type: 'add_sign', taskId, where, users })),
  ),
  remove_sign: onTask(
    moving(({ node, user }) => ({ type: 'remove_sign', node: said(node), user: said(user) })),
  ),
  return: onTask(
    moving(({ to, after }, taskId) => ({
      type: 'return',
      taskId,
      to: said(to),
      ...(after === undefined ? {} : { after }),
    })),
  ),
};
