import { checkWrites, narrowedSight } from '../access/index.js';
import type { FieldSight } from '../access/index.js';
import type { RecordData } from '../expression/index.js';
import { applyChange, coerceChange } from '../forms/index.js';
import type { RecordChange } from '../forms/index.js';
import { issue, pointer } from '../foundation/index.js';
import { changedPaths, checkEditable, nextVersion } from '../records/index.js';
import type { StoredRecord } from '../records/index.js';
import { attachFiles } from './attach-files.js';
import type { ChangeCommand, DeleteCommand, RecordPatch } from './command.js';
import { refuse, refuseOn } from './decision.js';
import { isFlowAdmin } from './flow-admin.js';
import { flowHold } from './flow-hold.js';
import { coversRow, requireGrant, requireRecord } from './moment.js';
import type { Moment } from './moment.js';
import { moveFlow } from './move-flow.js';
import { runRecordRules } from './record-rules.js';
import { saveRecord } from './save-record.js';

const NOTHING: ReadonlySet<string> = new Set();

/** Changes fields and lines of a record that its state lets change. */
export function changeRecord(moment: Moment, command: ChangeCommand): StoredRecord {
  const before = requireRecord(moment);
  const grant = requireGrant(moment, 'update');
  if (!coversRow(moment, grant, before))
    refuse('forbidden', [issue('no_right', '', { form: moment.model.title, action: 'update' })]);
  refuseSystemFields(command.patch);
  refuseOn(checkEditable(moment.model, before, flowHold(moment)), 'passed');
  const values = patched(moment, before, command.patch, grant);
  const changed = changedPaths(moment.model, before, values);
  if (changed.size === 0) return before;
  const event = { type: 'update', changed } as const;
  const saved = saveRecord(moment, values, event, [], before);
  const record = putChanged(moment, before, saved.record);
  return runRecordRules(moment, record, saved.notices, event);
}

/** Deletes a record that is still a draft; what has moved on is reversed by another document instead. */
export function deleteRecord(moment: Moment, command: DeleteCommand): null {
  const before = requireRecord(moment);
  const grant = requireGrant(moment, 'delete');
  if (!coversRow(moment, grant, before))
    refuse('forbidden', [issue('no_right', '', { form: moment.model.title, action: 'delete' })]);
  if (moment.facts.instance !== undefined) endFlow(moment, before, command);
  else refuseOn(checkEditable(moment.model, before, flowHold(moment)), 'passed');
  for (const { id } of moment.facts.ruleTasks ?? [])
    moment.sheet.tasksClosed.push({ id, outcome: 'cancelled', by: moment.facts.subject.id });
  moment.sheet.delete(moment.model.key, before);
  return null;
}

/** A document that a flow runs on stays, unless an administrator of the flow says that it must go. */
function endFlow(moment: Moment, before: StoredRecord, { force, at }: DeleteCommand): void {
  if (force !== true) refuse('passed', [issue('record_locked')]);
  if (!isFlowAdmin(moment)) refuse('forbidden', [issue('not_allowed', '', { action: 'delete' })]);
  moment.sheet.keepAtHand(moment.model.key, before, before);
  moveFlow(moment, before, { type: 'cancel', by: moment.facts.subject.id, reason: 'record_deleted', at });
}

/** Applies a patch to a record; nothing is computed yet. Nobody writes a field that a node hides from him. */
export function patched(
  moment: Moment,
  before: StoredRecord,
  patch: RecordPatch,
  sight: FieldSight,
): RecordData {
  const coerced = coerceChange(moment.model, patch);
  if (!coerced.ok) return refuse('invalid', coerced.error);
  const here = narrowedSight(sight, moment.facts.hidden ?? NOTHING);
  refuseOn(checkWrites(writtenValues(coerced.value), here));
  const applied = applyChange(moment.model, before, coerced.value, moment.facts.ids);
  return applied.ok ? attachFiles(moment, applied.value, before) : refuse('invalid', applied.error);
}

/** What a change writes, in the shape of a record. */
function writtenValues({ set = {}, lines = {} }: RecordChange): RecordData {
  const tables = Object.entries(lines).map(([key, { upsert = [] }]) => [key, upsert] as const);
  return { ...set, ...Object.fromEntries(tables) };
}

/** Notes the record's next version; a record changed twice in one decision gets one new version. */
export function putChanged(moment: Moment, before: StoredRecord, values: RecordData): StoredRecord {
  const record = nextVersion(before, values, { actor: moment.facts.subject.id, now: moment.command.at });
  moment.sheet.update(moment.model.key, record, before);
  return record;
}

/**
 * System fields are the platform's. Writing the state past the flow is more than a mistake: it is refused as an
 * attempt to step around the flow, and audited.
 */
function refuseSystemFields(patch: RecordPatch): void {
  if (Object.hasOwn(patch, 'status'))
    refuse('forbidden', [issue('outside_flow', pointer('', 'status'), { state: patch['status'] })]);
}
