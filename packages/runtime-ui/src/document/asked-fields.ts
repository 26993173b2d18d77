import type { Issue } from '@dougong/kernel/foundation';
import { isLinesField } from '@dougong/kernel/metadata';
import type { FormDefinition } from '@dougong/kernel/metadata';
import { pointerTokens, type FormState } from '@dougong/ui/forms';

/** Header fields that rules ask for and that are still blank. */
export function askedAndBlank({ schema }: FormDefinition, state: FormState): readonly Issue[] {
  return state
    .askedFields()
    .filter((field) => !isLinesField(schema.properties[field]) && (state.value(field) ?? '') === '')
    .map((field) => ({ code: 'required', path: `/${field}` }));
}

/** Whether the place of a fault is shown: what rules hide is not asked for. */
export function isShown(state: FormState, { path }: Issue): boolean {
  const [field = '', row, column] = pointerTokens(path);
  if (state.link(field).visible === false) return false;
  if (row === undefined || column === undefined) return true;
  const lines = state.lines(field);
  const key = lines.rows()[parseInt(row, 10)];
  return key === undefined || lines.link?.(key, column).visible !== false;
}
