import type { Localized } from '@dougong/kernel/foundation';
import type { TemplateParameter } from '@dougong/kernel/metadata';
import type { DefinitionDiff } from './design-contract.js';

/** What the engine says of templates: what is installed, what can be, and what a change of them would do. */

export interface TemplateAbout {
  readonly contents: readonly { readonly kind: string; readonly count: number }[];
  readonly scenarios: number;
  readonly hasSamples: boolean;
  /** Ways back that the template asks of itself, and whether a document is one. */
  readonly ways: readonly {
    readonly kind: string;
    readonly title: Localized;
    readonly present: boolean;
    /** Why it needs none. */
    readonly notNeeded?: Localized;
  }[];
  readonly gaps: { readonly errors: number; readonly warnings: number };
}

export interface TemplateOffer {
  /** Names it in the packages of an installation. */
  readonly id: string;
  readonly source: 'shipped' | 'sent';
  readonly sentAt: string | null;
  readonly version: string;
  readonly platform: string | null;
  readonly dependencies: readonly { readonly key: string; readonly version: string }[];
  readonly parameters: readonly TemplateParameter[];
  readonly trust: 'trusted' | 'untrusted' | 'unsigned';
  readonly signedBy: string | null;
  /** To what is installed; `other`: the same version with other contents. */
  readonly relation: 'new' | 'newer' | 'same' | 'other' | 'older';
  readonly about: TemplateAbout;
}

export interface InstalledTemplate {
  readonly version: string;
  readonly installedAt: string;
  readonly demo: boolean;
  readonly answers: Readonly<Record<string, string | boolean>>;
  readonly changed: readonly { readonly kind: string; readonly key: string; readonly title: Localized }[];
  readonly dependants: readonly string[];
  readonly about: TemplateAbout;
}

export interface GalleryEntry {
  readonly key: string;
  readonly title: Localized;
  readonly description?: Localized;
  readonly industry?: Localized;
  readonly installed: InstalledTemplate | null;
  readonly offers: readonly TemplateOffer[];
}

export interface GalleryAnswer {
  readonly data: readonly GalleryEntry[];
  readonly unreadable: readonly {
    readonly folder: string;
    readonly detail: string;
    readonly errors: readonly { readonly pointer: string; readonly detail: string }[];
  }[];
}

export interface SentPackage {
  readonly id: string;
  readonly key: string;
  readonly version: string;
}

/** Whose change is kept, both, or a value of one's own. */
export type ConflictChoice = 'mine' | 'theirs' | 'merge' | { readonly value: string | number };

interface ConflictSide {
  /** Absent where nothing is there. */
  readonly value?: unknown;
  readonly told: readonly string[];
}

export interface TemplateConflict {
  readonly id: string;
  readonly kind: string;
  readonly key: string;
  readonly title: Localized;
  readonly pointer: string;
  readonly detail: string;
  readonly mine: ConflictSide;
  readonly theirs: ConflictSide;
  readonly base: { readonly value?: unknown };
  readonly mergeable: boolean;
}

export interface PlanFinding {
  readonly kind: string;
  readonly key: string;
  readonly path: string;
  readonly code: string;
  readonly severity: 'error' | 'warning' | 'info';
  readonly detail: string;
}

export interface PlayedScenario {
  readonly scenario: string;
  readonly title: Localized;
  readonly passed: boolean;
  readonly seconds: number;
  readonly failures: readonly { readonly pointer: string; readonly sentence: Localized }[];
}

export interface MadeLogin {
  readonly login: string;
  /** Told once, and for a short while. */
  readonly password?: string;
  readonly name: string;
  readonly roles: readonly string[];
}

/** What a change of templates would do, or did. */
export interface TemplatePlan {
  readonly action: 'install' | 'upgrade' | 'uninstall' | 'revert';
  readonly templates: readonly {
    readonly key: string;
    readonly from: string | null;
    readonly to: string | null;
  }[];
  readonly base: number;
  readonly release?: number;
  readonly changes: readonly {
    readonly kind: string;
    readonly key: string;
    readonly change: 'added' | 'changed' | 'removed';
  }[];
  readonly conflicts: readonly TemplateConflict[];
  readonly findings: readonly PlanFinding[];
  readonly tables: readonly string[];
  /** In a dry run. */
  readonly diff?: readonly DefinitionDiff[];
  readonly seeds?: {
    readonly people: readonly string[];
    readonly records: readonly { readonly form: string; readonly count: number; readonly demo: boolean }[];
  };
  readonly scenarios?: readonly PlayedScenario[];
  readonly records?: number;
  readonly logins?: readonly MadeLogin[];
}

export interface RemovalPlan extends TemplatePlan {
  readonly dependants: readonly string[];
  readonly forms: readonly {
    readonly key: string;
    readonly title: Localized;
    readonly records: number;
    readonly posted: boolean;
  }[];
}

export interface InstallRequest {
  readonly packages: readonly string[];
  readonly answers?: Readonly<Record<string, string | boolean>>;
  readonly demo?: boolean;
  readonly choices?: Readonly<Record<string, ConflictChoice>>;
  readonly allowUnsigned?: boolean;
}

export interface RevertRequest {
  readonly choices?: Readonly<Record<string, ConflictChoice>>;
}

export interface TemplateChange {
  readonly id: string;
  readonly at: string;
  readonly by: string | null;
  readonly action: TemplatePlan['action'];
  readonly templates: TemplatePlan['templates'];
  readonly releaseBefore: number;
  readonly releaseAfter: number;
  readonly reverts: string | null;
  readonly revertedBy: string | null;
}

export interface SampleCount {
  readonly form: string;
  readonly records: number;
  readonly posted: number;
}

export interface ClearedSamples {
  readonly found: number;
  readonly removed: number;
  readonly kept: readonly {
    readonly form: string;
    readonly title: Localized;
    readonly id: string;
    readonly ref: string;
    readonly reversed: boolean;
    readonly detail: string;
  }[];
}

/** Long work that goes on at the server. */
export interface Job {
  readonly id: string;
  readonly kind: string;
  readonly title: Localized;
  readonly state: 'queued' | 'running' | 'done' | 'failed' | 'cancelled';
  readonly progress: { readonly done: number; readonly total: number | null };
  /** What is being done, told in the language of whoever asked; progress is that of the step. */
  readonly step?: {
    readonly code: string;
    readonly sentence: string;
    readonly at: number;
    readonly of: number;
  } | null;
  readonly cancelAsked: boolean;
  /** Whether it can still be stopped: not behind what cannot be taken back. */
  readonly cancellable?: boolean;
  readonly result: Readonly<Record<string, unknown>> | null;
  readonly problem: Readonly<Record<string, unknown>> | null;
}

export interface CompletenessGap {
  readonly id: string;
  readonly rule: string;
  readonly severity: 'error' | 'warning' | 'info';
  readonly code: string;
  readonly kind: string;
  readonly key: string;
  readonly pointer: string;
  readonly params: Readonly<Record<string, unknown>>;
  readonly sentence: Localized;
  readonly fix?: {
    readonly title: Localized;
    readonly definitions: readonly {
      readonly kind: string;
      readonly key: string;
      readonly isNew: boolean;
      readonly operations: readonly unknown[];
      readonly definition: { readonly title?: Localized };
    }[];
  };
}

export interface CompletenessAnswer {
  readonly revision: number;
  readonly rules: readonly {
    readonly kind: string;
    readonly title: Localized;
    readonly description: Localized;
  }[];
  readonly findings: readonly CompletenessGap[];
}
