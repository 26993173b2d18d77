import { isLinesField } from '@dougong/kernel/metadata';
import type { FieldDefinition, FormDefinition, LinesField, ScalarField } from '@dougong/kernel/metadata';

/** Where a field stands: in the head, or as a column of a table of lines. */
export interface FieldPlace {
  readonly key: string;
  readonly line?: string;
}

/** A field of a form as the page lists it. */
export interface FieldRow extends FieldPlace {
  /** `note`, or `lines.qty`. */
  readonly path: string;
  readonly field: FieldDefinition;
  readonly isRequired: boolean;
  /** Whether it can go up or down among those beside it. */
  readonly canRise: boolean;
  readonly canSink: boolean;
}

export function pathOf({ key, line }: FieldPlace): string {
  return line === undefined ? key : `${line}.${key}`;
}

export function placeOf(path: string): FieldPlace {
  const [first = '', second] = path.split('.');
  return second === undefined ? { key: first } : { line: first, key: second };
}

/** A table of lines of a form. */
export function tableOf(form: FormDefinition, line: string): LinesField | undefined {
  const field = form.schema.properties[line];
  return isLinesField(field) ? field : undefined;
}

/** The definition of a field. */
export function fieldAt(form: FormDefinition, { key, line }: FieldPlace): FieldDefinition | undefined {
  return line === undefined
    ? form.schema.properties[key]
    : (tableOf(form, line)?.items.properties[key] as ScalarField | undefined);
}

/** Keys in the order in which people see them; what was forgotten comes last. */
export function orderedKeys(form: FormDefinition, line?: string): readonly string[] {
  const all = Object.keys(
    line === undefined ? form.schema.properties : (tableOf(form, line)?.items.properties ?? {}),
  );
  const said =
    line === undefined
      ? form.ui.order
      : (form.ui.lines?.find(({ field }) => field === line)?.columns.map(({ id }) => id) ?? []);
  return [...said.filter((key) => all.includes(key)), ...all.filter((key) => !said.includes(key))];
}

/** All fields, the columns of a table behind the table. */
export function fieldRows(form: FormDefinition): readonly FieldRow[] {
  return rowsOf(form).flatMap((row) => [row, ...(isLinesField(row.field) ? rowsOf(form, row.key) : [])]);
}

function rowsOf(form: FormDefinition, line?: string): readonly FieldRow[] {
  const keys = orderedKeys(form, line);
  const required = (line === undefined ? form.schema.required : tableOf(form, line)?.items.required) ?? [];
  return keys.flatMap((key, at) => {
    const place = line === undefined ? { key } : { key, line };
    const field = fieldAt(form, place);
    if (field === undefined) return [];
    return [
      {
        ...place,
        path: pathOf(place),
        field,
        isRequired: required.includes(key),
        canRise: at > 0,
        canSink: at < keys.length - 1,
      },
    ];
  });
}
