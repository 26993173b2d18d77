import type { RecordData, WireValue } from '../expression/index.js';
import type { Round, SignerAnswer } from './round-tally.js';

/** What a running instance is: plain JSON, kept in one row, and the only truth about where the flow stands. */

/**
 * `returned` waits for the starter to send it again; `revoked` was called off by the starter, `cancelled` by an
 * administrator or the platform; `suspended` waits for an administrator.
 */
export type FlowStatus =
  'running' | 'returned' | 'approved' | 'rejected' | 'revoked' | 'cancelled' | 'suspended';

/** Why an instance stands still until an administrator looks at it. */
export type SuspendReason = 'no_branch' | 'no_assignee' | 'loop_limit' | 'action_failed';

/** How a node was closed; the trail and the trace are made of these. */
export type NodeOutcome =
  | 'approved'
  | 'auto_approved'
  | 'rejected'
  | 'auto_rejected'
  | 'submitted'
  | 'returned'
  | 'taken_back'
  | 'timed_out'
  | 'done'
  | 'skipped'
  | 'cancelled'
  | 'end';

/** What a person may answer to a work item. */
export type AnswerOutcome = SignerAnswer['outcome'];

/** `resubmit` is the starter's, of a form that came back to him. */
export type WorkKind = 'approve' | 'handle' | 'resubmit';

/** Where a token goes straight back to once the node that it was returned to is done. */
export interface WayBack {
  readonly nodeId: string;
  readonly via?: string;
  /** Whoever returned it had it returned before. */
  readonly then?: WayBack;
}

/** An outside call that is under way. */
export interface PendingCall {
  /** The same for every try of one visit: whoever is called can tell a repetition. */
  readonly key: string;
  readonly tries: number;
  /** Which of the node's calls it is. */
  readonly at: number;
}

/** One element of a list: a value, or a line of a table. */
export type FlowItem = WireValue | RecordData;

/** A flow that runs inside of a subflow node. */
export interface ChildFlow {
  /** Its place, where there is one for each element of a list. */
  readonly index?: number;
  readonly flow: string;
  readonly state: FlowState;
}

/** One thread of the flow, standing on a node. */
export interface FlowToken {
  readonly id: number;
  readonly nodeId: string;
  /** The line it came over; absent on the token that the start made. */
  readonly via?: string;
  /** Which run of the node holds it; absent while the node has not taken it in. */
  readonly visit?: number;
  /** Who signs, on an open human node. */
  readonly round?: Round;
  /** Tokens of one race: the first that leaves its node ends the others. */
  readonly race?: number;
  readonly backTo?: WayBack;
  /** The node is opened anew by a return: the rule about the starter himself must not close it again at once. */
  readonly reopened?: true;
  /** Who approved in the human node before it. */
  readonly prior?: readonly string[];
  /** Joins that went on without it and swallow it when it comes. */
  readonly left?: readonly string[];
  /** The closing that it stems from, while that can be taken back. */
  readonly since?: number;
  readonly call?: PendingCall;
  readonly children?: readonly ChildFlow[];
  /** It cannot go on without an administrator. */
  readonly stuck?: true;
}

/** An open to-do. Answered and cancelled ones leave the list at once. */
export interface WorkItem {
  readonly id: string;
  readonly tokenId: number;
  readonly nodeId: string;
  readonly visit: number;
  readonly assignee: string;
  /** The principal of a standing deputy. */
  readonly for?: string;
  /** Whose to-do the assignee helps with. */
  readonly helps?: string;
  readonly kind: WorkKind;
  readonly openedAt: string;
  readonly dueAt?: string;
}

export type TimerKind = 'delay' | 'timeout' | 'escalation';

/** Something that happens to an open node by itself at a point in time. */
export interface FlowTimer {
  readonly id: string;
  readonly tokenId: number;
  readonly nodeId: string;
  readonly visit: number;
  readonly kind: TimerKind;
  /** Which level of an escalation. */
  readonly rung?: number;
  readonly dueAt: string;
  /** How often it went off already. */
  readonly fired: number;
}

/** A human node that somebody closed, as long as he may take his answer back. */
export interface Closing {
  readonly id: number;
  /** The token as it stood in the node, its round with every answer. */
  readonly token: FlowToken;
}

export interface FlowState {
  /** Version of this shape, for states stored by earlier releases. */
  readonly format: 2;
  readonly status: FlowStatus;
  readonly reason?: string;
  readonly starter: string;
  readonly tokens: readonly FlowToken[];
  readonly work: readonly WorkItem[];
  readonly timers?: readonly FlowTimer[];
  /** Node id -> how often it was entered. */
  readonly visits: Readonly<Record<string, number>>;
  /** Human node that was closed -> the line by which it was entered last, '' for none: where a return can go. */
  readonly passed?: Readonly<Record<string, string>>;
  /** Who approved since the last return. */
  readonly approvers?: readonly string[];
  /** A person has decided something. */
  readonly decided?: true;
  /** Node -> whom somebody picked for it. */
  readonly chosen?: Readonly<Record<string, readonly string[]>>;
  /** Events that came before anybody waited for them. */
  readonly kept?: readonly string[];
  readonly closings?: readonly Closing[];
  readonly urgedAt?: string;
  /** The element of the list for which this flow runs inside of another. */
  readonly item?: FlowItem;
  /** State of the record before the start. */
  readonly before?: string;
  /** An end with the result `rejected` was reached; it decides the result once no token is left. */
  readonly refusedEnd?: true;
  readonly tokenSeq: number;
  readonly eventSeq: number;
}
