import type { Localized } from '@dougong/kernel/foundation';

/** What the engine answers about files that go into forms and come out of them. */

export type ImportMode = 'insert' | 'update' | 'upsert' | 'skip';
export type Outcome = 'created' | 'updated' | 'unchanged' | 'skipped' | 'failed';

export interface FileColumn {
  readonly column: number;
  /** The letters of the column. */
  readonly name: string;
  readonly head: string;
  readonly samples: readonly string[];
  readonly target: string | null;
}

export interface FileSheet {
  readonly name: string;
  readonly headerRow: number;
  readonly columns: readonly FileColumn[];
  readonly top: readonly { readonly row: number; readonly cells: readonly string[] }[];
}

export interface Target {
  readonly target: string;
  readonly title: Localized;
  readonly titles: readonly string[];
  /** The platform writes it; it only serves to find records by. */
  readonly serverOwned: boolean;
  readonly required: boolean;
}

/** A file that was brought, and how its columns would go to fields. */
export interface ImportFile {
  readonly id: string;
  readonly form: string;
  readonly name: string;
  readonly bytes: number;
  readonly sheets: readonly FileSheet[];
  readonly targets: readonly Target[];
}

/** What an import is to do. */
export interface ImportWish {
  readonly sheet: number;
  readonly headerRow: number;
  readonly columns: readonly { readonly column: number; readonly target: string | null }[];
  readonly mode: ImportMode;
  readonly keys?: readonly string[];
  readonly blanks: 'keep' | 'clear';
  readonly atomic: boolean;
}

export interface CellFault {
  /** Place among the cells of the row; null where the fault is about the whole row. */
  readonly at: number | null;
  readonly cell: string | null;
  readonly code: string;
  readonly detail: string;
  readonly severity: 'error' | 'warning';
}

export interface ToldRow {
  readonly sheet: number;
  readonly row: number;
  readonly outcome: Outcome;
  readonly cells: readonly string[];
  readonly faults: readonly CellFault[];
}

export interface ImportResult extends Readonly<Record<Outcome, number>> {
  readonly documents: number;
  readonly rows?: {
    readonly columns: readonly (readonly { readonly head: string; readonly target: string | null }[])[];
    readonly shown: readonly ToldRow[];
  };
}

export interface UndoResult {
  readonly undone: number;
  readonly conflicts: number;
  readonly left: readonly { readonly record: string; readonly code: string; readonly detail: string }[];
}

export type JobState = 'queued' | 'running' | 'done' | 'failed' | 'cancelled';

export interface Job {
  readonly id: string;
  readonly kind: 'import' | 'import_undo' | 'export';
  readonly title: Localized;
  readonly form: string | null;
  readonly about: {
    readonly file?: string;
    readonly mode?: ImportMode;
    readonly dryRun?: boolean;
    readonly import?: string;
    readonly format?: 'xlsx' | 'csv';
  };
  readonly state: JobState;
  readonly progress: { readonly done: number; readonly total: number | null };
  readonly cancelAsked: boolean;
  readonly result: Readonly<Record<string, unknown>> | null;
  readonly problem: {
    readonly code: string;
    readonly detail: string;
    readonly errors: readonly { readonly detail: string }[];
  } | null;
  readonly files: { readonly result?: string; readonly errors?: string };
  readonly createdBy: string;
  readonly createdAt: string;
  readonly finishedAt: string | null;
}

export interface JobPage {
  readonly data: readonly Job[];
  readonly users: Readonly<Record<string, string>>;
  readonly nextCursor?: string;
}
