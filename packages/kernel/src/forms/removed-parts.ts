import { isLinesField } from '../metadata/index.js';
import type { FormDefinition, LinesField, ScalarField } from '../metadata/index.js';
import type { FormModel } from './form-model.js';
import { retypeOf } from './retype.js';

/** A form, a table of lines or a field that definitions do not have any more while its data is kept. */
export interface RemovedPart {
  readonly form: string;
  /** The lines field, for a table of lines and its columns. */
  readonly line?: string;
  /** Absent for a whole form or a whole table of lines. */
  readonly field?: string;
  /** As it was last published. */
  readonly definition: FormDefinition | LinesField | ScalarField;
}

type Models = ReadonlyMap<string, FormModel>;

/** The parts that are gone; of what is gone as a whole the parts are not told one by one. */
export function removedParts(before: Models, after: Models): readonly RemovedPart[] {
  return [...before.values()].flatMap((model): readonly RemovedPart[] => {
    const now = after.get(model.key);
    if (!now) return [{ form: model.key, definition: model.definition }];
    const fields = model.fields
      .filter(({ key }) => !now.field(key))
      .map(({ key, schema }) => ({ form: model.key, field: key, definition: schema }));
    const lines = model.lines.flatMap((line): readonly RemovedPart[] => {
      const table = now.line(line.key);
      if (!table) return [{ form: model.key, line: line.key, definition: line.schema }];
      return line.fields
        .filter(({ key }) => !table.field(key))
        .map(({ key, schema }) => ({ form: model.key, line: line.key, field: key, definition: schema }));
    });
    return [...fields, ...lines];
  });
}

/** Whether definitions have a part again. */
export function isBack({ form, line, field }: Omit<RemovedPart, 'definition'>, models: Models): boolean {
  const model = models.get(form);
  if (!model) return false;
  if (line === undefined)
    return field === undefined || model.field(field) !== undefined || model.line(field) !== undefined;
  const table = model.line(line);
  return table ? field === undefined || table.field(field) !== undefined : model.field(line) !== undefined;
}

/** A field that has a key whose kept data it could not read as it stands. */
export interface TakenKey {
  readonly form: string;
  readonly line?: string;
  readonly field: string;
}

/**
 * The fields that would take over data of another type: a key is free for something else only when the data that was kept under it
 * has been purged.
 */
export function takenKeys(removed: readonly RemovedPart[], models: Models): readonly TakenKey[] {
  return removed.flatMap((part) => scalarsOf(part).flatMap((kept) => (fits(kept, models) ? [] : [kept.key])));
}

interface KeptScalar {
  readonly key: TakenKey;
  readonly schema: ScalarField | undefined;
}

/** The fields of a part; a table of lines itself is one without a type of its own. */
function scalarsOf({ form, line, field, definition }: RemovedPart): readonly KeptScalar[] {
  if (field !== undefined) {
    const key = { form, ...(line === undefined ? {} : { line }), field };
    return [{ key, schema: definition as ScalarField }];
  }
  if (line !== undefined) return linesScalars(form, line, definition as LinesField);
  const { properties } = (definition as FormDefinition).schema;
  return Object.entries(properties).flatMap(([name, schema]) =>
    isLinesField(schema) ? linesScalars(form, name, schema) : [{ key: { form, field: name }, schema }],
  );
}

function linesScalars(form: string, line: string, { items }: LinesField): readonly KeptScalar[] {
  const columns = Object.entries(items.properties).map(([field, schema]) => ({
    key: { form, line, field },
    schema,
  }));
  return [{ key: { form, field: line }, schema: undefined }, ...columns];
}

function fits({ key, schema }: KeptScalar, models: Models): boolean {
  const model = models.get(key.form);
  if (!model) return true;
  if (schema === undefined) return model.field(key.field) === undefined;
  const isNowLines = key.line === undefined && model.line(key.field) !== undefined;
  const now = model.field(key.line === undefined ? key.field : `${key.line}.${key.field}`);
  return !isNowLines && (now === undefined || retypeOf(schema, now.schema) === 'keep');
}
