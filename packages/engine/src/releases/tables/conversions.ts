import { createHash } from 'node:crypto';
import type { CompiledRelease, ReleaseFinding } from '@dougong/kernel/commands';
import { retypeOf } from '@dougong/kernel/forms';
import type { FieldModel, FormModel } from '@dougong/kernel/forms';
import { issue, pointer } from '@dougong/kernel/foundation';
import { recordTables } from '../../records/record-table.js';

/** A field whose stored values must be read anew because its definition changes. */
export interface Conversion {
  readonly form: string;
  /** The lines field, for a column of lines. */
  readonly line?: string;
  readonly table: string;
  readonly from: FieldModel;
  readonly to: FieldModel;
  /** The column that takes the converted values until the switch. No key of a field is as long. */
  readonly shadow: string;
  /** The column with the old values after the switch. */
  readonly old: string;
}

interface FieldPair {
  readonly model: FormModel;
  readonly table: string;
  readonly from: FieldModel;
  readonly to: FieldModel;
}

/** The conversions that lead from one release to the next. */
export function conversionsBetween(
  before: Pick<CompiledRelease, 'models'>,
  after: Pick<CompiledRelease, 'models'>,
): readonly Conversion[] {
  return pairs(before, after)
    .filter(({ from, to }) => retypeOf(from.schema, to.schema) === 'convert')
    .map(({ model, table, from, to }) => ({
      form: model.key,
      ...(to.line === undefined ? {} : { line: to.line }),
      table,
      from,
      to,
      shadow: columnName('new', table, from, to),
      old: columnName('old', table, from, to),
    }));
}

/** What is said of fields whose values say nothing to their new definition. */
export function impossibleConversions(
  before: Pick<CompiledRelease, 'models'>,
  after: Pick<CompiledRelease, 'models'>,
): readonly ReleaseFinding[] {
  return pairs(before, after)
    .filter(({ from, to }) => retypeOf(from.schema, to.schema) === 'never')
    .map(({ model, from, to }) => ({
      ...issue('field_retyped', fieldPlace(to), {
        field: to.path,
        title: to.title,
        from: from.type.title,
        to: to.type.title,
      }),
      definition: { kind: 'form', key: model.key },
    }));
}

/** Where a field stands in its form. */
export function fieldPlace({ key, line }: Pick<FieldModel, 'key' | 'line'>): string {
  const properties = pointer('/schema', 'properties');
  return line === undefined
    ? pointer(properties, key)
    : pointer(properties, line, 'items', 'properties', key);
}

/** Fields that stand in both, under the same path. */
function pairs(
  before: Pick<CompiledRelease, 'models'>,
  after: Pick<CompiledRelease, 'models'>,
): readonly FieldPair[] {
  return [...after.models.values()].flatMap((model) => {
    const earlier = before.models.get(model.key);
    if (!earlier) return [];
    const { header, lines } = recordTables(model);
    const tables = [header.bareName, ...lines.map(({ bareName }) => bareName)];
    return [model.fields, ...model.lines.map(({ fields }) => fields)].flatMap((fields, at) =>
      fields.flatMap((to) => {
        const from = earlier.field(to.path);
        return from ? [{ model, table: tables[at]!, from, to }] : [];
      }),
    );
  });
}

/** A name that says what it holds to us alone: two publishes that convert alike go on with each other's work. */
function columnName(side: 'new' | 'old', table: string, from: FieldModel, to: FieldModel): string {
  const said = JSON.stringify([table, to.path, from.schema, to.schema]);
  return `${side}_${createHash('sha1').update(said).digest('hex')}`;
}
