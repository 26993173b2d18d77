import { openWork } from '../flows/index.js';
import type { FlowCommand } from '../flows/index.js';
import { issue } from '../foundation/index.js';
import type { StoredRecord } from '../records/index.js';
import { changedPaths, nextVersion } from '../records/index.js';
import { ownSight, refuseBlank, refuseLocked } from './act-on-record.js';
import { patched, putChanged } from './change-record.js';
import type { MoveCommand } from './command.js';
import { refuse } from './decision.js';
import { isFlowAdmin } from './flow-admin.js';
import { requireRecord } from './moment.js';
import type { Moment } from './moment.js';
import { migrateTo, moveFlow, pinnedFlow } from './move-flow.js';
import { runRecordRules } from './record-rules.js';
import { saveRecord } from './save-record.js';

/** What else people, administrators and the platform do with the flow of a record. */

type Step = MoveCommand['step'];

const BY_ADMINS: ReadonlySet<Step['type']> = new Set([
  'cancel',
  'reassign',
  'jump',
  'retry',
  'skip',
  'migrate',
]);
const BY_PLATFORM: ReadonlySet<Step['type']> = new Set(['timer', 'called', 'call_failed', 'fail', 'signal']);

/** Takes a step of the flow, with the change of the record that goes with it. */
export function moveOnRecord(moment: Moment, command: MoveCommand): StoredRecord {
  const before = needsNoGrant(moment, command) ? recordOf(moment) : requireRecord(moment);
  requireMayMove(moment, command);
  // A step writes the record only where it brings another state or runs actions.
  const occasion = { actor: moment.facts.subject.id, now: command.at };
  moment.sheet.keepAtHand(moment.model.key, before, nextVersion(before, before, occasion));
  const record = corrected(moment, before, command);
  if (command.step.type === 'migrate') return migrateTo(moment, record, command.step);
  return moveFlow(moment, record, {
    ...command.step,
    by: moment.facts.subject.id,
    at: command.at,
  } as FlowCommand);
}

/** Whoever administers a flow helps it along, also where his roles do not show him the record. */
function needsNoGrant(moment: Moment, { step, byPlatform }: MoveCommand): boolean {
  return byPlatform === true || (BY_ADMINS.has(step.type) && isFlowAdmin(moment));
}

function recordOf({ facts }: Moment): StoredRecord {
  return facts.record ?? refuse('hidden', [issue('not_found')]);
}

/** What administrators and the platform do is nobody else's. */
function requireMayMove(moment: Moment, { step, byPlatform }: MoveCommand): void {
  if (byPlatform === true) return;
  if (moment.facts.instance === undefined) refuse('passed', [issue('not_running')]);
  if (BY_PLATFORM.has(step.type) || (BY_ADMINS.has(step.type) && !isFlowAdmin(moment)))
    refuse('forbidden', [issue('not_allowed', '', { action: step.type })]);
}

/** The starter corrects the record when he sends it again. */
function corrected(moment: Moment, before: StoredRecord, command: MoveCommand): StoredRecord {
  if (command.step.type !== 'resubmit') return before;
  const values = command.patch ? patched(moment, before, command.patch, ownSight(moment)) : before;
  const changed = changedPaths(moment.model, before, values);
  const config = startConfig(moment);
  const closed = [...(config.hidden ?? []), ...(config.readOnly ?? [])];
  const byHand = [...changed].filter((path) => !moment.model.field(path)?.serverOwned);
  const open = (config.editable ?? byHand).filter((path) => !closed.includes(path));
  refuseLocked(byHand, open);
  refuseBlank(config.required ?? [], values);
  if (changed.size === 0) return before;
  const event = { type: 'update', changed } as const;
  const saved = saveRecord(moment, values, event, [], before);
  const record = putChanged(moment, before, saved.record);
  return runRecordRules(moment, record, saved.notices, event);
}

interface FieldLists {
  readonly editable?: readonly string[];
  readonly required?: readonly string[];
  readonly readOnly?: readonly string[];
  readonly hidden?: readonly string[];
}

/** The rights of the start of the flow in which the to-do to send again stands. */
function startConfig(moment: Moment): FieldLists {
  const { instance, subject } = moment.facts;
  if (instance === undefined) return {};
  const flow = pinnedFlow(moment, instance);
  const isRoot = openWork(instance.state).some(
    ({ assignee, nodeId }) => assignee === subject.id && nodeId === flow.start.id,
  );
  return isRoot ? (flow.start.config as FieldLists) : {};
}
