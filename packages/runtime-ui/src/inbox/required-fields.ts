import type { FormDefinition } from '@dougong/kernel/metadata';
import type { Task } from '@dougong/ui/api';
import type { LoadedRecord } from '../data/queries.js';

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
