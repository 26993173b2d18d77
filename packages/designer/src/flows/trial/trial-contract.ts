import type { Localized } from '@dougong/kernel/foundation';
import type { FlowDefinition, TrialStep } from '@dougong/kernel/metadata';
import type { RecordValues } from '@dougong/ui/api';

/** What goes to the trial of a flow and what comes back. */

export type { TrialStep };

/** Node -> the people picked for it. */
export type Choices = NonNullable<TrialStep['choices']>;

/** What may come with a step; each kind of step takes some of it. */
export type StepBody = Partial<Omit<TrialStep, 'do'>>;

export type TriedRecord = { readonly values: RecordValues } | { readonly id: string };

export interface TrialRequest {
  readonly definition: FlowDefinition;
  readonly starter: string;
  readonly at?: string;
  readonly record: TriedRecord;
  readonly steps: readonly TrialStep[];
}

/** A refusal as it stands in the answer: the body of a problem. */
export interface TrialRefusal {
  readonly code: string;
  readonly detail?: string;
  readonly errors?: readonly TrialFault[];
  readonly params?: Readonly<Record<string, unknown>>;
}

export interface TrialFault {
  readonly pointer: string;
  readonly code: string;
  readonly detail?: string;
  readonly params?: Readonly<Record<string, unknown>>;
}

export interface TrialMovement {
  readonly register: string;
  readonly title: Localized;
  readonly direction: 'in' | 'out';
  readonly dimensions: readonly {
    readonly title: Localized;
    readonly value: string | null;
    readonly label?: string;
  }[];
  readonly resources: Readonly<Record<string, string>>;
}

export interface TrialVoucher {
  readonly posting: string;
  readonly lines: readonly {
    readonly account: { readonly code: string; readonly title: Localized };
    readonly direction: 'debit' | 'credit';
    readonly amount: string;
  }[];
}

export interface TrialChange {
  readonly path: string;
  readonly title: Localized;
  readonly old: unknown;
  readonly new: unknown;
}

/** What one step did. */
export interface PlayedStep {
  /** 0 is the making of the sample record; the steps of the request follow. */
  readonly index: number;
  readonly do: string;
  readonly by: string | null;
  readonly at: string;
  readonly words: Localized;
  readonly refused?: TrialRefusal;
  readonly events: readonly {
    readonly seq: number;
    readonly kind: string;
    readonly nodeId: string | null;
    readonly actor: string | null;
    readonly words: Localized;
  }[];
  readonly changed: readonly TrialChange[];
  readonly state: string;
  readonly notifications: readonly {
    readonly to: readonly string[];
    readonly title: Localized | string;
    readonly reason: string;
  }[];
  readonly movements: readonly TrialMovement[];
  readonly vouchers: readonly TrialVoucher[];
  readonly records: readonly {
    readonly form: string;
    readonly title: Localized | string;
    readonly id: string;
    readonly how: 'created' | 'changed' | 'deleted';
  }[];
  readonly calls: readonly TrialCall[];
  /** Movements and vouchers that the person trying may not read. */
  readonly withheld: number;
  readonly rules: readonly { readonly key: string; readonly title: Localized }[];
}

/** An outside call; one of a rule belongs to no node. */
export interface TrialCall {
  readonly node: string | null;
  readonly endpoint: string;
}

export type NodeState = 'done' | 'active' | 'planned' | 'skipped';

export interface PlayedNode {
  readonly id: string;
  readonly state: NodeState;
  readonly visits: number;
  readonly people: readonly string[];
  readonly due?: string;
  readonly outcome?: string;
  readonly stuck?: string;
}

export interface TrialTask {
  readonly node: string;
  readonly assignee: string;
  readonly kind: string;
  readonly openedAt: string;
  readonly dueAt?: string;
  /** Steps that its holder may take now. */
  readonly actions: readonly string[];
  readonly editable: readonly string[];
  readonly required: readonly string[];
}

export interface TrialAnswer {
  readonly complete: boolean;
  readonly steps: readonly PlayedStep[];
  readonly record: RecordValues;
  readonly flow: {
    readonly status: string;
    readonly reason?: string;
    readonly nodes: readonly PlayedNode[];
    /** Nodes in the order in which they were entered. */
    readonly path: readonly string[];
    /** Lines that were taken. */
    readonly taken: readonly string[];
  };
  readonly tasks: readonly TrialTask[];
  readonly next?: { readonly at: string; readonly words: Localized };
  readonly users: Readonly<Record<string, string>>;
  /** Drafts that change tables or rights: they stay as they are published. */
  readonly left: readonly { readonly kind: string; readonly key: string }[];
}

/** What a saved test found. */
export interface TestOutcome {
  readonly test: string;
  readonly passed: boolean;
  readonly differences: readonly {
    readonly where: string;
    readonly expected: unknown;
    readonly found: unknown;
    readonly sentence: Localized;
  }[];
}
