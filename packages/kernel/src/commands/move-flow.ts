import { stepFlow } from '../flows/index.js';
import type { CompiledFlow, FlowCommand, FlowEffect, FlowState, WorkItem } from '../flows/index.js';
import type { Localized } from '../foundation/index.js';
import { issue } from '../foundation/index.js';
import type { StoredRecord } from '../records/index.js';
import type { AnswerCommand } from './command.js';
import { refuse } from './decision.js';
import type { InstanceFact } from './facts.js';
import { evaluationInput } from './moment.js';
import type { Moment } from './moment.js';
import { enterState, runFlowActions } from './record-rules.js';
import type { FlowContext } from './record-rules.js';
import { inputAfter } from './set-field.js';

/** Carries the steps of a flow into the decision: its effects become tasks, states, messages and actions. */

/** Starts the flow on the record. */
export function startFlow(moment: Moment, record: StoredRecord, flow: CompiledFlow): StoredRecord {
  const instance = { id: moment.facts.ids(), release: moment.release.number, revision: 0 };
  const command: FlowCommand = { type: 'start', starter: moment.facts.subject.id, at: moment.command.at };
  return step(moment, record, flow, instance, null, command);
}

/** Hands an answer to the running flow. */
export function answerTask(moment: Moment, record: StoredRecord, command: AnswerCommand): StoredRecord {
  const { instance } = moment.facts;
  if (!instance) return refuse('passed', [issue('not_running')]);
  const flow = pinnedFlow(moment, instance);
  const answer: FlowCommand = {
    type: command.answer,
    taskId: command.taskId,
    by: moment.facts.subject.id,
    at: moment.command.at,
    ...(command.comment === undefined ? {} : { comment: command.comment }),
  };
  return step(moment, record, flow, instance, instance.state, answer);
}

/** The flow as it was in the release that the instance was started with. */
function pinnedFlow(moment: Moment, instance: InstanceFact): CompiledFlow {
  const flow = moment.pinned(instance.release)?.flows.get(instance.flow);
  if (!flow) throw new Error(`release ${instance.release} has no flow ${instance.flow}`);
  return flow;
}

interface InstanceHead {
  readonly id: string;
  readonly release: number;
  readonly revision: number;
}

function step(
  moment: Moment,
  record: StoredRecord,
  flow: CompiledFlow,
  instance: InstanceHead,
  state: FlowState | null,
  command: FlowCommand,
): StoredRecord {
  const result = stepFlow(flow, state, command, {
    input: evaluationInput(moment, record),
    people: moment.facts.people,
    ids: moment.facts.ids,
    now: moment.command.at,
    afterActions: (actions, input) => inputAfter(moment, actions, input),
  });
  if (!result.ok) return refuse(refusalOf(result.error[0]?.code), result.error);
  moment.sheet.putInstance({
    id: instance.id,
    kind: state === null ? 'insert' : 'update',
    flow: flow.key,
    release: instance.release,
    form: moment.model.key,
    recordId: record.id,
    revision: instance.revision + 1,
    state: result.value.state,
  });
  const context: FlowContext = { flow, instanceId: instance.id };
  return result.value.effects.reduce((current, effect) => carryOut(moment, current, effect, context), record);
}

const PASSED = new Set(['already_done', 'not_running', 'too_late']);
const FORBIDDEN = new Set(['not_yours', 'not_allowed']);

function refusalOf(code: string | undefined) {
  if (FORBIDDEN.has(code ?? '')) return 'forbidden' as const;
  return PASSED.has(code ?? '') ? ('passed' as const) : ('invalid' as const);
}

function carryOut(
  moment: Moment,
  record: StoredRecord,
  effect: FlowEffect,
  context: FlowContext,
): StoredRecord {
  const { sheet } = moment;
  switch (effect.type) {
    case 'open_task':
      openTask(moment, record, effect.task, context);
      return record;
    case 'close_task':
      sheet.tasksClosed.push({
        id: effect.taskId,
        outcome: effect.outcome,
        by: effect.by,
        comment: effect.comment,
      });
      return record;
    case 'notify':
      notify(moment, record, effect, context);
      return record;
    case 'event':
      sheet.flowEvents.push({ ...effect, instanceId: context.instanceId });
      return record;
    case 'set_state':
      return enterState(moment, record, effect.state, context);
    case 'run_actions':
      return runFlowActions(moment, record, effect.nodeId, effect.actions, context);
  }
}

function openTask(
  moment: Moment,
  record: StoredRecord,
  task: WorkItem,
  { flow, instanceId }: FlowContext,
): void {
  moment.sheet.tasksOpened.push({
    id: task.id,
    kind: task.kind,
    form: moment.model.key,
    recordId: record.id,
    title: nodeTitle(flow, task.nodeId),
    assignee: task.assignee,
    openedAt: task.openedAt,
    dueAt: task.dueAt,
    instanceId,
    nodeId: task.nodeId,
  });
}

type Notice = Extract<FlowEffect, { type: 'notify' }>;

/** Messages of a flow say what they are about; being copied in is also a task that only asks to be read. */
function notify(
  moment: Moment,
  record: StoredRecord,
  effect: Notice,
  { flow, instanceId }: FlowContext,
): void {
  const { sheet, facts } = moment;
  const others = effect.to.filter((user) => user !== facts.subject.id);
  const title = effect.message ?? noticeTitle(flow, effect);
  sheet.notifications.push({
    key: `${instanceId}/${effect.reason}/${effect.nodeId ?? ''}/${sheet.flowEvents.length}/${record.version}`,
    to: others,
    title,
    form: moment.model.key,
    recordId: record.id,
  });
  if (effect.reason !== 'cc') return;
  for (const assignee of effect.to) {
    sheet.tasksOpened.push({
      id: facts.ids(),
      kind: 'cc',
      form: moment.model.key,
      recordId: record.id,
      title: effect.nodeId === undefined ? title : nodeTitle(flow, effect.nodeId),
      assignee,
      openedAt: moment.command.at,
      instanceId,
      nodeId: effect.nodeId,
    });
  }
}

function nodeTitle(flow: CompiledFlow, nodeId: string): Localized {
  return flow.nodes.get(nodeId)?.definition.title ?? flow.definition.title;
}

const NOTICES: Readonly<Record<Notice['reason'], Localized>> = {
  task: { 'zh-CN': '待你处理', en: 'Waiting for you' },
  cc: { 'zh-CN': '抄送给你', en: 'Copied to you' },
  approved: { 'zh-CN': '已通过', en: 'Approved' },
  rejected: { 'zh-CN': '已退回', en: 'Refused' },
  suspended: { 'zh-CN': '流程停住，等管理员处理', en: 'The flow has stopped and waits for an administrator' },
};

function noticeTitle(flow: CompiledFlow, effect: Notice): Localized {
  const subject = effect.nodeId === undefined ? flow.definition.title : nodeTitle(flow, effect.nodeId);
  const notice = NOTICES[effect.reason];
  return { 'zh-CN': `${subject['zh-CN']} · ${notice['zh-CN']}`, en: `${subject.en} · ${notice.en}` };
}
