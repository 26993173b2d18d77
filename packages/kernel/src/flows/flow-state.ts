/** What a running instance is: plain JSON, kept in one row, and the only truth about where the flow stands. */

export type FlowStatus = 'running' | 'approved' | 'rejected' | 'cancelled' | 'suspended';

/** Why an instance stands still until an administrator looks at it. */
export type SuspendReason = 'no_branch' | 'no_assignee' | 'loop_limit';

/** How a node was closed; the trail and the trace are made of these. */
export type NodeOutcome =
  'approved' | 'auto_approved' | 'rejected' | 'auto_rejected' | 'submitted' | 'done' | 'end' | 'cancelled';

/** What a person may answer to a work item. */
export type AnswerOutcome = 'approved' | 'rejected' | 'submitted';

export type WorkKind = 'approve' | 'handle';

/** One answer of a person to an open node. */
export interface WorkAnswer {
  readonly taskId: string;
  readonly by: string;
  readonly outcome: AnswerOutcome;
}

/** One thread of the flow, standing on a node. */
export interface FlowToken {
  readonly id: number;
  readonly nodeId: string;
  /** The line it came over; absent on the token that the start made. */
  readonly via?: string;
  /** Which run of the node holds it; absent while the node has not taken it in. */
  readonly visit?: number;
  /** Whose answers count, fixed when the node opened. */
  readonly mode?: 'any' | 'all';
  readonly answers?: readonly WorkAnswer[];
}

/** An open to-do. Answered and cancelled ones leave the list at once. */
export interface WorkItem {
  readonly id: string;
  readonly tokenId: number;
  readonly nodeId: string;
  readonly visit: number;
  readonly assignee: string;
  readonly kind: WorkKind;
  readonly openedAt: string;
  readonly dueAt?: string;
}

export interface FlowState {
  /** Version of this shape, for states stored by earlier releases. */
  readonly format: 1;
  readonly status: FlowStatus;
  readonly reason?: string;
  readonly starter: string;
  readonly tokens: readonly FlowToken[];
  readonly work: readonly WorkItem[];
  /** Node id -> how often it was entered. */
  readonly visits: Readonly<Record<string, number>>;
  /** An end with the result `rejected` was reached; it decides the result once no token is left. */
  readonly refusedEnd?: true;
  readonly tokenSeq: number;
  readonly eventSeq: number;
}
