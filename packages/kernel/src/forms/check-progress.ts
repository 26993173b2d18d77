import { issue, pointer } from '../foundation/index.js';
import type { Issue } from '../foundation/index.js';
import type { FormDefinition } from '../metadata/index.js';
import type { FieldModel } from './field-model.js';

/** Kinds whose values are ids: what they name is nobody's business outside. */
const NAMES_SOMETHING: ReadonlySet<string> = new Set(['reference', 'user', 'file', 'image', 'signature']);

/** What the page for people without an account shows: fields of the header that tell something by themselves, and states that there are. */
export function checkProgress(
  { progress, lifecycle }: FormDefinition,
  fields: readonly FieldModel[],
): readonly Issue[] {
  if (!progress) return [];
  const header = new Map(fields.filter(({ line }) => line === undefined).map((field) => [field.key, field]));
  const states = new Set((lifecycle?.states ?? []).map(({ id }) => id));
  return [
    ...progress.fields.flatMap((key, at) => {
      const field = header.get(key);
      const place = pointer('/progress/fields', at);
      if (!field) return [issue('unknown_field', place, { field: key })];
      return NAMES_SOMETHING.has(field.type.kind) || field.department
        ? [issue('progress_names_others', place, { field: key })]
        : [];
    }),
    ...(progress.states ?? []).flatMap(({ state }, at) =>
      states.has(state) ? [] : [issue('unknown_state', pointer('/progress/states', at, 'state'), { state })],
    ),
  ];
}
