import type { Localized } from '@dougong/kernel/foundation';
import type { KnownDefinition } from './contract.js';

/** What the engine says of releases, of what differs between them, and of publishing. */

export interface ReleaseChange {
  readonly kind: string;
  readonly key: string;
  readonly change: 'added' | 'changed' | 'removed';
}

export interface ReleaseEntry {
  readonly number: number;
  readonly name: string | null;
  readonly at: string;
  /** Null for an installation. */
  readonly by: string | null;
  readonly comment: string | null;
  readonly changeCount: number;
  /** The first of them. */
  readonly changes: readonly ReleaseChange[];
  readonly inForce: boolean;
  /** Null: there were none, or nobody asked for them. */
  readonly scenarios: 'passed' | 'skipped' | null;
}

export interface ReleaseList {
  readonly data: readonly ReleaseEntry[];
  readonly nextCursor?: string;
}

/** A release by its number, the one in force, or that with all drafts put in. */
export type BundleName = number | 'current' | 'drafts';

export interface DiffChange {
  readonly what: string;
  readonly kind: 'added' | 'removed' | 'changed' | 'moved';
  readonly weight: 'breaking' | 'careful' | 'plain' | 'layout';
  readonly path: string;
  readonly sentence: string;
  /** Place and property, where the change is of one. */
  readonly lead?: string;
  readonly beforeText?: string;
  readonly afterText?: string;
}

export interface DefinitionDiff {
  readonly kind: string;
  readonly key: string;
  readonly title: Localized;
  readonly change: 'added' | 'changed' | 'removed';
  readonly weight: DiffChange['weight'];
  readonly changes: readonly DiffChange[];
}

export interface ReleaseDiff {
  readonly from: { readonly name: BundleName; readonly release: number };
  readonly to: { readonly name: BundleName; readonly release: number };
  readonly counts: Readonly<
    Record<'definitions' | 'changes' | 'added' | 'changed' | 'removed' | 'moved', number>
  >;
  readonly definitions: readonly DefinitionDiff[];
}

export type DefinitionStatus = 'draft' | 'published' | 'changed' | 'changed_with_errors' | 'removed';

export interface DesignStatus {
  readonly release: number;
  readonly revision: number;
  readonly status: DefinitionStatus;
  readonly drafts: number;
  readonly errors: number;
  readonly warnings: number;
  readonly definitions: readonly {
    readonly kind: string;
    readonly key: string;
    readonly status: DefinitionStatus;
    readonly needsRebase: boolean;
  }[];
}

export interface RebaseAnswer {
  readonly applied: boolean;
  readonly conflicts: readonly {
    readonly id: string;
    readonly kind: string;
    readonly key: string;
    readonly sentence: string;
    readonly mergeable: boolean;
    readonly chosen: boolean;
  }[];
}

/** A flow that the drafts change, with what runs on and stays on the version it was started with. */
export interface FlowImpact extends KnownDefinition {
  readonly change: 'changed' | 'removed';
  readonly running: number;
  readonly releases: readonly { readonly number: number; readonly running: number }[];
  /** Of them, those that could move to the new version as they stand. */
  readonly migratable: number;
  readonly nodesGone: readonly { readonly id: string; readonly title: Localized; readonly running: number }[];
}

export interface FormImpact extends KnownDefinition {
  readonly change: 'added' | 'changed' | 'removed';
  readonly rows: number;
  readonly estimated: boolean;
  readonly fields: readonly {
    readonly path: string;
    readonly title: Localized;
    readonly change: 'added' | 'removed' | 'retyped';
    readonly values?: number;
    readonly converts?: number;
    readonly fails?: number;
  }[];
}

export interface RoleImpact extends KnownDefinition {
  readonly change: 'added' | 'changed' | 'removed';
  readonly widened: number;
  readonly narrowed: number;
  readonly users: number;
}

/** What publishing all drafts would mean. */
export interface ReleaseImpact {
  readonly revision: number;
  readonly flows: readonly FlowImpact[];
  readonly forms: readonly FormImpact[];
  readonly roles: readonly RoleImpact[];
  readonly users: number;
  readonly consumers: readonly {
    readonly key: string;
    readonly user: string;
    readonly lastUsedAt: string;
    readonly forms: readonly string[];
  }[];
}

export type Decision = 'approve' | 'reject' | 'withdraw';

/** A publish that waits or waited. */
export interface PublishRequest {
  readonly id: string;
  readonly state: 'waiting' | 'approved' | 'published' | 'rejected' | 'withdrawn' | 'failed';
  readonly revision: number;
  readonly comment: string | null;
  readonly approvers: readonly string[];
  /** People who may approve beside the roles. */
  readonly approverNames: readonly string[];
  readonly publishAt: string | null;
  readonly requestedAt: string;
  readonly requestedByName: string | null;
  readonly decidedByName: string | null;
  readonly decision: string | null;
  readonly can: { readonly approve: boolean; readonly withdraw: boolean };
}

export type PublishAnswer =
  { readonly release: { readonly number: number } } | { readonly request: PublishRequest };

export interface DesignSettings {
  readonly publishApproval: { readonly roles: readonly string[]; readonly users?: readonly string[] } | null;
  /** Which scenarios a publish plays unasked. */
  readonly publishScenarios: ScenarioRule;
}

export type ScenarioRule = 'affected' | 'always' | 'asked';

/** The scenarios that a publish of all drafts plays, and the changed definitions that they have to do with. */
export interface ChosenScenarios {
  readonly rule: ScenarioRule;
  readonly installed: number;
  /** Whether the caller may leave them out for once. */
  readonly maySkip: boolean;
  readonly played: readonly {
    readonly key: string;
    readonly title: Localized;
    readonly because: readonly { readonly kind: string; readonly key: string; readonly title: Localized }[];
  }[];
}

/** What is said with a publish. */
export interface PublishWish {
  readonly comment?: string | undefined;
  readonly publishAt?: string | undefined;
  /** False leaves the scenarios out for once. */
  readonly scenarios?: boolean | undefined;
}

/** Something that was done to a draft. */
export interface DraftOperation {
  readonly id: string;
  readonly cause: 'put' | 'operations' | 'undo' | 'discard' | 'restore' | 'rebase' | 'publish';
  readonly operations: readonly {
    readonly op: 'set' | 'add' | 'remove' | 'move';
    readonly path: string;
    readonly value?: unknown;
    readonly was?: unknown;
  }[];
  readonly undoes: string | null;
  readonly undone: boolean;
  readonly at: string;
  readonly by: string | null;
  readonly channel: string;
}
