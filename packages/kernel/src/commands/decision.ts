import type { Issue } from '../foundation/index.js';
import type { Effects } from './effects.js';
import type { Needs } from './facts.js';

/**
 * Why a command was refused; the edge makes a status of it.
 * - `forbidden`: no right, another's task, or a step outside the flow; refused attempts of this kind are audited
 * - `hidden`: the record is not there for this subject
 * - `stale`: the record is newer than the version the caller has seen
 * - `passed`: the state has moved on
 * - `invalid`: values or rules
 */
export type RefusalKind = 'forbidden' | 'hidden' | 'stale' | 'passed' | 'invalid';

export interface Refusal {
  readonly kind: 'refused';
  readonly reason: RefusalKind;
  readonly issues: readonly Issue[];
}

/** The shape of every decision: effects as data, or what must be read first, or a refusal. */
export type Decision =
  | { readonly kind: 'effects'; readonly effects: Effects }
  | { readonly kind: 'needs'; readonly needs: Needs }
  | Refusal;

/**
 * Ends a decision from inside its helpers with a refusal or with needs. Thrown and caught within `decide` only: callers
 * see a value. It is no Error: nobody reads its stack, and gathering one is what it would cost most.
 */
export class DecisionStop {
  constructor(readonly decision: Exclude<Decision, { kind: 'effects' }>) {}
}

/** Refuses the command. */
export function refuse(reason: RefusalKind, issues: readonly Issue[]): never {
  throw new DecisionStop({ kind: 'refused', reason, issues });
}

/** Refuses the command if there is an error among the issues. */
export function refuseOn(issues: readonly Issue[], reason: RefusalKind = 'invalid'): void {
  if (issues.some((each) => (each.severity ?? 'error') === 'error')) refuse(reason, issues);
}

/** Asks for facts that are not there yet. */
export function need(needs: Needs): never {
  throw new DecisionStop({ kind: 'needs', needs });
}
