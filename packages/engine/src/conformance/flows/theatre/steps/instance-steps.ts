import type { FlowRequest } from '@dougong/kernel/commands';
import type { CaseStep } from '../../flow-case.js';
import { eventKey } from '../../case-flow.js';
import { isObject } from '../../../suite.js';
import { ReleaseRegistry } from '../../../../releases/release-registry.js';
import { instanceOfNode } from '../find-task.js';
import { chosenOf, commentOf, patchOf, send, textOf, userIds } from './step-part.js';
import type { Play, StepPart } from './step-part.js';

/** What the starter, administrators and other systems do with the instance. */

const onRecord = ({ names, recordId }: Play) => ({ form: names.form, id: recordId });

/** Sends the document on its way. */
const start: StepPart = async (play, step, engine) =>
  send(play, step, engine, {
    command: { type: 'act', ...onRecord(play), action: 'submit', ...chosenOf(play, step) },
  });

function moving(stepOf: (play: Play, step: CaseStep) => FlowRequest): StepPart {
  return async (play, step, engine) =>
    send(play, step, engine, {
      ...(await instanceOfNode(play, step)),
      command: {
        type: 'move',
        ...onRecord(play),
        step: { ...stepOf(play, step), ...commentOf(step) },
        ...(step.do === 'resubmit' ? await patchOf(play, step) : {}),
      },
    });
}

/** Comes from another system, not from a person. */
const signal: StepPart = async (play, step, engine) =>
  send(play, step, engine, {
    command: {
      type: 'move',
      ...onRecord(play),
      step: { type: 'signal', event: eventKey(textOf(step, 'event')) },
      byPlatform: true,
    },
  });

const migrate: StepPart = async (play, step, engine) => {
  const { number } = await engine.get(ReleaseRegistry).refresh();
  const map = isObject(step['map']) ? { map: step['map'] as Readonly<Record<string, string>> } : {};
  return send(play, step, engine, {
    command: { type: 'move', ...onRecord(play), step: { type: 'migrate', release: number, ...map } },
  });
};

const deleteRecord: StepPart = async (play, step, engine) =>
  send(play, step, engine, {
    command: { type: 'delete', ...onRecord(play) },
    ...(step['force'] === true ? { force: true } : {}),
  });

export const instanceSteps: Readonly<Record<string, StepPart>> = {
  start,
  signal,
  migrate,
  delete_record: deleteRecord,
  resubmit: moving((play, step) => ({ type: 'resubmit', ...chosenOf(play, step) })),
  recall: moving(() => ({ type: 'recall' })),
  revoke: moving(() => ({ type: 'revoke' })),
  take_back: moving((_play, step) => ({ type: 'take_back', node: textOf(step, 'node') })),
  urge: moving(() => ({ type: 'urge' })),
  comment: moving(({ names }, step) => ({
    type: 'comment',
    comment: textOf(step, 'comment'),
    mentions: userIds(names, step['mentions']),
  })),
  remove_sign: moving(({ names }, step) => ({
    type: 'remove_sign',
    node: textOf(step, 'node'),
    user: names.userId(textOf(step, 'user')),
  })),
  cancel: moving((_play, step) => ({ type: 'cancel', reason: String(step['reason'] ?? 'cancelled') })),
  reassign: moving(({ names }, step) => ({
    type: 'reassign',
    node: textOf(step, 'node'),
    from: names.userId(textOf(step, 'from')),
    to: names.userId(textOf(step, 'to')),
  })),
  jump: moving((_play, step) => ({ type: 'jump', to: textOf(step, 'to') })),
  retry: moving(() => ({ type: 'retry' })),
  skip: moving(() => ({ type: 'skip' })),
};
