import { fieldTypeOf } from '@dougong/kernel/forms';
import type { FormLookup, FormModel } from '@dougong/kernel/forms';
import type { Localized } from '@dougong/kernel/foundation';
import { isLinesField } from '@dougong/kernel/metadata';
import type { FieldDefinition, FormDefinition, LinesField, ScalarField } from '@dougong/kernel/metadata';
import type { UserEntry } from '@dougong/ui/api';
import type { Catalog } from './catalog.js';

/** A key of the release with its title. */
export interface Named {
  readonly key: string;
  readonly title: Localized | string;
}

/** Everything around a flow or a rule that its design refers to. */
export interface Surroundings {
  readonly catalog: Catalog;
  readonly form: FormModel;
  readonly forms: FormLookup;
  /** The form and the forms that it refers to, where they can be read. */
  readonly models: ReadonlyMap<string, FormModel>;
  readonly roles: readonly Named[];
  readonly users: readonly UserEntry[];
  readonly postings: readonly Named[];
  readonly rules: readonly Named[];
  /** Templates that word messages. */
  readonly notifications: readonly Named[];
  readonly formTitles: readonly Named[];
}

/** A field that a flow may name: by its path from the record, through references. */
export interface FieldOption {
  readonly path: string;
  readonly titles: readonly Localized[];
  /** Kind of the field type part. */
  readonly kind: string;
  readonly schema: ScalarField;
  /** Whether it names a person. */
  readonly isPerson: boolean;
}

const REFERENCE_DEPTH_MAX = 1;

/** Whether a field is a table of lines. */
export function isLines(schema: FieldDefinition): schema is LinesField {
  return isLinesField(schema);
}

function optionOf(path: string, titles: readonly Localized[], schema: ScalarField): FieldOption {
  return { path, titles, kind: fieldTypeOf(schema).kind, schema, isPerson: 'x-user' in schema };
}

function headerOptions(
  definition: FormDefinition,
  forms: FormLookup,
  depth: number,
  above: { path: string; titles: readonly Localized[] },
): FieldOption[] {
  return orderedFields(definition).flatMap(([key, schema]) => {
    if (isLines(schema)) return [];
    const path = `${above.path}${key}`;
    const titles = [...above.titles, schema['x-title']];
    const own = optionOf(path, titles, schema);
    const target = 'x-reference' in schema ? forms(schema['x-reference'].form) : undefined;
    if (target === undefined || depth >= REFERENCE_DEPTH_MAX) return [own];
    return [own, ...headerOptions(target, forms, depth + 1, { path: `${path}.`, titles })];
  });
}

function orderedFields(definition: FormDefinition): readonly (readonly [string, FieldDefinition])[] {
  const { schema, ui } = definition;
  const rest = Object.keys(schema.properties).filter((key) => !ui.order.includes(key));
  return [...ui.order, ...rest].flatMap((key) => {
    const field = schema.properties[key];
    return field === undefined ? [] : [[key, field] as const];
  });
}

/** What conditions may compare: header fields and the fields behind references. */
export function conditionFields({
  form,
  forms,
}: Pick<Surroundings, 'form' | 'forms'>): readonly FieldOption[] {
  return headerOptions(form.definition, forms, 0, { path: '', titles: [] });
}

/** Fields that name people: of the record, of what it refers to, of its lines. */
export function personFields(surroundings: Surroundings): readonly FieldOption[] {
  const lines = lineOptions(surroundings.form.definition);
  return [...conditionFields(surroundings), ...lines].filter((field) => field.isPerson);
}

/** Everything that a step may work with: fields of the record, whole tables, their columns. */
export function stepFields({ form }: Surroundings): readonly Pick<FieldOption, 'path' | 'titles'>[] {
  const own = orderedFields(form.definition).map(([key, schema]) =>
    isLines(schema) ? { path: key, titles: [schema['x-title']] } : optionOf(key, [schema['x-title']], schema),
  );
  return [...own, ...lineOptions(form.definition)];
}

/** Fields that a task may let people change: of the record itself and of its lines. */
export function editableFields({ form }: Surroundings): readonly FieldOption[] {
  const own = form.fields
    .filter((field) => !field.serverOwned && field.line === undefined)
    .map((field) => optionOf(field.path, [field.title], field.schema));
  const lines = form.lines.flatMap((line) =>
    line.fields
      .filter((field) => !field.serverOwned)
      .map((field) => optionOf(field.path, [line.title, field.title], field.schema)),
  );
  return [...own, ...lines];
}

function lineOptions(definition: FormDefinition): FieldOption[] {
  return orderedFields(definition).flatMap(([key, schema]) =>
    isLines(schema)
      ? Object.entries(schema.items.properties).map(([column, field]) =>
          optionOf(`${key}.${column}`, [schema['x-title'], field['x-title']], field),
        )
      : [],
  );
}
