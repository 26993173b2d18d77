import type { FieldSight } from '../access/index.js';
import { issue, pointer } from '../foundation/index.js';
import type { Issue } from '../foundation/index.js';
import type { RecordData } from '../expression/index.js';
import { nodeRights, openWork } from '../flows/index.js';
import type { CompiledFlow } from '../flows/index.js';
import { isBlank, rowsOf } from '../forms/index.js';
import type { LifecycleAction } from '../metadata/index.js';
import { changedPaths, checkAction, checkEditable, findAction } from '../records/index.js';
import type { StoredRecord } from '../records/index.js';
import type { ActCommand } from './command.js';
import { refuse, refuseOn } from './decision.js';
import { patched, putChanged } from './change-record.js';
import { answerTask, moveFlow, startFlow } from './move-flow.js';
import { flowHold } from './flow-hold.js';
import type { RuleTaskFact } from './facts.js';
import { coversRow, requireGrant, requireRecord } from './moment.js';
import type { Moment } from './moment.js';
import { enterState, runRecordRules } from './record-rules.js';
import { saveRecord } from './save-record.js';
import type { AnswerCommand } from './command.js';

/** Takes an action of the form's lifecycle: with the change that comes with it, into the flow or the state it leads to. */
export function actOnRecord(moment: Moment, command: ActCommand): StoredRecord {
  const before = requireRecord(moment);
  const action = findAction(moment.model, command.action);
  if (!action) return refuse('forbidden', [issue('outside_flow', '', { action: command.action })]);
  const tasks = (moment.facts.ruleTasks ?? []).filter((task) => task.action === action.id);
  const sight = requireActor(moment, action, before, tasks);
  refuseSecondStart(moment, action);
  refuseWrongState(checkAction(moment.model, before, action.id, actionHold(moment, action)));
  const values = command.patch ? patched(moment, before, command.patch, sight) : before;
  const changed = changedPaths(moment.model, before, values);
  if (checkEditable(moment.model, before).length > 0) refuseLocked(changed, action.required ?? []);
  const event = { type: 'action', action: action.id, changed } as const;
  const saved = saveRecord(moment, values, event, action.required, before);
  const record = putChanged(moment, before, saved.record);
  closeRuleTasks(moment, tasks, command.comment);
  const ruled = runRecordRules(moment, record, saved.notices, event);
  return moveOn(moment, ruled, action);
}

/** Answers a task of the running flow, with the fields that its node lets the person change. */
export function answerOnRecord(moment: Moment, command: AnswerCommand): StoredRecord {
  const before = requireRecord(moment);
  const values = command.patch ? patched(moment, before, command.patch, ownSight(moment)) : before;
  const changed = changedPaths(moment.model, before, values);
  answerableFields(moment, command, changed, values);
  const event = { type: 'update', changed } as const;
  const saved =
    changed.size === 0 ? { record: values, notices: [] } : saveRecord(moment, values, event, [], before);
  const record = putChanged(moment, before, saved.record);
  const ruled = changed.size === 0 ? record : runRecordRules(moment, record, saved.notices, event);
  return answerTask(moment, ruled, command);
}

/** A task that asks for this action is its assignee's; without one the grant decides. Gives what he may not write. */
function requireActor(
  moment: Moment,
  action: LifecycleAction,
  record: StoredRecord,
  tasks: readonly RuleTaskFact[],
): FieldSight {
  if (tasks.length > 0) {
    if (tasks.some((task) => task.assignee === moment.facts.subject.id)) return ownSight(moment);
    refuse('forbidden', [issue('not_yours', '', { action: action.id })]);
  }
  const grant = requireGrant(moment, action.id);
  if (!coversRow(moment, grant, record))
    refuse('forbidden', [issue('no_right', '', { form: moment.model.title, action: action.id })]);
  return grant;
}

/** How the subject sees the fields of the form. */
export function ownSight(moment: Moment): FieldSight {
  return moment.release.access.can(moment.facts.subject, moment.model.key, 'read');
}

/** The flow that an action starts brings its own states, so the action's state is not reserved against it. */
function actionHold(moment: Moment, action: LifecycleAction) {
  const hold = flowHold(moment);
  return moment.release.flowStarts.has(`${moment.model.key}/${action.id}`)
    ? { ...hold, reserved: undefined }
    : hold;
}

/** Whoever clicks twice comes late for the flow that his first click started; he does not go round it. */
function refuseSecondStart(moment: Moment, action: LifecycleAction): void {
  const flow = moment.release.flowStarts.get(`${moment.model.key}/${action.id}`);
  if (flow === undefined || moment.facts.instance?.flow !== flow.key) return;
  if (moment.facts.instance.state.status === 'returned') return;
  refuse('passed', [issue('already_done', '', { action: action.id })]);
}

/** Going round a flow is forbidden; being late for a state is not. */
function refuseWrongState(issues: readonly Issue[]): void {
  if (issues.some((each) => each.code === 'outside_flow')) refuse('forbidden', issues);
  refuseOn(issues, 'passed');
}

function moveOn(moment: Moment, record: StoredRecord, action: LifecycleAction): StoredRecord {
  const flow = moment.release.flowStarts.get(`${moment.model.key}/${action.id}`);
  const moved = flow ? sendOff(moment, record, flow) : record;
  return action.to === undefined || flow ? moved : enterState(moment, moved, action.to);
}

/** Starts the flow, or sends a document that came back into it again. */
function sendOff(moment: Moment, record: StoredRecord, flow: CompiledFlow): StoredRecord {
  const { facts, command } = moment;
  const chosen = command.type === 'act' ? command.chosen : undefined;
  if (facts.instance?.flow !== flow.key) return startFlow(moment, record, flow, chosen);
  return moveFlow(moment, record, {
    type: 'resubmit',
    by: facts.subject.id,
    at: command.at,
    ...(chosen === undefined ? {} : { chosen }),
  });
}

function closeRuleTasks(moment: Moment, tasks: readonly RuleTaskFact[], comment: string | undefined): void {
  for (const task of tasks) {
    const own = task.assignee === moment.facts.subject.id;
    moment.sheet.tasksClosed.push({
      id: task.id,
      outcome: own ? 'completed' : 'cancelled',
      by: moment.facts.subject.id,
      ...(comment === undefined ? {} : { comment }),
    });
  }
}

/** What the node lets the person change, and what it asks for before it can be agreed to. */
function answerableFields(
  moment: Moment,
  command: AnswerCommand,
  changed: ReadonlySet<string>,
  values: RecordData,
): void {
  const { instance } = moment.facts;
  const nodeId = instance && openWork(instance.state).find((item) => item.id === command.taskId)?.nodeId;
  const flow = instance && moment.pinned(instance.release)?.flows.get(instance.flow);
  if (nodeId === undefined || flow === undefined) return refuseLocked(changedByHand(moment, changed), []);
  const { editable, readOnly, hidden, required } = nodeRights(flow, nodeId);
  const closed = new Set([...readOnly, ...hidden]);
  refuseLocked(
    changedByHand(moment, changed),
    editable.filter((path) => !closed.has(path)),
  );
  if (command.answer !== 'reject') refuseBlank(required, values);
}

function changedByHand(moment: Moment, changed: ReadonlySet<string>): readonly string[] {
  return [...changed].filter((path) => !moment.model.field(path)?.serverOwned);
}

/** Fields that a node asks for must have a value; a column must have one in every line. */
export function refuseBlank(required: readonly string[], values: RecordData): void {
  const blank = required.filter((path) => {
    const [head = '', column] = path.split('.');
    if (column === undefined) return isBlank(values[head] ?? null);
    return rowsOf(values, head).some((row) => isBlank(row[column] ?? null));
  });
  refuseOn(
    blank.map((path) => issue('validation', pointer('', ...path.split('.')), { field: path })),
    'invalid',
  );
}

/** Outside an editable state only some fields may be written. */
export function refuseLocked(changed: Iterable<string>, open: readonly string[]): void {
  const locked = [...changed].filter((path) => !open.includes(path));
  refuseOn(locked.map((path) => issue('field_locked', pointer('', ...path.split('.')), { field: path })));
}

/** Blank values among those that an action asks for; for the page, which shows them before the action is tried. */
export function missingFor(action: LifecycleAction, record: RecordData): readonly string[] {
  return (action.required ?? []).filter((path) => !path.includes('.') && isBlank(record[path] ?? null));
}
