import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useQueryClient } from '@tanstack/react-query';
import {
  ApiProblem,
  OfflineProblem,
  useIntention,
  type RecordAction,
  type StoredRecord,
} from '@dougong/ui/api';
import {
  createFormState,
  lineTables,
  useFormDirty,
  type FormPatch,
  type FormState,
  type FormValues,
} from '@dougong/ui/forms';
import { api } from '../data/api.js';
import type { RuntimeForm } from '../data/form-models.js';
import { keys } from '../data/keys.js';
import type { LoadedRecord } from '../data/queries.js';
import { useUser } from '../session/session.js';
import { applyPatch } from './apply-patch.js';
import { DraftStorage } from './draft-storage.js';
import { liveFormulas } from './live-formulas.js';
import { newValues } from './new-values.js';
import { withFieldTitles } from './field-titles.js';
import { issuesAtPlaces } from './problem-places.js';
import { isEmptyPatch, patchOf, serverOwned, valuesOf } from './wire-patch.js';

/** What the user is asked to wait for. */
export type Busy = 'save' | 'delete' | `act:${string}`;

/** The record changed under the user's hands: what is there now, and what was typed. */
export interface Conflict {
  readonly theirs: LoadedRecord;
  readonly base: StoredRecord | null;
  readonly patch: FormPatch;
}

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
  act(action: RecordAction, comment?: string): Promise<boolean>;
  remove(): Promise<boolean>;
  /** Takes back what was typed since the last save. */
  discard(): void;
  /** Goes on after a conflict with this patch on top of what is there now. */
  settle(patch: FormPatch): void;
  showIssues(issues: Parameters<FormState['setIssues']>[0]): void;
  dismissProblem(): void;
}

interface Ground {
  readonly record: StoredRecord | null;
  readonly etag: string | null;
}

const DRAFT_DELAY_MS = 400;
export const NEW_ID = 'new';

/** Keeps what is typed in this browser, a moment after the last key. */
function useDraftKeeping(state: FormState, save: () => void): void {
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const stop = state.subscribeAll(() => {
      clearTimeout(timer);
      timer = setTimeout(save, DRAFT_DELAY_MS);
    });
    const flush = () => save();
    window.addEventListener('pagehide', flush);
    return () => {
      stop();
      clearTimeout(timer);
      window.removeEventListener('pagehide', flush);
      save();
    };
  }, [state, save]);
}

function baseOf(record: StoredRecord | null, patch: FormPatch): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.keys(patch).map((field) => [field, record?.[field] ?? null]));
}

/**
 * One document in hand: its state, what is unsaved, and everything that sends it. `loaded` is null for a new record.
 */
export function useDocument(
  { definition, model }: RuntimeForm,
  loaded: LoadedRecord | null,
): DocumentSession {
  const form = definition.key;
  const id = loaded?.record.id ?? NEW_ID;
  const user = useUser();
  const client = useQueryClient();
  const drafts = useMemo(() => new DraftStorage(user.id), [user.id]);
  const skip = useMemo(() => serverOwned(definition, model), [definition, model]);
  const tables = useMemo(() => lineTables(definition), [definition]);
  const ground = useRef<Ground>({ record: loaded?.record ?? null, etag: loaded?.etag ?? null });
  const { intentionFor, done } = useIntention(api);
  const [busy, setBusy] = useState<Busy | null>(null);
  const running = useRef(false);
  const made = useRef<string | null>(null);
  const [problem, setProblem] = useState<unknown>(null);
  const [conflict, setConflict] = useState<Conflict | null>(null);

  const [{ state, restored }] = useState(() => {
    const values =
      loaded === null ? newValues(model, user.id, new Date().toISOString()) : (loaded.record as FormValues);
    const made = createFormState({
      values,
      tables,
      ...(model === null ? {} : { recompute: liveFormulas(model) }),
    });
    const draft = drafts.load(form, id);
    if (draft !== null) {
      applyPatch(made, draft.patch, tables);
      if (draft.etag !== null && draft.etag !== loaded?.etag)
        ground.current = {
          record: loaded === null ? null : ({ ...loaded.record, ...draft.base } as StoredRecord),
          etag: draft.etag,
        };
    }
    return { state: made, restored: draft !== null };
  });
  const dirty = useFormDirty(state);

  const keepDraft = useCallback(() => {
    const patch = patchOf(state, skip);
    if (isEmptyPatch(patch)) drafts.remove(form, id);
    else
      drafts.save(form, id, {
        etag: ground.current.etag,
        patch,
        base: baseOf(ground.current.record, patch),
        savedAt: new Date().toISOString(),
      });
  }, [state, skip, drafts, form, id]);
  useDraftKeeping(state, keepDraft);

  const settleOn = useCallback(
    (record: StoredRecord, etag: string) => {
      ground.current = { record, etag };
      state.reset(record as FormValues);
      drafts.remove(form, record.id);
      setProblem(null);
    },
    [state, drafts, form],
  );

  // Somebody else's change is taken over silently while nothing is unsaved here; otherwise the next save asks.
  useEffect(() => {
    if (loaded !== null && loaded.etag !== ground.current.etag && !state.isDirty())
      settleOn(loaded.record, loaded.etag);
  }, [loaded, state, settleOn]);

  const placeIssues = (errors: ApiProblem['errors'], patch?: FormPatch) => {
    const rows = new Map(tables.map((table) => [table, state.lines(table).rows()]));
    state.setIssues(issuesAtPlaces(errors, rows, patch));
  };

  const refuse = async (thrown: unknown, patch?: FormPatch) => {
    const failure = thrown instanceof ApiProblem ? withFieldTitles(thrown, definition) : thrown;
    if (!(failure instanceof OfflineProblem)) done();
    if (failure instanceof ApiProblem && failure.status === 412 && id !== NEW_ID) {
      const { data, etag } = await api.records.get(form, id);
      setConflict({ theirs: { ...data, etag: etag ?? '' }, base: ground.current.record, patch: patch ?? {} });
      return;
    }
    setProblem(failure);
    if (failure instanceof ApiProblem) placeIssues(failure.errors, patch);
    if (failure instanceof ApiProblem && failure.status === 409) await refresh();
  };

  const refresh = async (recordId = id) => {
    await Promise.all([
      client.invalidateQueries({ queryKey: keys.record(form, recordId) }),
      client.invalidateQueries({ queryKey: keys.lists(form) }),
      client.invalidateQueries({ queryKey: keys.tasks }),
      client.invalidateQueries({ queryKey: keys.app }),
    ]);
  };

  /** One thing at a time: a second press while the first is under way does nothing. */
  const exclusively = async <T>(what: Busy, refused: T, work: () => Promise<T>): Promise<T> => {
    if (running.current) return refused;
    running.current = true;
    setBusy(what);
    setProblem(null);
    try {
      return await work();
    } finally {
      running.current = false;
      setBusy(null);
    }
  };

  const create = async (): Promise<string | null> => {
    // The page may still be on its way to the record that was just made.
    if (made.current !== null) return made.current;
    const values = valuesOf(state, skip);
    try {
      const { data } = await api.records.create(form, values, {
        intention: intentionFor(['create', values]),
      });
      done();
      made.current = data.record.id;
      state.reset(state.values());
      drafts.remove(form, NEW_ID);
      await client.invalidateQueries({ queryKey: keys.lists(form) });
      return data.record.id;
    } catch (failure) {
      await refuse(failure);
      return null;
    }
  };

  const update = async (): Promise<string | null> => {
    const patch = patchOf(state, skip);
    if (isEmptyPatch(patch)) return id;
    try {
      const { etag: ifMatch } = ground.current;
      const { data, etag } = await api.records.update(form, id, patch, {
        ifMatch: ifMatch ?? undefined,
        intention: intentionFor([ifMatch, patch]),
      });
      done();
      settleOn(data.record, etag ?? `"${data.record.version}"`);
      await refresh();
      return id;
    } catch (failure) {
      await refuse(failure, patch);
      return null;
    }
  };

  const write = () => (id === NEW_ID ? create() : update());

  const send = async (action: RecordAction, comment: string | undefined): Promise<boolean> => {
    const body = comment === undefined || comment === '' ? {} : { comment };
    const editsByTask = action.kind === 'task' && state.isDirty() ? { record: patchOf(state, skip) } : {};
    const wish = { ...body, ...editsByTask };
    try {
      const intention = intentionFor([action.id, action.taskId, ground.current.etag, wish]);
      if (action.kind === 'task' && action.taskId !== undefined) {
        await api.tasks.act(action.taskId, action.id as 'approve', wish, { intention });
      } else {
        await api.records.act(form, id, action.id, wish, {
          intention,
          ifMatch: ground.current.etag ?? undefined,
        });
      }
      done();
      drafts.remove(form, id);
      state.reset(state.values());
      await refresh();
      return true;
    } catch (failure) {
      await refuse(failure, patchOf(state, skip));
      return false;
    }
  };

  return {
    state,
    tables,
    dirty,
    restored: restored && dirty,
    busy,
    problem,
    conflict,
    save: () => exclusively('save', null, write),
    act: (action, comment) =>
      exclusively(`act:${action.id}`, false, async () => {
        // What is typed belongs to the action: it is saved first, except what a task alone may change.
        if (action.kind !== 'task' && state.isDirty() && (await write()) === null) return false;
        return send(action, comment);
      }),
    remove: () =>
      exclusively('delete', false, async () => {
        try {
          await api.records.remove(form, id, { ifMatch: ground.current.etag ?? undefined });
          drafts.remove(form, id);
          state.reset(state.values());
          client.removeQueries({ queryKey: keys.record(form, id) });
          await client.invalidateQueries({ queryKey: keys.lists(form) });
          return true;
        } catch (failure) {
          await refuse(failure);
          return false;
        }
      }),
    discard: () => {
      drafts.remove(form, id);
      const record = loaded?.record ?? ground.current.record;
      if (record !== null) settleOn(record, loaded?.etag ?? ground.current.etag ?? '');
      else state.reset(newValues(model, user.id, new Date().toISOString()));
    },
    settle: (patch) => {
      if (conflict === null) return;
      settleOn(conflict.theirs.record, conflict.theirs.etag);
      applyPatch(state, patch, tables);
      setConflict(null);
    },
    showIssues: (issues) => state.setIssues(issues),
    dismissProblem: () => setProblem(null),
  };
}
