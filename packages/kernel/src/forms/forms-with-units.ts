import type { FieldModel } from './field-model.js';
import type { FormModel } from './form-model.js';

const known = new WeakMap<ReadonlyMap<string, FormModel>, ReadonlySet<string>>();

/** The forms whose lines hold units by which fields elsewhere convert: they are read with their lines. */
export function formsWithUnits(models: ReadonlyMap<string, FormModel>): ReadonlySet<string> {
  let found = known.get(models);
  if (!found) {
    found = new Set(
      [...models.values()].flatMap((model) =>
        [...model.fields, ...model.lines.flatMap(({ fields }) => fields)].flatMap((field) =>
          unitForm(model, field),
        ),
      ),
    );
    known.set(models, found);
  }
  return found;
}

function unitForm(model: FormModel, { schema, line }: FieldModel): readonly string[] {
  const units = 'x-conversion' in schema ? schema['x-conversion'].units : undefined;
  if (units === undefined || Array.isArray(units)) return [];
  const path = line === undefined ? units.reference : `${line}.${units.reference}`;
  const form = model.field(path)?.reference?.form;
  return form === undefined ? [] : [form];
}
