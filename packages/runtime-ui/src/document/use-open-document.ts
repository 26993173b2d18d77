import { useCallback, useEffect, useMemo, useRef, useState, type RefObject } from 'react';
import type { StoredRecord } from '@dougong/ui/api';
import { lineTables, type FormPatch, type FormState, type FormValues } from '@dougong/ui/forms';
import type { RuntimeForm } from '../data/form-models.js';
import type { LoadedRecord } from '../data/queries.js';
import { useUser } from '../session/session.js';
import { applyPatch } from './apply-patch.js';
import { DraftStorage } from './draft-storage.js';
import { openLiveState, useRecall, type LiveState } from './live-state.js';
import { isClosed } from './editable-fields.js';
import { newValues } from './new-values.js';
import { useDraftKeeping } from './use-draft-keeping.js';
import { isEmptyPatch, patchOf, serverOwned } from './wire-patch.js';

/** The record as the server knew it when the typing began. */
export interface Ground {
  readonly record: StoredRecord | null;
  readonly etag: string | null;
}

/** A document as it lies open: what is typed, what that stands on, and the draft that is kept of it. */
export interface OpenDocument {
  readonly form: string;
  readonly id: string;
  readonly state: FormState;
  readonly tables: readonly string[];
  /** Paths that formulas and the server write. */
  readonly skip: ReturnType<typeof serverOwned>;
  readonly ground: RefObject<Ground>;
  /** Whether it was opened with what was typed in an earlier visit. */
  readonly restored: boolean;
  /** Whether it takes no changes of its own, only what its actions ask for. */
  readonly closed: boolean;
  /** Stands on this record from now on; nothing is unsaved. */
  settleOn(record: StoredRecord, etag: string): void;
  forgetDraft(): void;
  /** Takes back what was typed since the last save. */
  discard(): void;
}

/** The id under which a document that was never saved is kept. */
export const NEW_ID = 'new';

function baseOf(record: StoredRecord | null, patch: FormPatch): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.keys(patch).map((field) => [field, record?.[field] ?? null]));
}

interface Opening {
  readonly form: RuntimeForm;
  readonly loaded: LoadedRecord | null;
  readonly user: string;
  readonly drafts: DraftStorage;
  readonly tables: readonly string[];
  readonly editable: LoadedRecord['editable'];
}

/** The document with its draft on top, on the ground on which the draft was typed. */
function opened({ form, loaded, user, drafts, tables, editable }: Opening): {
  readonly live: LiveState;
  readonly ground: Ground;
  readonly restored: boolean;
} {
  const { definition, model } = form;
  const values =
    loaded === null ? newValues(model, user, new Date().toISOString()) : (loaded.record as FormValues);
  const live = openLiveState(form, { values, user, editable, isNew: loaded === null });
  const ground = { record: loaded?.record ?? null, etag: loaded?.etag ?? null };
  const draft = drafts.load(definition.key, loaded?.record.id ?? NEW_ID);
  if (draft === null) return { live, ground, restored: false };
  applyPatch(live.state, draft.patch, tables);
  if (draft.etag === null || draft.etag === loaded?.etag) return { live, ground, restored: true };
  const record = loaded === null ? null : ({ ...loaded.record, ...draft.base } as StoredRecord);
  return { live, ground: { record, etag: draft.etag }, restored: true };
}

/** Opens a document and keeps a draft of it. `loaded` is null for a new record; `onSettled` must be stable. */
export function useOpenDocument(
  form: RuntimeForm,
  loaded: LoadedRecord | null,
  editable: LoadedRecord['editable'],
  onSettled: () => void,
): OpenDocument {
  const { definition, model } = form;
  const { key } = definition;
  const id = loaded?.record.id ?? NEW_ID;
  const user = useUser();
  const drafts = useMemo(() => new DraftStorage(user.id), [user.id]);
  const skip = useMemo(() => serverOwned(definition, model), [definition, model]);
  const tables = useMemo(() => lineTables(definition), [definition]);
  const [first] = useState(() => opened({ form, loaded, user: user.id, drafts, tables, editable }));
  const { live, restored } = first;
  const { state } = live;
  useRecall(live);
  const ground = useRef<Ground>(first.ground);

  const forgetDraft = useCallback(() => drafts.remove(key, id), [drafts, key, id]);
  const keepDraft = useCallback(() => {
    const patch = patchOf(state, skip);
    const { record, etag } = ground.current;
    if (isEmptyPatch(patch)) forgetDraft();
    else
      drafts.save(key, id, { etag, patch, base: baseOf(record, patch), savedAt: new Date().toISOString() });
  }, [state, skip, drafts, forgetDraft, key, id]);
  useDraftKeeping(state, keepDraft);

  const settleOn = useCallback(
    (record: StoredRecord, etag: string) => {
      ground.current = { record, etag };
      state.reset(record as FormValues);
      drafts.remove(key, record.id);
      onSettled();
    },
    [state, drafts, key, onSettled],
  );

  // Somebody else's change is taken over silently while nothing is unsaved here; otherwise the next save asks.
  useEffect(() => {
    if (loaded !== null && loaded.etag !== ground.current.etag && !state.isDirty())
      settleOn(loaded.record, loaded.etag);
  }, [loaded, state, settleOn]);

  const discard = () => {
    forgetDraft();
    const record = loaded?.record ?? ground.current.record;
    if (record !== null) settleOn(record, loaded?.etag ?? ground.current.etag ?? '');
    else state.reset(newValues(model, user.id, new Date().toISOString()), 'opened');
  };
  const closed = isClosed(form, loaded);
  return { form: key, id, state, tables, skip, ground, restored, closed, settleOn, forgetDraft, discard };
}
