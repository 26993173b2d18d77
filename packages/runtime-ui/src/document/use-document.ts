import { useCallback, useRef, useState } from 'react';
import { ApiProblem, OfflineProblem, useIntention, type RecordAction } from '@dougong/ui/api';
import { useFormDirty, type FormPatch, type FormState } from '@dougong/ui/forms';
import { api } from '../data/api.js';
import type { RuntimeForm } from '../data/form-models.js';
import type { LoadedRecord } from '../data/queries.js';
import type { Answer } from './flow-actions/asks.js';
import { applyPatch } from './apply-patch.js';
import { refusalOf, type Conflict } from './document-refusal.js';
import {
  createRecord,
  hasChanges,
  removeRecord,
  sendAction,
  takesEdits,
  updateRecord,
} from './document-writes.js';
import { useNotes } from './use-notes.js';
import { useOneAtATime } from './use-one-at-a-time.js';
import { NEW_ID, useOpenDocument, type OpenDocument } from './use-open-document.js';
import { useRecordRefresh } from './use-record-refresh.js';
import { patchOf } from './wire-patch.js';

/** What the user is asked to wait for. */
export type Busy = 'save' | 'delete' | `act:${string}`;

export interface DocumentSession {
  readonly state: FormState;
  readonly tables: readonly string[];
  readonly dirty: boolean;
  readonly restored: boolean;
  readonly busy: Busy | null;
  readonly problem: unknown;
  readonly conflict: Conflict | null;
  /** Answers the record's id when everything is saved, null when it was refused. */
  save(): Promise<string | null>;
  act(action: RecordAction, answer?: Answer): Promise<boolean>;
  remove(): Promise<boolean>;
  /** Takes back what was typed since the last save. */
  discard(): void;
  /** Goes on after a conflict with this patch on top of what is there now. */
  settle(patch: FormPatch): void;
  showIssues(issues: Parameters<FormState['setIssues']>[0]): void;
  dismissProblem(): void;
}

/** Sends an open document. Every call answers whether it was done; a refusal goes to `refuse`. */
function useSending(
  open: OpenDocument,
  refuse: (thrown: unknown, patch: FormPatch | undefined, refresh: () => Promise<unknown>) => Promise<void>,
) {
  const { intentionFor, done } = useIntention(api);
  const refresh = useRecordRefresh(open.form, open.id);
  const made = useRef<string | null>(null);
  const tell = useNotes();
  const sending = { open, intentionFor, done, tell };
  const attempt = async (work: () => Promise<unknown>, patch?: FormPatch): Promise<boolean> => {
    try {
      await work();
      return true;
    } catch (thrown) {
      if (!(thrown instanceof OfflineProblem)) done();
      await refuse(thrown, patch, refresh.changed);
      return false;
    }
  };
  const create = async () => {
    // The page may still be on its way to the record that was just made.
    if (made.current !== null) return;
    made.current = await createRecord(sending);
    await refresh.created();
  };
  const update = async () => {
    await updateRecord(sending);
    await refresh.changed();
  };
  const typed = () => patchOf(open.state, open.skip);
  return {
    write: async (): Promise<string | null> => {
      if (open.id === NEW_ID) return (await attempt(create)) ? made.current : null;
      return !hasChanges(open) || (await attempt(update, typed())) ? open.id : null;
    },
    send: (action: RecordAction, answer: Answer) =>
      attempt(() => sendAction(sending, action, answer).then(refresh.changed), typed()),
    remove: () => attempt(() => removeRecord(sending).then(refresh.removed)),
  };
}

/**
 * One document in hand: its state, what is unsaved, and everything that sends it. `loaded` is null for a new record.
 */
export function useDocument(
  form: RuntimeForm,
  loaded: LoadedRecord | null,
  editable: LoadedRecord['editable'],
): DocumentSession {
  const [problem, setProblem] = useState<unknown>(null);
  const [conflict, setConflict] = useState<Conflict | null>(null);
  const dismissProblem = useCallback(() => setProblem(null), []);
  const open = useOpenDocument(form, loaded, editable, dismissProblem);
  const { state, tables } = open;
  const dirty = useFormDirty(state);
  const { busy, exclusively } = useOneAtATime<Busy>(dismissProblem);
  const { write, send, remove } = useSending(open, async (thrown, patch, refresh) => {
    const refusal = await refusalOf(open, form.definition, thrown, patch);
    if (refusal.kind === 'conflict') return setConflict(refusal.conflict);
    setProblem(refusal.problem);
    if (thrown instanceof ApiProblem && thrown.status === 409) await refresh();
  });
  return {
    state,
    tables,
    dirty,
    restored: open.restored && dirty,
    busy,
    problem,
    conflict,
    save: () => exclusively('save', null, write),
    act: (action, answer = {}) =>
      exclusively(`act:${action.id}`, false, async () => {
        // What is typed belongs to the action: it is saved first, except what the task or the action alone may change.
        if (!takesEdits(open, action) && state.isDirty() && (await write()) === null) return false;
        return send(action, answer);
      }),
    remove: () => exclusively('delete', false, remove),
    discard: open.discard,
    settle: (patch) => {
      if (conflict === null) return;
      open.settleOn(conflict.theirs.record, conflict.theirs.etag);
      applyPatch(state, patch, tables);
      setConflict(null);
    },
    showIssues: (issues) => state.setIssues(issues),
    dismissProblem,
  };
}
