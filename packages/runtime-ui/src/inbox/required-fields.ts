import type { Issue } from '@dougong/kernel/foundation';
import type { FormDefinition } from '@dougong/kernel/metadata';
import type { Task } from '@dougong/ui/api';
import type { FormState } from '@dougong/ui/forms';
import type { LoadedRecord } from '../data/queries.js';
import { askedAndBlank } from '../document/asked-fields.js';

const NO_FIELDS: readonly string[] = [];

/** The fields that closing the task asks for: those of the action that is the user's by this task. */
export function requiredFields(
  definition: FormDefinition,
  record: LoadedRecord,
  task: Task,
): readonly string[] {
  const action = record.actions.find((offered) => offered.kind === 'lifecycle' && offered.taskId === task.id);
  return definition.lifecycle?.actions?.find((known) => known.id === action?.id)?.required ?? NO_FIELDS;
}

/** What the task or a rule asks for and is still blank. */
export function blankFields(
  definition: FormDefinition,
  state: FormState,
  required: readonly string[],
): readonly Issue[] {
  const blank = required
    .filter((field) => (state.value(field) ?? '') === '')
    .map((field) => ({ code: 'required', path: `/${field}` }));
  const ruled = askedAndBlank(definition, state);
  return [...blank, ...ruled.filter(({ path }) => !blank.some((found) => found.path === path))];
}
