import type { FormDefinition } from '@dougong/kernel/metadata';
import { ApiProblem, type StoredRecord } from '@dougong/ui/api';
import type { FormPatch } from '@dougong/ui/forms';
import { api } from '../data/api.js';
import type { LoadedRecord } from '../data/queries.js';
import { withFieldTitles } from './field-titles.js';
import { issuesAtPlaces } from './problem-places.js';
import { NEW_ID, type OpenDocument } from './use-open-document.js';

/** The record changed under the user's hands: what is there now, and what was typed. */
export interface Conflict {
  readonly theirs: LoadedRecord;
  readonly base: StoredRecord | null;
  readonly patch: FormPatch;
}

/** Why something was not done: somebody else was faster, or there is something to correct. */
export type Refusal =
  | { readonly kind: 'conflict'; readonly conflict: Conflict }
  | { readonly kind: 'problem'; readonly problem: unknown };

function placeIssues({ state, tables }: OpenDocument, errors: ApiProblem['errors'], patch?: FormPatch): void {
  const rows = new Map(tables.map((table) => [table, state.lines(table).rows()]));
  state.setIssues(issuesAtPlaces(errors, rows, patch));
}

/** Reads what was thrown while a document was sent, and marks the faults at their places. */
export async function refusalOf(
  open: OpenDocument,
  definition: FormDefinition,
  thrown: unknown,
  patch?: FormPatch,
): Promise<Refusal> {
  if (!(thrown instanceof ApiProblem)) return { kind: 'problem', problem: thrown };
  const problem = withFieldTitles(thrown, definition);
  if (problem.status === 412 && open.id !== NEW_ID) {
    const { data, etag } = await api.records.get(open.form, open.id);
    const theirs = { ...data, etag: etag ?? '' };
    return { kind: 'conflict', conflict: { theirs, base: open.ground.current.record, patch: patch ?? {} } };
  }
  placeIssues(open, problem.errors, patch);
  return { kind: 'problem', problem };
}
