import type { FlowDefinition, FlowNode } from '@dougong/kernel/metadata';
import { canBeEntered } from '../drawing/node-kinds.js';
import type { Instance, InstanceActionName, OpenWork } from '../wire.js';
import { hasEnded } from './instance-words.js';

/** Something that an administrator is about to do. */
export interface ChosenAction {
  readonly name: InstanceActionName;
  /** The to-do that somebody else gets. */
  readonly work?: OpenWork;
}

/** What goes along with it, as far as it was filled in. */
export interface ActionValues {
  readonly reason: string;
  readonly to?: string | undefined;
  readonly map?: Readonly<Record<string, string>>;
}

/** What can be done with the instance as a whole; the server has the last word. */
export function offeredActions(
  instance: Instance,
  releaseInForce: number | undefined,
): readonly InstanceActionName[] {
  if (hasEnded(instance)) return [];
  const isSuspended = instance.status === 'suspended';
  const isOlder = releaseInForce !== undefined && instance.flow.release !== releaseInForce;
  return [
    ...(isSuspended ? (['retry', 'skip'] as const) : []),
    'jump',
    ...(isOlder ? (['migrate'] as const) : []),
    'cancel',
  ];
}

/** Where an instance can be sent to. */
export function jumpTargets(definition: FlowDefinition): readonly FlowNode[] {
  return definition.nodes.filter(({ type }) => canBeEntered(type));
}

/** Whether everything is there that the action needs. */
export function isComplete({ name }: ChosenAction, { reason, to }: ActionValues): boolean {
  const needsTarget = name === 'reassign' || name === 'jump';
  return reason.trim() !== '' && (!needsTarget || to !== undefined);
}

/** The body of the call. */
export function actionBody({ name, work }: ChosenAction, { reason, to, map = {} }: ActionValues): object {
  const comment = reason.trim();
  if (name === 'cancel') return { reason: comment };
  if (name === 'reassign') return { node: work?.node, from: work?.assignee, to, comment };
  if (name === 'jump') return { to, comment };
  if (name === 'migrate') return { comment, ...(Object.keys(map).length === 0 ? {} : { map }) };
  return { comment };
}
