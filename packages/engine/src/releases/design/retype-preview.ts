import { Injectable } from '@nestjs/common';
import { isEverything, isPathHidden } from '@dougong/kernel/access';
import type { CompiledRelease } from '@dougong/kernel/commands';
import { buildFormModel, retypeOf } from '@dougong/kernel/forms';
import type { FieldModel, FormModel } from '@dougong/kernel/forms';
import { issue } from '@dougong/kernel/foundation';
import type { Localized } from '@dougong/kernel/foundation';
import { checkDefinition } from '@dougong/kernel/metadata';
import type { FormDefinition } from '@dougong/kernel/metadata';
import { Database } from '../../database/database.js';
import { identifier } from '../../database/sql-text.js';
import { invalid, Refusal } from '../../http/refusal.js';
import type { Subject } from '../../identity/subject.js';
import { grantOf } from '../../records/form-grant.js';
import { recordTables } from '../../records/record-table.js';
import { ReleaseRegistry } from '../release-registry.js';
import type { Conversion } from '../tables/conversions.js';
import { convertRows, EXAMPLES_MAX, readStatement } from '../tables/fill-shadow.js';
import type { StoredValue, Unconverted } from '../tables/fill-shadow.js';

/** What another definition of a field would make of its values. */
export interface RetypePreview {
  readonly from: Localized;
  readonly to: Localized;
  /** `keep`: nothing is converted; `convert`: each value is read anew; `never`: no value can be. */
  readonly kind: 'keep' | 'convert' | 'never';
  /** Values that were looked at. */
  readonly values: number;
  readonly converts: number;
  readonly fails: number;
  /** There are more values than were looked at. */
  readonly isCapped: boolean;
  /** Some of those that fail, for those who may read them. */
  readonly examples: readonly Unconverted[];
}

const VALUES_MAX = 1_000_000;
const ROWS_AT_ONCE = 5000;

/** Says what a change of a field's type would do, without doing it. */
@Injectable()
export class RetypePreviews {
  constructor(
    private readonly database: Database,
    private readonly releases: ReleaseRegistry,
  ) {}

  /**
   * @param path `qty`, or `rows.qty` for a column of lines.
   * @param asker is told examples only of what he may read anyhow; without one none are told.
   * @throws Refusal 404 when the published form has no such field, 422 when `schema` defines none.
   */
  async preview(form: string, path: string, schema: unknown, asker?: Subject): Promise<RetypePreview> {
    const release = await this.releases.refresh();
    const model = release.models.get(form);
    const from = model?.field(path);
    if (!model || !from) throw new Refusal(404, 'not_found');
    const to = readField(model.definition, from, schema);
    const kind = retypeOf(from.schema, to.schema);
    const head = { from: from.type.title, to: to.type.title, kind };
    if (kind !== 'convert')
      return { ...head, values: 0, converts: 0, fails: 0, isCapped: false, examples: [] };
    const tables = recordTables(model);
    const table =
      from.line === undefined ? tables.header : tables.lines.find((each) => each.field === from.line);
    const counted = await this.count({
      from,
      to,
      table: table?.bareName ?? '',
      ...(from.line === undefined ? {} : { line: from.line }),
    });
    const mayRead = asker !== undefined && readsAll(release, asker, model, path);
    return { ...head, ...counted, examples: mayRead ? counted.examples : [] };
  }

  private async count(
    conversion: Pick<Conversion, 'from' | 'to' | 'table' | 'line'>,
  ): Promise<Pick<RetypePreview, 'values' | 'converts' | 'fails' | 'isCapped' | 'examples'>> {
    const examples: Unconverted[] = [];
    let [values, converts, fails] = [0, 0, 0];
    const column = `t.${identifier(conversion.from.key)} IS NOT NULL`;
    for (let after: string | undefined; values < VALUES_MAX;) {
      const text = readStatement(conversion, after === undefined ? column : `${column} AND t.id > $2`);
      const parameters = after === undefined ? [ROWS_AT_ONCE] : [ROWS_AT_ONCE, after];
      const { rows } = await this.database.query<StoredValue>(text, parameters);
      const { converted, failed } = convertRows(conversion, rows);
      values += rows.length;
      converts += converted.length;
      fails += failed.length;
      examples.push(...failed.slice(0, EXAMPLES_MAX - examples.length));
      if (rows.length < ROWS_AT_ONCE) return { values, converts, fails, isCapped: false, examples };
      after = rows.at(-1)?.id;
    }
    return { values, converts, fails, isCapped: true, examples };
  }
}

/** Whether somebody sees the field in every record: examples come from any of them. */
function readsAll(release: CompiledRelease, asker: Subject, { key }: FormModel, path: string): boolean {
  const { allowed, rows, hidden } = grantOf(release, asker, key, 'read');
  return allowed && isEverything(rows) && !isPathHidden(hidden, path);
}

/** The field as a form of its own would have it; formulas and references of it are not asked here. */
function readField(form: FormDefinition, from: FieldModel, schema: unknown): FieldModel {
  const {
    'x-formula': _formula,
    'x-default': _default,
    ...plain
  } = (schema ?? {}) as Record<string, unknown>;
  const alone = {
    kind: 'form',
    format: 1,
    key: form.key,
    title: form.title,
    usage: 'master',
    schema: { type: 'object', properties: { [from.key]: plain } },
    ui: { order: [from.key] },
  };
  const checked = checkDefinition(alone);
  if (!checked.ok)
    throw invalid(
      checked.error.map((found) => ({
        ...found,
        path: found.path.replace(`/schema/properties/${from.key}`, '/to'),
      })),
    );
  const definition = checked.value as FormDefinition;
  const built = buildFormModel(definition, () => definition, {});
  const field = built.ok ? built.value.field(from.key) : undefined;
  if (!field) throw invalid([issue('bad_shape', '/to', { expected: 'field' })]);
  return field;
}
