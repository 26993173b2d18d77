import type { RuleAction } from '../../metadata/index.js';
import type { CompiledNode } from '../flow-model.js';
import type { FlowToken, PendingCall } from '../flow-state.js';
import type { Level } from '../level.js';
import { allLevels } from '../level.js';
import { dueAfter } from '../node-moment.js';
import { spoil } from './closings.js';
import { decide } from './decide.js';
import { halt } from './suspend.js';

/** Calls to the outside: made after the commit, one after another, always with the same key for the same visit. */

/** Asks for the first call of a node. */
export function beginCalls(level: Level, token: FlowToken, node: CompiledNode): void {
  spoil(level, token);
  callNext(level, token, node, 0);
}

function callNext(level: Level, token: FlowToken, node: CompiledNode, at: number): void {
  const action = node.part.calls?.(node.config).calls[at];
  if (action === undefined) {
    const { call: _call, ...done } = token;
    return decide(level, done, 'approved', 'auto');
  }
  const path = level.pathOf(token.nodeId);
  const key = [level.step.facts.instance, path, token.visit ?? 1, action.id].join('/');
  make(level, { ...token, call: { key, tries: 0, at } }, action);
}

function make(
  level: Level,
  token: FlowToken & { call: PendingCall },
  action: RuleAction,
  notBefore?: string,
): void {
  const { item } = level.draft;
  level.rest(token);
  level.step.record.add({
    type: 'call',
    key: token.call.key,
    nodeId: level.pathOf(token.nodeId),
    action,
    ...(notBefore === undefined ? {} : { notBefore }),
    ...(item === undefined ? {} : { item }),
  });
  level.event('call_made', {
    nodeId: token.nodeId,
    payload: { key: token.call.key, tries: token.call.tries },
  });
}

interface Calling {
  readonly level: Level;
  readonly token: FlowToken & { call: PendingCall };
}

/** The token that waits for a call. */
export function callingToken(root: Level, key: string): Calling | undefined {
  return allLevels(root)
    .flatMap((level) => level.draft.tokens.map((token) => ({ level, token })))
    .find((found): found is Calling => found.token.call?.key === key);
}

/** A call has been made: the next one, or the flow goes on. */
export function callDone({ level, token }: Calling): void {
  callNext(level, token, level.nodeOf(token.nodeId), token.call.at + 1);
}

/** A call has failed: it is tried again after a while, until an administrator has to look at it. */
export function callFailed({ level, token }: Calling, isFinal: boolean, cause?: string): void {
  const node = level.nodeOf(token.nodeId);
  const policy = node.part.calls?.(node.config);
  const action = policy?.calls[token.call.at];
  const failed = { ...token, call: { ...token.call, tries: token.call.tries + 1 } };
  level.event('call_failed', {
    nodeId: token.nodeId,
    payload: {
      key: token.call.key,
      tries: failed.call.tries,
      ...(cause === undefined ? {} : { cause }),
    },
  });
  if (policy === undefined || action === undefined || isFinal || failed.call.tries >= policy.tries)
    return halt(level, { ...failed, stuck: true }, 'action_failed', cause);
  const { facts } = level.step;
  make(level, failed, action, dueAfter({ settings: {} }, facts, facts.now, policy.retryAfter));
}

/** Makes the call of a token that stands still once more, from the first try on. */
export function callAgain(level: Level, token: FlowToken): void {
  const node = level.nodeOf(token.nodeId);
  const action = node.part.calls?.(node.config).calls[token.call?.at ?? 0];
  if (token.call === undefined || action === undefined) return;
  const { stuck: _stuck, ...kept } = token;
  make(level, { ...kept, call: { ...token.call, tries: 0 } }, action);
}
