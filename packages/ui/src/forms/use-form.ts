import { useCallback, useSyncExternalStore } from 'react';
import type { Issue } from '@dougong/kernel/foundation';
import type { CellValue } from '../lines/index.js';
import type { FieldLink, TableLinks } from './form-links.js';
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

/** How rules want a header field shown; redraws when that changes. */
export function useFieldLink(state: FormState, field: string): FieldLink {
  const subscribe = useCallback(
    (listener: () => void) => state.subscribeField(field, listener),
    [state, field],
  );
  return useSyncExternalStore(subscribe, () => state.link(field));
}

/** Header fields and tables that rules hide now. */
export function useHiddenFields(state: FormState): readonly string[] {
  const subscribe = useCallback((listener: () => void) => state.subscribeLinks(listener), [state]);
  return useSyncExternalStore(subscribe, () => state.hiddenFields());
}

/** Header fields and tables that rules ask for now. */
export function useAskedFields(state: FormState): readonly string[] {
  const subscribe = useCallback((listener: () => void) => state.subscribeLinks(listener), [state]);
  return useSyncExternalStore(subscribe, () => state.askedFields());
}

/** How rules want a table and its columns shown. */
export function useTableLinks(state: FormState, table: string): TableLinks {
  const subscribe = useCallback(
    (listener: () => void) => state.subscribeLinks(listener, table),
    [state, table],
  );
  return useSyncExternalStore(subscribe, () => state.tableLinks(table));
}

/** What rules say of the form as a whole. */
export function useFormRemarks(state: FormState): readonly Issue[] {
  const subscribe = useCallback((listener: () => void) => state.subscribeRemarks(listener), [state]);
  return useSyncExternalStore(subscribe, () => state.remarks());
}

/** Everything that rules say while the form is filled in, wherever it stands. */
export function useRuleMessages(state: FormState): readonly Issue[] {
  const subscribe = useCallback((listener: () => void) => state.subscribeRemarks(listener), [state]);
  return useSyncExternalStore(subscribe, () => state.ruleMessages());
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
