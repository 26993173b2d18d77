import type { FlowRequest } from '@dougong/kernel/commands';
import { issue } from '@dougong/kernel/foundation';
import type { TrialStep } from '@dougong/kernel/metadata';
import { invalid } from '../../../http/refusal.js';
import { PLATFORM } from '../../../rules/occasions/platform.js';
import { administratorOf } from '../administrator.js';
import { findTaskAtNode, instanceOfNode } from '../task-at-node.js';
import type { TrialPlay } from '../trial-play.js';
import { chosenOf, commentOf, patchOf, said } from './deed.js';
import type { Deed } from './deed.js';

/** What the starter, administrators and other systems do with the record and its flow. */

/** The action of the form that starts the flow. */
const start: Deed = async (play, step) => {
  const { startAction } = play.flow.definition;
  if (startAction === undefined) throw invalid([issue('flow_starts_inside', '/do')]);
  return act(play, { ...step, action: startAction });
};

const act: Deed = async (play, step) => {
  const action = said(step.action);
  const command = { type: 'act', ...play.target, action } as const;
  await play.send(await play.person(step.by ?? play.starter), `act:${action}`, {
    command: { ...command, ...patchOf(step), ...chosenOf(step), ...commentOf(step) },
  });
};

const edit: Deed = async (play, step) => {
  const patch = { ...step.set, ...step.lines };
  const subject = await play.person(step.by ?? play.starter);
  await play.send(subject, 'update', { command: { type: 'change', ...play.target, patch } });
};

/** Who takes a step that does not say it. */
type WhoOf = (play: TrialPlay, step: TrialStep) => string | Promise<string>;

const starterOf: WhoOf = ({ starter }) => starter;

/** Whoever answered at the node. */
const answererOf: WhoOf = async ({ target, world, starter }, { node }) => {
  const task = await findTaskAtNode(world.database, { form: target.form, record: target.id, node });
  return task?.assignee ?? starter;
};

function moving(whoOf: WhoOf, stepOf: (step: TrialStep) => FlowRequest): Deed {
  return async (play, step) => {
    const { form, id } = play.target;
    const patch = step.do === 'resubmit' ? patchOf(step) : {};
    await play.send(await play.person(step.by ?? (await whoOf(play, step))), `flow:${step.do}`, {
      command: { type: 'move', form, id, step: { ...stepOf(step), ...commentOf(step) }, ...patch },
      instance: await instanceOfNode(play.world.database, { form, record: id, node: step.node }),
    });
  };
}

/** Comes from another system, not from a person. */
const signal: Deed = async (play, step) => {
  const move = { type: 'signal', event: said(step.event) } as const;
  const command = { type: 'move', ...play.target, step: move, byPlatform: true } as const;
  await play.send(PLATFORM, 'flow:signal', { command }, 'worker');
};

export const flowDeeds = {
  start,
  act,
  edit,
  signal,
  resubmit: moving(starterOf, (step) => ({ type: 'resubmit', ...chosenOf(step) })),
  recall: moving(starterOf, () => ({ type: 'recall' })),
  revoke: moving(starterOf, () => ({ type: 'revoke' })),
  take_back: moving(answererOf, ({ node }) => ({ type: 'take_back', node: said(node) })),
  urge: moving(starterOf, () => ({ type: 'urge' })),
  comment: moving(starterOf, ({ comment, node, mentions }) => ({
    type: 'comment',
    comment: said(comment),
    ...(node === undefined ? {} : { node }),
    ...(mentions === undefined ? {} : { mentions }),
  })),
  cancel: moving(administratorOf, ({ reason }) => ({ type: 'cancel', reason: said(reason) })),
  retry: moving(administratorOf, () => ({ type: 'retry' })),
  skip: moving(administratorOf, () => ({ type: 'skip' })),
  jump: moving(administratorOf, ({ to }) => ({ type: 'jump', to: said(to) })),
  reassign: moving(administratorOf, ({ node, from, to }) => ({
    type: 'reassign',
    node: said(node),
    from: said(from),
    to: said(to),
  })),
};
