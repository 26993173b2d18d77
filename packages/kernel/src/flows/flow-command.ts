import type { EvaluationInput } from '../expression/index.js';
import type { IdSource, Localized } from '../foundation/index.js';
import type { RuleAction } from '../metadata/index.js';
import type { AnswerOutcome, FlowItem, FlowState, FlowTimer, WorkItem } from './flow-state.js';
import type { AddedWhere } from './round-tally.js';

/** What goes into a step and what comes out of it. */

/** What a person can answer to a work item. */
export type AnswerVerb = 'approve' | 'reject' | 'submit';

interface Head {
  /** When it happened; stands in the trail. */
  readonly at: string;
}

interface ByPerson extends Head {
  readonly by: string;
  readonly comment?: string;
}

/** What the holder of an open to-do does with it. */
interface OnTask extends ByPerson {
  readonly taskId: string;
}

/** Node -> the people picked for it. */
export type Choices = Readonly<Record<string, readonly string[]>>;

export interface StartCommand extends Head {
  readonly type: 'start';
  readonly starter: string;
  readonly chosen?: Choices;
  /** The element of a list for which it runs apart from the flow that started it. */
  readonly item?: FlowItem;
}

export interface AnswerCommand extends OnTask {
  readonly type: AnswerVerb;
  /** Whom the person picks for later nodes. */
  readonly chosen?: Choices;
}

export type TaskCommand =
  | AnswerCommand
  | (OnTask & { readonly type: 'transfer' | 'delegate'; readonly to: string })
  | (OnTask & { readonly type: 'add_sign'; readonly where: AddedWhere; readonly users: readonly string[] })
  /** `to` is a node before this one, or the start; `after` goes before the settings of the flow. */
  | (OnTask & { readonly type: 'return'; readonly to: string; readonly after?: 'redo' | 'back' });

/** What people do to the instance without a to-do of their own. Nodes are given by their paths. */
export type PersonCommand =
  | (ByPerson & { readonly type: 'remove_sign'; readonly node: string; readonly user: string })
  | (ByPerson & { readonly type: 'take_back'; readonly node: string })
  | (ByPerson & { readonly type: 'resubmit'; readonly taskId?: string; readonly chosen?: Choices })
  | (ByPerson & { readonly type: 'recall' })
  | (ByPerson & { readonly type: 'revoke' })
  | (ByPerson & { readonly type: 'urge' })
  | (ByPerson & {
      readonly type: 'comment';
      readonly comment: string;
      readonly node?: string;
      readonly mentions?: readonly string[];
    });

/** What administrators do; whoever takes the command makes sure that he is one. The comment is the reason. */
export type AdminCommand =
  | (ByPerson & { readonly type: 'cancel'; readonly reason: string })
  | (ByPerson & {
      readonly type: 'reassign';
      readonly node: string;
      readonly from: string;
      readonly to: string;
    })
  | (ByPerson & { readonly type: 'jump'; readonly to: string })
  | (ByPerson & { readonly type: 'retry' })
  | (ByPerson & { readonly type: 'skip' });

/** What happens by itself: time, other systems, calls that are back, steps that cannot be carried out. */
export type SystemCommand =
  | (Head & { readonly type: 'signal'; readonly event: string })
  | (Head & { readonly type: 'timer'; readonly timerId: string })
  | (Head & { readonly type: 'called'; readonly key: string })
  | (Head & {
      readonly type: 'call_failed';
      readonly key: string;
      readonly final?: boolean;
      readonly cause?: string;
    })
  | (Head & {
      readonly type: 'fail';
      readonly timerId?: string;
      readonly key?: string;
      /** What was said by whoever refused or failed; an administrator finds it in the trail. */
      readonly cause?: string;
    });

export type FlowCommand = StartCommand | TaskCommand | PersonCommand | AdminCommand | SystemCommand;

/** Who is there, as the step needs to know it. */
export interface PeopleFacts {
  usersOfRole(role: string): readonly string[];
  /** Unknown users are not active. */
  isActive(user: string): boolean;
  usersOfPost(post: string): readonly string[];
  departmentOf(user: string): string | undefined;
  /** Who leads it, active or not; `undefined` while the place is vacant. */
  leaderOf(department: string): string | undefined;
  parentOf(department: string): string | undefined;
  /** Whether there is such a department and it is not closed; without it every department is taken as there. */
  isOpenDepartment?(department: string): boolean;
  /** Whether a department is a company, a branch or a store with books of its own; without it none is. */
  isOrganisation?(department: string): boolean;
  /** Organisations that a user works in besides his own. */
  organisationsBeside?(user: string): readonly string[];
  /** Who has taken over from a user who has left; nobody knows of one where this is not there. */
  successorOf?(user: string): string | undefined;
  /** Who stands in for the user in this flow at the instant `at`; one hop at most. */
  deputyOf(user: string, flow: string, at: string): string | undefined;
}

/** A company of users and roles alone: no departments, posts or deputies. */
export const NO_ORGANISATION = {
  usersOfPost: () => [],
  departmentOf: () => undefined,
  leaderOf: () => undefined,
  parentOf: () => undefined,
  deputyOf: () => undefined,
} as const satisfies Partial<PeopleFacts>;

export interface FlowFacts {
  /** The record as conditions and people fields see it. */
  readonly input: EvaluationInput;
  readonly people: PeopleFacts;
  readonly ids: IdSource;
  /** The moment of the step: to-dos open now and their due times count from now. */
  readonly now: string;
  /** Id of the instance: the keys of outside calls begin with it. */
  readonly instance: string;
  /**
   * What the record is once `actions` have run, so that conditions behind an action node see its result.
   * Without it they see the record as it came in.
   */
  readonly afterActions?: (actions: readonly RuleAction[], input: EvaluationInput) => EvaluationInput;
  /** The instant so much working time after another, by a working calendar; without it time is elapsed time. */
  readonly dueAfter?: (instant: string, duration: string, calendar: string) => string;
  /** The instant at which a day begins where the business is; without it, at midnight in UTC. */
  readonly dayStart?: (day: string) => string;
}

export type FlowEventKind =
  | 'started'
  | 'task_opened'
  | 'approved'
  | 'rejected'
  | 'submitted'
  | 'opinion'
  | 'transferred'
  | 'delegated'
  | 'signers_added'
  | 'signer_removed'
  | 'returned'
  | 'resubmitted'
  | 'recalled'
  | 'revoked'
  | 'taken_back'
  | 'urged'
  | 'commented'
  | 'cc'
  | 'actions_run'
  | 'call_made'
  | 'call_failed'
  | 'condition_taken'
  | 'lines_taken'
  | 'signalled'
  | 'timeout'
  | 'node_closed'
  | 'suspended'
  | 'retried'
  | 'skipped'
  | 'reassigned'
  | 'jumped'
  | 'migrated'
  | 'cancelled'
  | 'ended';

/** One line of the append-only trail; `seq` is unique in the instance. Nodes are named by their paths. */
export interface FlowEvent {
  readonly type: 'event';
  readonly seq: number;
  readonly kind: FlowEventKind;
  readonly at: string;
  readonly nodeId?: string;
  readonly actor?: string;
  readonly payload?: Readonly<Record<string, unknown>>;
}

export type NoticeReason =
  'task' | 'cc' | 'remind' | 'late' | 'urge' | 'comment' | 'returned' | 'approved' | 'rejected' | 'suspended';

/** What a node says instead of what the platform would: a text of its own, or a template by its key. */
export interface NoticeWords {
  readonly message?: Localized;
  readonly notification?: string;
}

/** Why a to-do is no longer open. */
export type TaskOutcome =
  AnswerOutcome | 'cancelled' | 'transferred' | 'delegated' | 'returned' | 'removed' | 'resubmitted';

/** What the caller carries out in the same transaction, in this order. */
export type FlowEffect =
  | { readonly type: 'open_task'; readonly task: WorkItem }
  /** The to-do stands in another node now. */
  | { readonly type: 'move_task'; readonly taskId: string; readonly nodeId: string }
  | {
      readonly type: 'close_task';
      readonly taskId: string;
      readonly outcome: TaskOutcome;
      readonly by?: string;
      readonly comment?: string;
    }
  | ({
      readonly type: 'notify';
      readonly to: readonly string[];
      readonly reason: NoticeReason;
      readonly nodeId?: string;
    } & NoticeWords)
  | { readonly type: 'set_timer'; readonly timer: FlowTimer }
  | { readonly type: 'drop_timer'; readonly timerId: string }
  /** A call to the outside, made after the commit, not before `notBefore`; its end comes back as a command. */
  | {
      readonly type: 'call';
      readonly key: string;
      readonly nodeId: string;
      readonly action: RuleAction;
      readonly notBefore?: string;
      readonly item?: FlowItem;
    }
  /** An instance of its own on the same record. */
  | {
      readonly type: 'start_instance';
      readonly flow: string;
      readonly nodeId: string;
      readonly item?: FlowItem;
    }
  | {
      readonly type: 'run_actions';
      readonly nodeId: string;
      readonly actions: readonly RuleAction[];
      readonly item?: FlowItem;
    }
  | { readonly type: 'set_state'; readonly state: string }
  | FlowEvent;

export interface FlowStep {
  readonly state: FlowState;
  readonly effects: readonly FlowEffect[];
}
