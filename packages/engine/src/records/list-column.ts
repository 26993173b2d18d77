import { isPathHidden } from '@dougong/kernel/access';
import { fieldTypeOf } from '@dougong/kernel/forms';
import type { FieldType, FilterOperator, FormModel } from '@dougong/kernel/forms';
import type { ScalarField } from '@dougong/kernel/metadata';
import { identifier } from '../database/sql-text.js';

/** A header column of a list: what may be asked of it, and how a text of the query becomes its value. */
export interface ListColumn {
  readonly key: string;
  readonly type: FieldType;
  /** Without limits: people may ask for values that no record can have. */
  readonly schema: ScalarField;
  readonly operators: readonly FilterOperator[];
}

const TITLE = { 'zh-CN': '—', en: '—' };
const TEXT: ScalarField = { type: 'string', 'x-title': TITLE };
const INSTANT: ScalarField = { type: 'string', format: 'date-time', 'x-title': TITLE };
const USER: ScalarField = { type: 'string', format: 'uuid', 'x-user': true, 'x-title': TITLE };

const SYSTEM: readonly ListColumn[] = [
  column('id', USER),
  column('status', TEXT),
  column('created_at', INSTANT),
  column('created_by', USER),
  column('updated_at', INSTANT),
  column('updated_by', USER),
];

const cache = new WeakMap<FormModel, ReadonlyMap<string, ListColumn>>();

/** All columns of a form's list by key. */
export function listColumns(model: FormModel): ReadonlyMap<string, ListColumn> {
  let columns = cache.get(model);
  if (!columns) {
    const own = model.fields.map((field) => column(field.key, unlimited(field.schema)));
    columns = new Map([...SYSTEM, ...own].map((each) => [each.key, each]));
    cache.set(model, columns);
  }
  return columns;
}

/** The columns that a subject sees; a hidden one is as if it did not exist. */
export function visibleColumns(
  model: FormModel,
  hidden: ReadonlySet<string>,
): ReadonlyMap<string, ListColumn> {
  const all = listColumns(model);
  if (hidden.size === 0) return all;
  return new Map([...all].filter(([key]) => key === 'id' || !isPathHidden(hidden, key)));
}

/** SQL of a column of the row with this alias. */
export function columnSql(alias: string, { key }: ListColumn): string {
  return `${alias}.${identifier(key)}`;
}

function column(key: string, schema: ScalarField): ListColumn {
  const type = fieldTypeOf(schema);
  return { key, schema, type, operators: type.operators };
}

const LIMITS = new Set(['minLength', 'maxLength', 'minimum', 'maximum', 'x-minimum', 'x-maximum']);

function unlimited(schema: ScalarField): ScalarField {
  return Object.fromEntries(
    Object.entries(schema).filter(([keyword]) => !LIMITS.has(keyword)),
  ) as ScalarField;
}
