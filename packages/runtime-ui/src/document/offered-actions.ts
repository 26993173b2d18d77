import type { FormDefinition } from '@dougong/kernel/metadata';
import type { RecordAction, Task } from '@dougong/ui/api';

const REFUSING: ReadonlySet<string> = new Set(['reject']);

const READ = 'read';
const RESUBMIT = 'resubmit';
/** It is for good, and therefore never in the open. */
const REVOKE = 'revoke';
/** It has its place below the trail. */
const COMMENT = 'comment';

/** Whether the action brings the document on: neither a refusal nor the mere reading of a copy. */
function isForward(action: RecordAction): boolean {
  return !isRefusing(action) && action.id !== READ;
}

/** The copy of the document that somebody was sent and has not yet marked as read, as an action of the document. */
export function copyAction(tasks: readonly Task[], recordId: string): RecordAction | undefined {
  const copy = tasks.find((task) => task.recordId === recordId && task.state === 'open');
  return copy === undefined
    ? undefined
    : { id: READ, kind: 'task', title: copy.title, taskId: copy.id, opinion: 'none', allowed: true };
}

/** Whether the action says no. */
export function isRefusing({ id }: RecordAction): boolean {
  return REFUSING.has(id);
}

/** Which actions of a form's lifecycle take a document back or throw it away: those that end in a refusal. */
export function takingBack({ lifecycle }: FormDefinition): ReadonlySet<string> {
  const refused = new Set(lifecycle?.states.flatMap(({ id, tone }) => (tone === 'refused' ? [id] : [])));
  return new Set(
    lifecycle?.actions?.flatMap(({ id, to }) => (to !== undefined && refused.has(to) ? [id] : [])),
  );
}

/** Whether the action ends something that others rely on. */
export function isHarsh(action: RecordAction): boolean {
  return isRefusing(action) || action.id === REVOKE;
}

/** Whether an answer must say why. */
export function needsComment(action: RecordAction): boolean {
  return action.opinion === 'required' || (isRefusing(action) && action.opinion !== 'none');
}

/** Whether it answers a task of a flow: what is typed goes along with it. */
export function isAnswer(action: RecordAction): boolean {
  return (action.kind === 'task' && action.id !== READ) || isResubmission(action);
}

/** Whether it sends a document again that came back. */
export function isResubmission({ id, kind }: RecordAction): boolean {
  return kind === 'flow' && id === RESUBMIT;
}

/** What may be done with a task or a flow besides answering; it is asked for in a dialog. */
export function isFlowAction(action: RecordAction): boolean {
  return action.kind === 'step' || (action.kind === 'flow' && ![RESUBMIT, COMMENT].includes(action.id));
}

/** The actions of a document as its head shows them. */
export interface OfferedActions {
  /** The one way forward. */
  readonly primary: RecordAction | undefined;
  /** What stands beside it as buttons. */
  readonly shown: readonly RecordAction[];
  /** What waits behind the dots; what is not possible just now stands there with its reason. */
  readonly hidden: readonly RecordAction[];
  readonly mayDelete: boolean;
}

const SHOWN_MAX = 2;

/**
 * Sorts what is offered: one primary, a few beside it, the rest behind the dots; a phone shows answers only. Where
 * nothing waits for the user, what he may do with the flow of his document stands in the open. What takes the document
 * back is never the primary.
 */
export function offeredActions(
  actions: readonly RecordAction[],
  phone: boolean,
  back: ReadonlySet<string> = new Set(),
): OfferedActions {
  const offered = actions.filter((action) => action.allowed);
  const tasks = offered.filter((action) => action.kind === 'task');
  const resubmissions = offered.filter(isResubmission);
  const lifecycle = offered.filter((action) => action.kind === 'lifecycle');
  const flow = actions.filter(
    (action) => isFlowAction(action) && (action.allowed || action.reason !== undefined),
  );
  const primary =
    tasks.find(isForward) ??
    resubmissions[0] ??
    lifecycle.find(({ id }) => !back.has(id)) ??
    tasks.find(({ id }) => id === READ);
  const beside = [...tasks, ...resubmissions, ...lifecycle].filter((action) => action !== primary);
  const open = primary === undefined ? flow.filter(({ allowed, id }) => allowed && id !== REVOKE) : [];
  const shown = [...beside, ...open].filter((action, at) =>
    phone ? action.kind === 'task' : at < SHOWN_MAX,
  );
  return {
    primary,
    shown,
    hidden: [...beside, ...flow].filter((action) => !shown.includes(action)),
    mayDelete: offered.some((action) => action.kind === 'delete'),
  };
}
