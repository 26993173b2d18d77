import { coversRecord } from '@dougong/kernel/access';
import { missingFor } from '@dougong/kernel/commands';
import type { AnswerVerb } from '@dougong/kernel/flows';
import { nodeAt } from '@dougong/kernel/flows';
import { actionsFrom, isBlank, stateOf } from '@dougong/kernel/forms';
import type { Issue, Localized } from '@dougong/kernel/foundation';
import type { LifecycleAction } from '@dougong/kernel/metadata';
import { checkAction, checkEditable } from '@dougong/kernel/records';
import type { FlowHold } from '@dougong/kernel/records';
import { choicesAt, choicesAtStart } from './flow-choices.js';
import { flowActions, taskSteps } from './flow-steps.js';
import type { OwnWork } from './flow-work.js';
import { grantOf } from './form-grant.js';
import type { RecordAction } from './record-action.js';
import type { VisibleRecord } from './visible-record.js';

const ANSWERS: Readonly<Record<AnswerVerb, Localized>> = {
  approve: { 'zh-CN': '同意', en: 'Approve' },
  reject: { 'zh-CN': '拒绝', en: 'Refuse' },
  submit: { 'zh-CN': '提交', en: 'Submit' },
};

const DELETE: Localized = { 'zh-CN': '删除', en: 'Delete' };

/** What the subject could do with the record in its present state. The command decides again when it comes. */
export function recordActions(seen: VisibleRecord, now: string): readonly RecordAction[] {
  const { model, record, work } = seen;
  const lifecycle = actionsFrom(model.lifecycle, stateOf(model.lifecycle, record));
  return [
    ...work.flatMap((each) => answers(seen, each)),
    ...work.flatMap((each) => taskSteps(seen, each, now)),
    ...flowActions(seen, now),
    ...lifecycle.map((action) => lifecycleAction(seen, action)),
    deletion(seen),
  ];
}

/** What flows say about changes of the record outside their tasks. */
export function holdOn({ facts, release, model }: VisibleRecord): FlowHold {
  return { running: facts.instance !== null, reserved: release.reservedStates.get(model.key) };
}

/** Whether a grant for the action covers this record. */
export function isGranted(seen: VisibleRecord, action: string): boolean {
  const { release, subject, model, relation } = seen;
  return coversRecord(grantOf(release, subject, model.key, action), relation);
}

function answers({ record }: VisibleRecord, work: OwnWork): readonly RecordAction[] {
  const { item, policy, rights, flow } = work;
  const choices = choicesAt(work);
  const nodeTitle = nodeAt(flow, item.nodeId)?.definition.title;
  const blank = rights.required.filter((path) => !path.includes('.') && isBlank(record[path] ?? null));
  return (Object.keys(policy?.answers ?? {}) as AnswerVerb[]).map((verb) => ({
    id: verb,
    title: ANSWERS[verb],
    kind: 'task',
    taskId: item.id,
    nodeTitle,
    ...(item.helps === undefined ? {} : { helps: item.helps }),
    ...(item.for === undefined ? {} : { forUser: item.for }),
    opinion: policy?.opinion,
    allowed: true,
    ...(verb === 'reject' || blank.length === 0 ? {} : { missing: blank }),
    ...(verb === 'reject' || choices.length === 0 ? {} : { choices }),
  }));
}

function lifecycleAction(seen: VisibleRecord, action: LifecycleAction): RecordAction {
  const tasks = seen.facts.ruleTasks.filter((task) => task.action === action.id);
  const own = tasks.find((task) => task.assignee === seen.subject.id);
  const reason = refusalOf(seen, action, tasks.length > 0, own !== undefined);
  const missing = missingFor(action, seen.record);
  const started = seen.release.flowStarts.get(`${seen.model.key}/${action.id}`);
  const choices = started === undefined ? [] : choicesAtStart(started);
  return {
    id: action.id,
    title: action.title,
    kind: 'lifecycle',
    ...(own ? { taskId: own.id } : {}),
    allowed: reason === undefined,
    ...(reason === undefined ? {} : { reason }),
    ...(missing.length === 0 ? {} : { missing }),
    ...(choices.length === 0 ? {} : { choices }),
  };
}

/** The actions of the lifecycle that the subject could take now. */
export function openActions(seen: VisibleRecord): readonly LifecycleAction[] {
  const { model, record } = seen;
  return actionsFrom(model.lifecycle, stateOf(model.lifecycle, record)).filter((action) => {
    const tasks = seen.facts.ruleTasks.filter((task) => task.action === action.id);
    const isOwn = tasks.some((task) => task.assignee === seen.subject.id);
    return refusalOf(seen, action, tasks.length > 0, isOwn) === undefined;
  });
}

/** An action that tasks ask for is their assignees'; any other needs a grant. */
function refusalOf(
  seen: VisibleRecord,
  action: LifecycleAction,
  isTask: boolean,
  isOwn: boolean,
): string | undefined {
  if (isTask && !isOwn) return 'not_yours';
  if (!isTask && !isGranted(seen, action.id)) return 'no_right';
  const hold = holdOn(seen);
  const startsFlow = seen.release.flowStarts.has(`${seen.model.key}/${action.id}`);
  return codeOf(
    checkAction(seen.model, seen.record, action.id, startsFlow ? { ...hold, reserved: undefined } : hold),
  );
}

function deletion(seen: VisibleRecord): RecordAction {
  const held = codeOf(checkEditable(seen.model, seen.record, holdOn(seen)));
  const reason = isGranted(seen, 'delete') ? held : 'no_right';
  return {
    id: 'delete',
    title: DELETE,
    kind: 'delete',
    allowed: reason === undefined,
    ...(reason === undefined ? {} : { reason }),
  };
}

function codeOf(issues: readonly Issue[]): string | undefined {
  return issues[0]?.code;
}
