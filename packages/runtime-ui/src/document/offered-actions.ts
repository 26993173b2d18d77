import type { RecordAction, Task } from '@dougong/ui/api';

const REFUSING: ReadonlySet<string> = new Set(['reject']);

const READ = 'read';

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

/** Whether an answer must say why. */
export function needsComment(action: RecordAction): boolean {
  return action.opinion === 'required' || (isRefusing(action) && action.opinion !== 'none');
}

/** The actions of a document as its head shows them. */
export interface OfferedActions {
  /** The one way forward. */
  readonly primary: RecordAction | undefined;
  /** What stands beside it as buttons. */
  readonly shown: readonly RecordAction[];
  /** What waits behind the dots. */
  readonly hidden: readonly RecordAction[];
  readonly mayDelete: boolean;
}

const SHOWN_MAX = 2;

/** Sorts what is allowed now: one primary, a few beside it, the rest behind the dots; a phone shows answers only. */
export function offeredActions(actions: readonly RecordAction[], phone: boolean): OfferedActions {
  const offered = actions.filter((action) => action.allowed);
  const tasks = offered.filter((action) => action.kind === 'task');
  const lifecycle = offered.filter((action) => action.kind === 'lifecycle');
  const primary = tasks.find(isForward) ?? lifecycle[0] ?? tasks.find(({ id }) => id === READ);
  const beside = [...tasks, ...lifecycle].filter((action) => action !== primary);
  const isShown = (action: RecordAction, at: number) => (phone ? action.kind === 'task' : at < SHOWN_MAX);
  return {
    primary,
    shown: beside.filter(isShown),
    hidden: beside.filter((action, at) => !isShown(action, at)),
    mayDelete: offered.some((action) => action.kind === 'delete'),
  };
}
