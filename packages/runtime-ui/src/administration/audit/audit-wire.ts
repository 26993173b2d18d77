import type { UserNames } from '@dougong/ui/api';

/** What the engine answers about the audit. */

export interface AuditChange {
  readonly path: string;
  readonly label: string;
  readonly old: string | null;
  readonly new: string | null;
  readonly masked?: true;
}

export interface AuditEntry {
  readonly id: string;
  readonly at: string;
  readonly actor: string | null;
  readonly onBehalfOf: string | null;
  readonly action: string;
  readonly title: string;
  readonly outcome: 'done' | 'refused';
  readonly target: {
    readonly form: string | null;
    readonly title: string | null;
    readonly id: string | null;
    readonly code: string | null;
  } | null;
  readonly channel: string;
  readonly ip: string | null;
  readonly agent: string | null;
  readonly requestId: string | null;
  readonly cause: string | null;
  readonly changes: readonly AuditChange[];
  readonly code: string | null;
  readonly reason: string | null;
  readonly release: number | null;
}

export interface AuditPage {
  readonly data: readonly AuditEntry[];
  readonly users: UserNames;
  readonly nextCursor?: string;
}

export interface Anchor {
  readonly id: string;
  readonly at: string;
  readonly fingerprint: string;
  readonly document: { readonly audit: { readonly through: string } | null };
}

/** One row that is not as it was when it was sealed. */
export interface AuditDifference {
  readonly part: string;
  readonly what?: 'changed' | 'gone' | 'added';
  /** In English, for whoever looks into it. */
  readonly reason: string;
  readonly entry?: string;
  readonly release?: number;
  readonly anchor?: string;
  readonly seal?: string;
  readonly posting?: string;
  readonly movement?: string;
  readonly document?: { readonly form: string; readonly id: string; readonly code: string | null };
}

export interface VerificationResult {
  readonly whole: boolean;
  readonly differences: readonly AuditDifference[];
  readonly figures: Readonly<Record<string, number>>;
  readonly seconds: number;
}

/** Long work that the page waits for. */
export interface Job<Result> {
  readonly id: string;
  readonly state: 'queued' | 'running' | 'done' | 'failed' | 'cancelled';
  readonly result: Result | null;
  readonly problem: { readonly detail: string } | null;
  readonly files: { readonly result?: string };
}
