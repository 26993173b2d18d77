import { sendFile } from '@dougong/ui/api';
import { i18nInstance } from '@dougong/ui/i18n';
import type { ImportResult, Outcome } from '../../exchange/wire.js';
import type { Invitation } from '../wire.js';

/** What the engine answers about a sheet of people. */
export interface PeopleReport {
  readonly done: boolean;
  readonly rows: number;
  readonly made: readonly string[];
  readonly changed: readonly string[];
  readonly unchanged: readonly string[];
  readonly faults: readonly {
    readonly cell: string;
    readonly row: number;
    readonly at: number;
    readonly code: string;
    readonly detail: string;
  }[];
  readonly heads: readonly { readonly head: string; readonly column: string | null }[];
  readonly shown: readonly {
    readonly row: number;
    readonly outcome: Outcome;
    readonly cells: readonly string[];
  }[];
  readonly invitations: readonly (Invitation & { readonly login: string; readonly name: string })[];
}

const BASE = '/api/v1/people-imports';

export const peopleImportCalls = {
  /** Tries a file, or brings it in. */
  send: (file: File, isTrial: boolean) =>
    sendFile<PeopleReport>(`${BASE}?name=${encodeURIComponent(file.name)}&dryRun=${isTrial}`, file, {
      language: i18nInstance.language,
    }),
  templateUrl: (format: 'xlsx' | 'csv') => `${BASE}/template.${format}`,
};

/** How many rows have a fault. */
export function faultyRows({ faults }: PeopleReport): number {
  return new Set(faults.map(({ row }) => row)).size;
}

/** The report as imports of records tell it, so that both look alike. */
export function resultOf(report: PeopleReport): ImportResult {
  const { faults, heads, shown } = report;
  const rows = shown.map((row) => ({
    ...row,
    sheet: 0,
    faults: faults
      .filter((fault) => fault.row === row.row)
      .map((fault) => ({ ...fault, severity: 'error' as const })),
  }));
  return {
    created: report.made.length,
    updated: report.changed.length,
    unchanged: report.unchanged.length,
    skipped: 0,
    failed: faultyRows(report),
    documents: report.rows,
    rows: {
      columns: [heads.map(({ head, column }) => ({ head, target: column }))],
      shown: rows,
    },
  };
}
