import { useEffect, useMemo, useState } from 'react';
import { lineTables, type FormState, type FormValues } from '@dougong/ui/forms';
import type { RuntimeForm } from '../data/form-models.js';
import type { LoadedRecord } from '../data/queries.js';
import { applyPatch } from '../document/apply-patch.js';
import { changesBetween, type Change } from '../document/conflict.js';
import { patchOf, serverOwned } from '../document/wire-patch.js';

/** The record as the user has seen it when he decides. */
export interface Ground {
  /** Tag of the version that he has seen. */
  readonly etag: string;
  /** What others have changed since then. */
  readonly changes: readonly Change[];
  /** He has seen it and goes on with the record as it is now. */
  see(): void;
}

/**
 * Holds on to the record as it was when the task was opened. What others change shows as a list that asks to be looked
 * at; what the user changed himself, or what nobody sees, is taken over silently. What was typed stays.
 */
export function useGround(
  { definition, model }: RuntimeForm,
  record: LoadedRecord,
  state: FormState | null,
  user: string,
): Ground {
  const [seen, setSeen] = useState(record);
  const skip = useMemo(() => serverOwned(definition, model), [definition, model]);
  const changes = useMemo(
    () =>
      record.etag === seen.etag || record.record['updated_by'] === user
        ? []
        : changesBetween(seen.record, record.record, skip),
    [record, seen, skip, user],
  );
  const see = () => {
    if (state !== null) {
      const typed = patchOf(state, skip);
      state.reset(record.record as FormValues);
      applyPatch(state, typed, lineTables(definition));
    }
    setSeen(record);
  };
  const isSilent = record.etag !== seen.etag && changes.length === 0;
  useEffect(() => {
    if (isSilent) see();
    // Only a new version of the record is a reason to look.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [isSilent, record.etag]);
  return { etag: seen.etag, changes, see };
}
