import { nodeAt } from '@dougong/kernel/flows';
import type { CompiledFlow, WorkPolicy } from '@dougong/kernel/flows';
import { isBlank } from '@dougong/kernel/forms';
import type { Localized } from '@dougong/kernel/foundation';
import type { OwnWork, RunningFlow } from './flow-work.js';
import { isAsking, refusalOfStep, removableSigners, returnTargets, takeBackNodes } from './possible-steps.js';
import type { RecordAction } from './record-action.js';
import type { VisibleRecord } from './visible-record.js';

/** What people may do with flows besides answering: with a to-do of theirs, as the starter, or as anybody who looks on. */

const SHARING: readonly {
  readonly id: string;
  readonly right: keyof WorkPolicy;
  readonly title: Localized;
}[] = [
  { id: 'transfer', right: 'mayTransfer', title: { 'zh-CN': '转办', en: 'Hand on' } },
  { id: 'delegate', right: 'mayDelegate', title: { 'zh-CN': '委派', en: 'Ask for help' } },
  { id: 'add-sign', right: 'mayAddSign', title: { 'zh-CN': '加签', en: 'Add a signer' } },
];

const TITLES = {
  removeSign: { 'zh-CN': '减签', en: 'Remove a signer' },
  return: { 'zh-CN': '退回', en: 'Return' },
  resubmit: { 'zh-CN': '重新提交', en: 'Send again' },
  recall: { 'zh-CN': '撤回', en: 'Recall' },
  revoke: { 'zh-CN': '撤销', en: 'Call off' },
  takeBack: { 'zh-CN': '取回', en: 'Take back' },
  urge: { 'zh-CN': '催办', en: 'Urge' },
  comment: { 'zh-CN': '评论', en: 'Comment' },
} as const satisfies Readonly<Record<string, Localized>>;

/** What the holder of a to-do may do with it besides answering. */
export function taskSteps(seen: VisibleRecord, work: OwnWork, now: string): readonly RecordAction[] {
  const { item, policy, flow } = work;
  if (policy === undefined) return [resubmission(seen, work)];
  if (item.helps !== undefined) return [];
  const head = {
    kind: 'step',
    taskId: item.id,
    nodeTitle: nodeAt(flow, item.nodeId)?.definition.title,
    allowed: true,
  } as const;
  const sharing = SHARING.filter(({ right }) => policy[right] === true).map(({ id, title }) => ({
    ...head,
    id,
    title,
  }));
  const people = removableSigners(seen, work, now);
  const targets = policy.mayReturn ? returnTargets(seen, work, now) : [];
  const after = flow.settings.afterReturn ?? 'redo';
  return [
    ...sharing,
    ...(people.length === 0 ? [] : [{ ...head, id: 'remove-sign', title: TITLES.removeSign, people }]),
    ...(targets.length === 0
      ? []
      : [{ ...head, id: 'return', title: TITLES.return, nodes: titled(flow, targets), after }]),
  ];
}

function resubmission({ record }: VisibleRecord, { item, rights }: OwnWork): RecordAction {
  const blank = rights.required.filter((path) => !path.includes('.') && isBlank(record[path] ?? null));
  return {
    id: 'resubmit',
    title: TITLES.resubmit,
    kind: 'flow',
    taskId: item.id,
    allowed: true,
    ...(blank.length === 0 ? {} : { missing: blank }),
  };
}

/** What may be done with the flows that run on the record without a to-do. */
export function flowActions(seen: VisibleRecord, now: string): readonly RecordAction[] {
  return seen.running.flatMap((running) => {
    const apart = running.instance.id === seen.facts.instance?.id ? {} : { instance: running.instance.id };
    return actionsOn(seen, running, now).map((action) => ({ ...action, ...apart }));
  });
}

function actionsOn(seen: VisibleRecord, running: RunningFlow, now: string): readonly RecordAction[] {
  const offer = (id: 'recall' | 'revoke' | 'urge'): RecordAction => {
    const refusal = refusalOfStep(seen, running, { type: id }, now);
    const head = { id, title: TITLES[id], kind: 'flow' } as const;
    if (refusal === undefined) return { ...head, allowed: true };
    return { ...head, allowed: false, reason: refusal.code, reasonParams: refusal.params ?? {} };
  };
  const isStarter = running.instance.state.starter === seen.subject.id;
  const nodes = takeBackNodes(seen, running, now);
  const takeBack: RecordAction = {
    id: 'take-back',
    title: TITLES.takeBack,
    kind: 'flow',
    allowed: true,
    nodes: titled(running.flow, nodes),
  };
  return [
    ...(isStarter ? [offer('recall'), offer('revoke')] : []).filter(({ reason }) => reason !== 'not_allowed'),
    ...(nodes.length === 0 ? [] : [takeBack]),
    ...(isAsking(running) ? [offer('urge')] : []),
    { id: 'comment', title: TITLES.comment, kind: 'flow', allowed: true },
  ];
}

function titled(flow: CompiledFlow, ids: readonly string[]): NonNullable<RecordAction['nodes']> {
  return ids.map((id) => ({ id, title: nodeAt(flow, id)?.definition.title ?? flow.definition.title }));
}
