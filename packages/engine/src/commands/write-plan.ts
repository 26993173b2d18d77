import type { Effects, FieldChange, InstanceWrite } from '@dougong/kernel/commands';
import type { FormModel } from '@dougong/kernel/forms';
import { Parameters } from '../database/sql-text.js';
import { fileUseFragments } from '../files/file-use-fragments.js';
import type { Channel } from '../identity/subject.js';
import type { Column } from '../records/record-table.js';
import { callPayload, flowCallRows } from './flow-call-rows.js';
import { flowEventsOut } from './flow-events-out.js';
import { timerFragments } from './flow-timer-fragments.js';
import { insertFragment, insertFragments, joinFragments, rowsToMeet } from './fragment.js';
import type { Fragment, RowSet } from './fragment.js';
import { OUTBOX_COLUMNS } from './outbox-columns.js';
import { recordFragments } from './record-fragments.js';

/**
 * Turns effects into one statement: data-modifying CTEs over JSON record sets, so that commands write everything in one
 * round trip, however many they are and whatever their lines, rules and tasks.
 */

export interface AuditRow {
  readonly action: string;
  readonly outcome: 'done' | 'refused';
  readonly form?: string;
  readonly record_id?: string;
  readonly code?: string;
  readonly changes?: readonly FieldChange[] | null;
  /** The rules that took part. */
  readonly cause?: string;
}

/** Who did it, through which door, when. */
export interface CommandOrigin {
  readonly actor: string;
  readonly at: string;
  readonly release?: number;
  readonly channel: Channel;
  readonly ip?: string;
  /** The device, as it names itself. */
  readonly agent?: string;
  readonly requestId?: string;
  /** For whom the actor stands in. */
  readonly onBehalfOf?: string;
}

const column = (name: string, type: string): Column => ({ name, type });

const TASK_COLUMNS = [
  column('id', 'uuid'),
  column('instance_id', 'uuid'),
  column('form', 'text'),
  column('record_id', 'uuid'),
  column('node_id', 'text'),
  column('kind', 'text'),
  column('title', 'jsonb'),
  column('assignee', 'uuid'),
  column('for_user', 'uuid'),
  column('helps', 'uuid'),
  column('for_action', 'text'),
  column('state', 'text'),
  column('opened_at', 'timestamptz'),
  column('due_at', 'timestamptz'),
  column('rule_key', 'text'),
  column('release', 'integer'),
  column('hidden', 'text[]'),
];

const INSTANCE_COLUMNS = [
  column('id', 'uuid'),
  column('release', 'integer'),
  column('flow_key', 'text'),
  column('form', 'text'),
  column('record_id', 'uuid'),
  column('status', 'text'),
  column('revision', 'integer'),
  column('starter', 'uuid'),
  column('state', 'jsonb'),
  column('started_at', 'timestamptz'),
  column('ended_at', 'timestamptz'),
  column('parent_id', 'uuid'),
  column('parent_node', 'text'),
];

const EVENT_COLUMNS = [
  column('instance_id', 'uuid'),
  column('seq', 'integer'),
  column('kind', 'text'),
  column('node_id', 'text'),
  column('actor', 'uuid'),
  column('payload', 'jsonb'),
  column('at', 'timestamptz'),
];

const TIMER_COLUMNS = [
  column('id', 'uuid'),
  column('kind', 'text'),
  column('due_at', 'timestamptz'),
  column('payload', 'jsonb'),
  column('task_id', 'uuid'),
];

const FORMULA_USES_COLUMNS = [
  column('record_id', 'uuid'),
  column('version', 'integer'),
  column('form', 'text'),
  column('release', 'integer'),
  column('at', 'timestamptz'),
  column('uses', 'jsonb'),
];

export const AUDIT_COLUMNS = [
  column('at', 'timestamptz'),
  column('actor', 'uuid'),
  column('action', 'text'),
  column('outcome', 'text'),
  column('form', 'text'),
  column('record_id', 'uuid'),
  column('code', 'text'),
  column('channel', 'text'),
  column('ip', 'inet'),
  column('agent', 'text'),
  column('request_id', 'text'),
  column('on_behalf_of', 'uuid'),
  column('cause', 'text'),
  column('changes', 'jsonb'),
  column('release', 'integer'),
];

/** What a command wants written, and who sent it. */
export interface EffectsToWrite {
  readonly effects: Effects;
  readonly origin: CommandOrigin;
  readonly audit: readonly AuditRow[];
}

/** Makes the CTEs of all effects of the commands but the ledger's, which adds its own. */
export function effectFragments(
  commands: readonly EffectsToWrite[],
  model: (form: string) => FormModel,
  ids: () => string,
  parameters: Parameters,
): Fragment[] {
  const effects = commands.map((command) => command.effects);
  return [
    ...recordFragments(
      effects.flatMap(({ records }) => records),
      model,
      parameters,
    ),
    ...moveInstances(commands.flatMap(movedInstances), parameters),
    ...closeTasks(commands.flatMap(closedTasks), parameters),
    ...moveTasks(effects.flatMap(movedTasks), parameters),
    ...timerFragments(effects, parameters),
    ...fileUseFragments(commands, parameters),
    ...insertFragments(
      commands.flatMap((command) => rowSetsOf(command, ids)),
      parameters,
    ),
  ];
}

function rowSetsOf({ effects, origin, audit }: EffectsToWrite, ids: () => string): readonly RowSet[] {
  return [
    startedInstances(effects, origin),
    taskRows(effects, origin),
    flowCallRows(effects.calls, origin, ids),
    eventRows(effects, origin),
    timerRows(effects, ids),
    outboxRows(effects, origin, ids),
    flowEventsOut(effects, origin, ids),
    formulaUsesRows(effects, origin),
    auditRows(audit, origin),
  ];
}

function startedInstances(effects: Effects, origin: CommandOrigin): RowSet {
  return {
    name: 'start_instances',
    table: 'core.flow_instance',
    columns: INSTANCE_COLUMNS,
    rows: effects.instances.filter(({ kind }) => kind === 'insert').map((each) => instanceRow(each, origin)),
  };
}

function movedInstances({ effects, origin }: EffectsToWrite): Record<string, unknown>[] {
  return effects.instances.filter(({ kind }) => kind === 'update').map((each) => instanceRow(each, origin));
}

function instanceRow(each: InstanceWrite, { at }: CommandOrigin): Record<string, unknown> {
  return {
    id: each.id,
    release: each.release,
    flow_key: each.flow,
    form: each.form,
    record_id: each.recordId,
    status: each.state.status,
    revision: each.revision,
    starter: each.state.starter,
    state: each.state,
    started_at: at,
    ended_at: hasEnded(each.state.status) ? at : null,
    parent_id: each.parent?.instanceId,
    parent_node: each.parent?.nodeId,
  };
}

function moveInstances(rows: readonly Record<string, unknown>[], parameters: Parameters): Fragment[] {
  if (rows.length === 0) return [];
  const sql =
    `UPDATE core.flow_instance t SET release = x.release, status = x.status, revision = x.revision, state = x.state, ended_at = x.ended_at ` +
    `FROM ${rowsToMeet(rows, INSTANCE_COLUMNS, parameters)} WHERE t.id = x.id`;
  return [{ name: 'move_instances', sql }];
}

const ENDED: ReadonlySet<string> = new Set(['approved', 'rejected', 'revoked', 'cancelled']);

/** A document that came back to its starter is still under way. */
function hasEnded(status: string): boolean {
  return ENDED.has(status);
}

function taskRows(effects: Effects, origin: CommandOrigin): RowSet {
  return {
    name: 'open_tasks',
    table: 'core.task',
    columns: TASK_COLUMNS,
    rows: effects.tasksOpened.map((task) => ({
      id: task.id,
      instance_id: task.instanceId,
      form: task.form,
      record_id: task.recordId,
      node_id: task.nodeId,
      kind: task.kind,
      title: task.title,
      assignee: task.assignee,
      for_user: task.for,
      helps: task.helps,
      for_action: task.action,
      state: 'open',
      opened_at: task.openedAt,
      due_at: task.dueAt,
      rule_key: task.rule,
      release: origin.release,
      hidden: task.hidden,
    })),
  };
}

const CLOSING_COLUMNS = [
  column('id', 'uuid'),
  column('state', 'text'),
  column('outcome', 'text'),
  column('done_by', 'uuid'),
  column('comment', 'text'),
  column('done_at', 'timestamptz'),
];

function closedTasks({ effects, origin }: EffectsToWrite) {
  return effects.tasksClosed.map((task) => ({
    id: task.id,
    state: task.outcome === 'cancelled' ? 'cancelled' : 'done',
    outcome: task.outcome,
    done_by: task.by,
    comment: task.comment,
    done_at: origin.at,
  }));
}

function closeTasks(rows: ReturnType<typeof closedTasks>, parameters: Parameters): Fragment[] {
  if (rows.length === 0) return [];
  const closing =
    `UPDATE core.task t SET state = x.state, outcome = x.outcome, done_by = x.done_by, comment = x.comment, done_at = x.done_at ` +
    `FROM ${rowsToMeet(rows, CLOSING_COLUMNS, parameters)} WHERE t.id = x.id AND t.state = 'open'`;
  return [{ name: 'close_tasks', sql: closing }, dropTimers(rows, parameters)];
}

function dropTimers(tasks: readonly { readonly id: string }[], parameters: Parameters): Fragment {
  const ids = tasks.map(({ id }) => id);
  const those =
    ids.length === 1 ? `= ${parameters.add(ids[0])}::uuid` : `= ANY(${parameters.add(ids)}::uuid[])`;
  return { name: 'drop_timers', sql: `DELETE FROM core.timer WHERE task_id ${those}` };
}

const MOVING_COLUMNS = [
  column('id', 'uuid'),
  column('node_id', 'text'),
  column('title', 'jsonb'),
  column('hidden', 'text[]'),
];

/** To-dos whose node has another name in the version that the instance goes on with. */
function movedTasks({ tasksMoved, tasksClosed }: Effects) {
  const closed = new Set(tasksClosed.map(({ id }) => id));
  return tasksMoved
    .filter(({ id }) => !closed.has(id))
    .map(({ id, nodeId, title, hidden }) => ({ id, node_id: nodeId, title, hidden }));
}

function moveTasks(rows: ReturnType<typeof movedTasks>, parameters: Parameters): Fragment[] {
  if (rows.length === 0) return [];
  const source = rowsToMeet(rows, MOVING_COLUMNS, parameters);
  const sql = `UPDATE core.task t SET node_id = x.node_id, title = x.title, hidden = x.hidden FROM ${source} WHERE t.id = x.id`;
  return [{ name: 'move_tasks', sql }];
}

function eventRows(effects: Effects, origin: CommandOrigin): RowSet {
  return {
    name: 'flow_events',
    table: 'core.flow_event',
    columns: EVENT_COLUMNS,
    rows: effects.flowEvents.map((event) => ({
      instance_id: event.instanceId,
      seq: event.seq,
      kind: event.kind,
      node_id: event.nodeId,
      actor: event.actor,
      payload: event.payload,
      at: origin.at,
    })),
  };
}

function timerRows(effects: Effects, ids: () => string): RowSet {
  return {
    name: 'set_timers',
    table: 'core.timer',
    columns: TIMER_COLUMNS,
    rows: effects.tasksOpened
      .filter((task) => task.dueAt !== undefined)
      .map((task) => ({ id: ids(), kind: 'task_due', due_at: task.dueAt, payload: {}, task_id: task.id })),
  };
}

function outboxRows(effects: Effects, origin: CommandOrigin, ids: () => string): RowSet {
  const notifications = effects.notifications.map((each) => ({
    topic: 'notification',
    key: each.key,
    payload: {
      users: each.to,
      event: each.event,
      title: each.title,
      body: each.body,
      form: each.form,
      recordId: each.recordId,
      tells: each.tells,
      channels: each.channels,
      marks: each.marks,
    },
  }));
  const events = effects.events.map((each, at) => ({
    topic: 'event',
    key: `${each.type}/${each.recordId}/${origin.requestId ?? ids()}/${at}`,
    payload: { type: `${each.type}.v1`, subject: `${each.form}/${each.recordId}`, data: each.data },
  }));
  const calls = effects.calls
    .filter((each) => each.instanceId === undefined)
    .map((each) => ({ topic: 'webhook', key: each.key, payload: callPayload(each) }));
  return {
    name: 'send_outbox',
    table: 'core.outbox',
    columns: OUTBOX_COLUMNS,
    rows: [...notifications, ...events, ...calls].map((each) => ({
      id: ids(),
      ...each,
      next_at: origin.at,
      created_at: origin.at,
    })),
  };
}

function formulaUsesRows(effects: Effects, origin: CommandOrigin): RowSet {
  return {
    name: 'keep_formula_uses',
    table: 'core.formula_uses',
    columns: FORMULA_USES_COLUMNS,
    rows: effects.formulaUses.map(({ form, recordId, version, uses }) => ({
      record_id: recordId,
      version,
      form,
      release: origin.release,
      at: origin.at,
      uses,
    })),
  };
}

/** Audit rows as they are written, in the command's transaction or, for a refusal, after it. */
export function auditRows(audit: readonly AuditRow[], origin: CommandOrigin): RowSet {
  return {
    name: 'write_audit',
    table: 'core.audit_entry',
    columns: AUDIT_COLUMNS,
    rows: audit.map((entry) => ({
      ...entry,
      at: origin.at,
      actor: origin.actor,
      channel: origin.channel,
      ip: origin.ip,
      agent: origin.agent,
      request_id: origin.requestId,
      on_behalf_of: origin.onBehalfOf,
      release: origin.release,
    })),
  };
}

/** The statement of a lone audit entry: a refused attempt is recorded after its rollback. */
export function auditStatement(
  audit: readonly AuditRow[],
  origin: CommandOrigin,
): { text: string; values: unknown[] } {
  const parameters = new Parameters();
  return {
    text: joinFragments(insertFragment(auditRows(audit, origin), parameters)),
    values: parameters.values,
  };
}
