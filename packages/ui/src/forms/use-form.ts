import { useCallback, useSyncExternalStore } from 'react';
import type { Issue } from '@dougong/kernel/foundation';
import type { CellValue } from '../lines/index.js';
import type { FormState, FormValues } from './form-state.js';

/** One header field: its value, its faults and how to write it. Redraws for this field only. */
export function useFormField(
  state: FormState,
  field: string,
): {
  readonly value: CellValue;
  readonly issues: readonly Issue[];
  setValue(value: CellValue): void;
  touch(): void;
} {
  const subscribe = useCallback(
    (listener: () => void) => state.subscribeField(field, listener),
    [state, field],
  );
  const value = useSyncExternalStore(subscribe, () => state.value(field));
  const issues = useSyncExternalStore(subscribe, () => state.issuesOf(field));
  const setValue = useCallback((next: CellValue) => state.setValue(field, next), [state, field]);
  const touch = useCallback(() => state.touch(field), [state, field]);
  return { value, issues, setValue, touch };
}

/** All values, for what shows sums or previews of the whole form. */
export function useFormValues(state: FormState): FormValues {
  const subscribe = useCallback((listener: () => void) => state.subscribeAll(listener), [state]);
  return useSyncExternalStore(subscribe, () => state.values());
}

/** All faults, for the summary above the form. */
export function useFormIssues(state: FormState): readonly Issue[] {
  const subscribe = useCallback((listener: () => void) => state.subscribeIssues(listener), [state]);
  return useSyncExternalStore(subscribe, () => state.issues());
}

/** Whether there is unsaved input. */
export function useFormDirty(state: FormState): boolean {
  const subscribe = useCallback((listener: () => void) => state.subscribeAll(listener), [state]);
  return useSyncExternalStore(subscribe, () => state.isDirty());
}
