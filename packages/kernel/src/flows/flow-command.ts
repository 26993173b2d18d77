import type { EvaluationInput } from '../expression/index.js';
import type { IdSource, Localized } from '../foundation/index.js';
import type { RuleAction } from '../metadata/index.js';
import type { AnswerOutcome, FlowState, WorkItem } from './flow-state.js';

/** What goes into a step and what comes out of it. */

/** What a person can do to a work item. */
export type AnswerVerb = 'approve' | 'reject' | 'submit';

export interface AnswerCommand {
  readonly type: AnswerVerb;
  readonly taskId: string;
  readonly by: string;
  readonly comment?: string;
  /** When the person acted; stands in the trail. */
  readonly at: string;
}

export type FlowCommand =
  | { readonly type: 'start'; readonly starter: string; readonly at: string }
  | AnswerCommand
  | { readonly type: 'cancel'; readonly by: string; readonly reason: string; readonly at: string };

/** Who is there, as the step needs to know it. */
export interface PeopleFacts {
  usersOfRole(role: string): readonly string[];
  isActive(user: string): boolean;
}

export interface FlowFacts {
  /** The record as conditions and people fields see it. */
  readonly input: EvaluationInput;
  readonly people: PeopleFacts;
  readonly ids: IdSource;
  /** The moment of the step: to-dos open now and their due times count from now. */
  readonly now: string;
  /**
   * What the record is once `actions` have run, so that conditions behind an action node see its result.
   * Without it they see the record as it came in.
   */
  readonly afterActions?: (actions: readonly RuleAction[], input: EvaluationInput) => EvaluationInput;
}

export type FlowEventKind =
  | 'started'
  | 'task_opened'
  | 'approved'
  | 'rejected'
  | 'submitted'
  | 'cc'
  | 'actions_run'
  | 'condition_taken'
  | 'node_closed'
  | 'suspended'
  | 'cancelled'
  | 'ended';

/** One line of the append-only trail; `seq` is unique in the instance. */
export interface FlowEvent {
  readonly type: 'event';
  readonly seq: number;
  readonly kind: FlowEventKind;
  readonly at: string;
  readonly nodeId?: string;
  readonly actor?: string;
  readonly payload?: Readonly<Record<string, unknown>>;
}

export type NoticeReason = 'task' | 'cc' | 'approved' | 'rejected' | 'suspended';

/** What the caller carries out in the same transaction, in this order. */
export type FlowEffect =
  | { readonly type: 'open_task'; readonly task: WorkItem }
  | {
      readonly type: 'close_task';
      readonly taskId: string;
      readonly outcome: AnswerOutcome | 'cancelled';
      readonly by?: string;
      readonly comment?: string;
    }
  | {
      readonly type: 'notify';
      readonly to: readonly string[];
      readonly reason: NoticeReason;
      readonly nodeId?: string;
      readonly message?: Localized;
    }
  | { readonly type: 'run_actions'; readonly nodeId: string; readonly actions: readonly RuleAction[] }
  | { readonly type: 'set_state'; readonly state: string }
  | FlowEvent;

export interface FlowStep {
  readonly state: FlowState;
  readonly effects: readonly FlowEffect[];
}
