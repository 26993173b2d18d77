import type { RecordAction } from '@dougong/ui/api';

const REFUSING: ReadonlySet<string> = new Set(['reject']);

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
  const primary = tasks.find((action) => !isRefusing(action)) ?? lifecycle[0];
  const beside = [...tasks, ...lifecycle].filter((action) => action !== primary);
  const isShown = (action: RecordAction, at: number) => (phone ? action.kind === 'task' : at < SHOWN_MAX);
  return {
    primary,
    shown: beside.filter(isShown),
    hidden: beside.filter((action, at) => !isShown(action, at)),
    mayDelete: offered.some((action) => action.kind === 'delete'),
  };
}
