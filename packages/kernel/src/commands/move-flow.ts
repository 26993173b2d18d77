import type { RecordData } from '../expression/index.js';
import { migrateFlow, nodeRights, stepFlow } from '../flows/index.js';
import type {
  Choices,
  CompiledFlow,
  FlowCommand,
  FlowEffect,
  FlowFacts,
  FlowItem,
  FlowState,
  FlowStep,
  WorkItem,
} from '../flows/index.js';
import { addDuration, addWorking, businessDayStart, issue } from '../foundation/index.js';
import type { WorkingCalendar } from '../foundation/index.js';
import type { StoredRecord } from '../records/index.js';
import type { AnswerCommand, FlowRequest } from './command.js';
import { refuse, refuseOn } from './decision.js';
import type { InstanceWrite } from './effects.js';
import { compileFlowActions } from './flow-actions.js';
import type { InstanceFact } from './facts.js';
import { evaluationInput } from './moment.js';
import type { Moment } from './moment.js';
import { nodeTitle, noticeOf } from './notice.js';
import { enterState, runFlowActions } from './record-rules.js';
import type { FlowContext } from './record-rules.js';
import { inputAfter } from './set-field.js';

/** Carries the steps of a flow into the decision: its effects become tasks, timers, calls, states, messages and actions. */

type MigrateRequest = Extract<FlowRequest, { type: 'migrate' }>;

interface Instance {
  readonly id: string;
  readonly release: number;
  readonly revision: number;
  readonly parent?: InstanceWrite['parent'];
}

/** Starts the flow on the record. */
export function startFlow(
  moment: Moment,
  record: StoredRecord,
  flow: CompiledFlow,
  chosen?: Choices,
): StoredRecord {
  const command: FlowCommand = {
    type: 'start',
    starter: moment.facts.subject.id,
    at: moment.command.at,
    ...(chosen === undefined ? {} : { chosen }),
  };
  return step(moment, record, flow, newInstance(moment), null, command);
}

function newInstance(moment: Moment): Instance {
  return { id: moment.facts.ids(), release: moment.release.number, revision: 0 };
}

/** Hands an answer to the running flow. */
export function answerTask(moment: Moment, record: StoredRecord, command: AnswerCommand): StoredRecord {
  return moveFlow(moment, record, {
    type: command.answer,
    taskId: command.taskId,
    by: moment.facts.subject.id,
    at: moment.command.at,
    ...(command.comment === undefined ? {} : { comment: command.comment }),
    ...(command.chosen === undefined ? {} : { chosen: command.chosen }),
  });
}

/** Takes a step of the flow that is in force for the record. */
export function moveFlow(moment: Moment, record: StoredRecord, command: FlowCommand): StoredRecord {
  const { instance } = moment.facts;
  if (!instance) return refuse('passed', [issue('not_running')]);
  return step(moment, record, pinnedFlow(moment, instance), instance, instance.state, command);
}

/** Goes on with the flow as another release has it. */
export function migrateTo(moment: Moment, record: StoredRecord, request: MigrateRequest): StoredRecord {
  const { instance } = moment.facts;
  if (!instance) return refuse('passed', [issue('not_running')]);
  const target = moment.pinned(request.release)?.flows.get(instance.flow);
  if (!target) return refuse('invalid', [issue('unmapped', '', { node: instance.flow })]);
  const migrated = migrateFlow(
    pinnedFlow(moment, instance),
    target,
    instance.state,
    {
      by: moment.facts.subject.id,
      at: moment.command.at,
      ...(request.map === undefined ? {} : { map: request.map }),
      ...(request.comment === undefined ? {} : { comment: request.comment }),
    },
    factsFor(moment, record, instance, target),
  );
  if (!migrated.ok) return refuse(refusalOf(migrated.error[0]?.code), migrated.error);
  const moved = { ...instance, release: request.release };
  return write(moment, record, target, moved, 'update', migrated.value);
}

/** The flow as it was in the release that the instance was started with. */
export function pinnedFlow(moment: Moment, instance: InstanceFact): CompiledFlow {
  const flow = moment.pinned(instance.release)?.flows.get(instance.flow);
  if (!flow) throw new Error(`release ${instance.release} has no flow ${instance.flow}`);
  return flow;
}

function step(
  moment: Moment,
  record: StoredRecord,
  flow: CompiledFlow,
  instance: Instance,
  state: FlowState | null,
  command: FlowCommand,
): StoredRecord {
  const result = stepFlow(flow, state, command, factsFor(moment, record, instance, flow));
  if (!result.ok) return refuse(refusalOf(result.error[0]?.code), result.error);
  return write(moment, record, flow, instance, state === null ? 'insert' : 'update', result.value);
}

function factsFor(
  moment: Moment,
  record: StoredRecord,
  { id, release }: Instance,
  flow: CompiledFlow,
): FlowFacts {
  const calendars = (moment.pinned(release) ?? moment.release).calendars;
  return {
    input: evaluationInput(moment, record),
    people: moment.facts.people,
    ids: moment.facts.ids,
    now: moment.command.at,
    instance: id,
    afterActions: (actions, input) => inputAfter(moment, actions, input),
    dueAfter: (instant, duration, key) => dueAfter(calendars.get(key), instant, duration, flow.key),
    dayStart: businessDayStart,
  };
}

/** Without the calendar that it names, a flow counts elapsed time. */
function dueAfter(
  calendar: WorkingCalendar | undefined,
  instant: string,
  duration: string,
  flow: string,
): string {
  const due = calendar ? addWorking(calendar, instant, duration) : addDuration(instant, duration);
  if (due.ok) return due.value;
  throw new Error(`flow ${flow} cannot count ${duration} from ${instant}`);
}

function write(
  moment: Moment,
  record: StoredRecord,
  flow: CompiledFlow,
  instance: Instance,
  kind: InstanceWrite['kind'],
  { state, effects }: FlowStep,
): StoredRecord {
  moment.sheet.putInstance({
    id: instance.id,
    kind,
    flow: flow.key,
    release: instance.release,
    form: moment.model.key,
    recordId: record.id,
    revision: instance.revision + 1,
    state,
    ...(instance.parent === undefined ? {} : { parent: instance.parent }),
  });
  const context: FlowContext = { flow, instanceId: instance.id, revision: instance.revision + 1, state };
  return effects.reduce((current, effect) => carryOut(moment, current, effect, context), record);
}

const PASSED = new Set(['already_done', 'not_running', 'too_late', 'too_soon', 'no_waiter']);
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
  const { instanceId, flow } = context;
  switch (effect.type) {
    case 'open_task':
      openTask(moment, record, effect.task, context);
      return record;
    case 'move_task':
      sheet.tasksMoved.push({
        id: effect.taskId,
        nodeId: effect.nodeId,
        title: nodeTitle(flow, effect.nodeId),
        ...hiddenAt(flow, effect.nodeId),
      });
      return record;
    case 'close_task':
      sheet.tasksClosed.push({
        id: effect.taskId,
        outcome: effect.outcome,
        by: effect.by,
        comment: effect.comment,
      });
      return record;
    case 'set_timer':
      sheet.timersSet.push({ ...effect.timer, instanceId });
      return record;
    case 'drop_timer':
      sheet.timersDropped.push(effect.timerId);
      return record;
    case 'notify':
      notify(moment, record, effect, context);
      return record;
    case 'event':
      sheet.flowEvents.push({ ...effect, instanceId });
      return record;
    case 'set_state':
      return enterState(moment, record, effect.state, context);
    case 'run_actions':
      return runFlowActions(withItem(moment, effect), record, effect.nodeId, effect.actions, context);
    case 'call':
      call(withItem(moment, effect), record, effect, context);
      return record;
    case 'start_instance':
      return startApart(moment, record, effect, context);
  }
}

/** Actions inside of a flow for one element of a list see that element. */
function withItem(moment: Moment, { item }: { readonly item?: FlowItem }): Moment {
  if (item === undefined) return moment;
  return { ...moment, given: { ...moment.given, item: item as RecordData } };
}

type Call = Extract<FlowEffect, { type: 'call' }>;

/** Leaves a call for the outbox; whoever makes it reports its end by the key. */
function call(moment: Moment, record: StoredRecord, effect: Call, { flow, instanceId }: FlowContext): void {
  const compiled = compileFlowActions(moment.release, moment.model, [effect.action]);
  if (!compiled.ok) return refuse('invalid', compiled.error);
  const source = { key: `${flow.key}/${effect.nodeId}` };
  const { effects, issues } = compiled.value.run(evaluationInput(moment, record), source);
  refuseOn(issues);
  for (const made of effects) {
    if (made.type !== 'call_webhook') continue;
    moment.sheet.calls.push({
      key: effect.key,
      endpoint: made.endpoint,
      form: moment.model.key,
      recordId: record.id,
      payload: made.payload,
      rule: made.rule.key,
      instanceId,
      ...(effect.notBefore === undefined ? {} : { notBefore: effect.notBefore }),
    });
  }
}

type Apart = Extract<FlowEffect, { type: 'start_instance' }>;

/** Starts an instance of its own beside the one that asks for it. */
function startApart(moment: Moment, record: StoredRecord, effect: Apart, context: FlowContext): StoredRecord {
  const flow = context.flow.subflow(effect.flow);
  if (!flow) throw new Error(`flow ${context.flow.key} has no flow ${effect.flow}`);
  const parent = { instanceId: context.instanceId, nodeId: effect.nodeId };
  const { release } = moment.facts.instance ?? { release: moment.release.number };
  const instance = { ...newInstance(moment), release, parent };
  const command: FlowCommand = {
    type: 'start',
    starter: moment.facts.instance?.state.starter ?? moment.facts.subject.id,
    at: moment.command.at,
    ...(effect.item === undefined ? {} : { item: effect.item }),
  };
  return step(moment, record, flow, instance, null, command);
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
    ...(task.for === undefined ? {} : { for: task.for }),
    ...(task.helps === undefined ? {} : { helps: task.helps }),
    openedAt: task.openedAt,
    dueAt: task.dueAt,
    instanceId,
    nodeId: task.nodeId,
    ...hiddenAt(flow, task.nodeId),
  });
}

function hiddenAt(flow: CompiledFlow, nodeId: string): { readonly hidden?: readonly string[] } {
  const { hidden } = nodeRights(flow, nodeId);
  return hidden.length === 0 ? {} : { hidden };
}

type Notice = Extract<FlowEffect, { type: 'notify' }>;

/** Messages of a flow say what they are about; being copied in is also a task that only asks to be read. */
function notify(moment: Moment, record: StoredRecord, effect: Notice, context: FlowContext): void {
  const { sheet, facts } = moment;
  const { flow, instanceId, revision } = context;
  // Whoever acts knows what he did; only who urges everybody is urged himself, too.
  const others = effect.to.filter((user) => effect.reason === 'urge' || user !== facts.subject.id);
  const notice = noticeOf(moment, record, effect, context);
  sheet.notifications.push({
    key: `${instanceId}/${effect.reason}/${effect.nodeId ?? ''}/${sheet.flowEvents.length}/${revision}`,
    event: effect.reason,
    to: others,
    ...notice,
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
      title: effect.nodeId === undefined ? flow.definition.title : nodeTitle(flow, effect.nodeId),
      assignee,
      openedAt: moment.command.at,
      instanceId,
      nodeId: effect.nodeId,
    });
  }
}
