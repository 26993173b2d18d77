import type { CompiledRelease } from '@dougong/kernel/commands';
import type { FieldModel, FormModel } from '@dougong/kernel/forms';
import { identifier } from '../../database/sql-text.js';
import { recordTables } from '../../records/record-table.js';
import type { Column, Table } from '../../records/record-table.js';
import { declaredIndexes } from '../declared-indexes.js';
import { constraintName } from './table-objects.js';
import type { TableIndex } from './table-index.js';

/** What the forms of a release want of the database: tables, keys and indexes, as data. */

export interface DesiredColumn extends Column {
  /** What the column is bound by where its table is made. */
  readonly constraint?: string;
  /** The field that it holds; system columns hold none. */
  readonly field?: FieldModel;
}

export interface DesiredKey {
  readonly name: string;
  readonly column: string;
  /** Qualified and quoted. */
  readonly target: string;
}

export interface DesiredTable {
  readonly table: string;
  readonly form: string;
  /** The lines field, for a table of lines. */
  readonly line?: string;
  readonly columns: readonly DesiredColumn[];
  readonly indexes: readonly TableIndex[];
  readonly keys: readonly DesiredKey[];
}

const HEADER_CONSTRAINTS: Readonly<Record<string, string>> = {
  id: 'PRIMARY KEY',
  version: 'NOT NULL',
  created_at: 'NOT NULL',
  created_by: 'NOT NULL',
  updated_at: 'NOT NULL',
  updated_by: 'NOT NULL',
};

function lineConstraints(header: Table): Readonly<Record<string, string>> {
  return {
    id: 'PRIMARY KEY',
    record_id: `NOT NULL REFERENCES ${header.name} (id) ON DELETE CASCADE`,
    line_no: 'NOT NULL',
  };
}

/** What of a release says how its tables are. */
export type TablesOf = Pick<CompiledRelease, 'models' | 'definitions' | 'number'>;

/** All tables of a release; a form's own stands before those of its lines. */
export function desiredTables(release: TablesOf): readonly DesiredTable[] {
  const { models, definitions } = release;
  return [...models.values()].flatMap((model) => {
    const { header, lines } = recordTables(model);
    const head: DesiredTable = {
      table: header.bareName,
      form: model.key,
      columns: columnsOf(header, model.fields, HEADER_CONSTRAINTS),
      indexes: [
        ...headerIndexes(model, header, seenByOwners(definitions, model.key)),
        ...declaredIndexes(release, model),
      ],
      keys: [...fieldKeys(header, model.fields), ...userKeys(header)],
    };
    const below = model.lines.map((line, at): DesiredTable => {
      const table = lines[at]!;
      return {
        table: table.bareName,
        form: model.key,
        line: line.key,
        columns: columnsOf(table, line.fields, lineConstraints(header)),
        indexes: unrepeated([index(table, ['record_id', 'line_no']), ...declared(table, line.fields, false)]),
        keys: fieldKeys(table, line.fields),
      };
    });
    return [head, ...below];
  });
}

function columnsOf(
  table: Table,
  fields: readonly FieldModel[],
  constraints: Readonly<Record<string, string>>,
): readonly DesiredColumn[] {
  const byKey = new Map(fields.map((field) => [field.key, field]));
  return table.columns.map((column) => {
    const [constraint, field] = [constraints[column.name], byKey.get(column.name)];
    return { ...column, ...(constraint === undefined ? {} : { constraint }), ...(field ? { field } : {}) };
  });
}

/** Foreign keys of references. */
function fieldKeys(table: Table, fields: readonly FieldModel[]): readonly DesiredKey[] {
  return fields.flatMap((field) => {
    if (field.reference) return [key(table, field.key, `data.${identifier(field.reference.form)} (id)`)];
    return field.user ? [key(table, field.key, ACCOUNTS)] : [];
  });
}

const ACCOUNTS = 'core.user_account (id)';

function userKeys(header: Table): readonly DesiredKey[] {
  return ['created_by', 'updated_by'].map((column) => key(header, column, ACCOUNTS));
}

function key(table: Table, column: string, target: string): DesiredKey {
  return { name: constraintName(table.bareName, column, 'fk'), column, target };
}

/**
 * The indexes of a form. Where some role sees only its own records, their list has one of its own: the newest of one person are
 * found at once, however many there are of others.
 */
function headerIndexes(model: FormModel, header: Table, ownRows: boolean): readonly TableIndex[] {
  const wanted = [
    index(header, ['created_at', 'id']),
    ...(ownRows ? [index(header, ['created_by', 'created_at', 'id'])] : []),
    ...declared(header, model.fields, true),
    ...listIndexes(model, header),
  ];
  const references = model.fields.filter((field) => field.reference && !field.indexed && !field.unique);
  return unrepeated(wanted, new Set(references.map(({ key }) => key)));
}

function declared(table: Table, fields: readonly FieldModel[], references: boolean): readonly TableIndex[] {
  return fields.flatMap((field) => {
    if (field.unique) return [index(table, [field.key], true)];
    if (field.indexed && field.type.isSorted === false) return [containmentIndex(table, field.key)];
    return field.indexed || (field.reference && references) ? [index(table, [field.key, 'id'])] : [];
  });
}

/** Whether a role is given only the records of a form that its holder made. */
function seenByOwners(definitions: CompiledRelease['definitions'], form: string): boolean {
  return definitions.some(
    (each) =>
      each.kind === 'role' &&
      each.forms.some(
        (grant) => !['all', 'assigned'].includes(grant.rows) && (grant.form === form || grant.form === '*'),
      ),
  );
}

/**
 * Every sort that a list offers has its index, with the id as the tie breaker that keyset pages need; and every filter that
 * asks for one value has one in which the rows with that value stand in the order of the list.
 */
function listIndexes(model: FormModel, header: Table): readonly TableIndex[] {
  return (model.definition.lists ?? []).flatMap((list) => {
    const sort = list.sort?.length ? list.sort : ['created_at'];
    const keys = sort.map((each) => each.replace('-', ''));
    const filters = (list.filters ?? []).filter((key) => !keys.includes(key) && asksForOne(model, key));
    return [
      sortIndex(header, sort),
      // Whoever sorts by the first field alone reads another order.
      ...(keys.length > 1 ? [index(header, [keys[0]!, 'id'])] : []),
      ...filters.map((key) => sortIndex(header, sort, key)),
    ];
  });
}

/**
 * The index in which rows stand in an order, those with one value of a filter together. It runs as the first field does; where another
 * field runs the other way the index says so, and it is read backwards for the opposite order of all.
 */
function sortIndex(table: Table, sort: readonly string[], filter?: string): TableIndex {
  const isDown = sort[0]?.startsWith('-') ?? false;
  const against = sort.map((each) => each.startsWith('-') !== isDown);
  const keys = sort.map((each) => each.replace('-', ''));
  const before = filter === undefined ? [] : [filter];
  const plain = index(table, [...before, ...keys, 'id']);
  if (!against.includes(true)) return plain;
  const words = keys.map((key, at) => (against[at] ? `${key}_against` : key));
  return {
    ...plain,
    name: constraintName(table.bareName, [...before, ...words].join('_'), 'ix'),
    downwards: [...before.map(() => false), ...against, false],
  };
}

/** Whether a filter can ask for one value that many records share. */
function asksForOne(model: FormModel, key: string): boolean {
  if (key === 'status' || key === 'created_by') return true;
  const field = model.field(key);
  return (
    field !== undefined &&
    field.line === undefined &&
    !field.unique &&
    field.type.isSorted !== false &&
    field.type.operators.includes('eq')
  );
}

function index(table: Table, columns: readonly string[], unique = false): TableIndex {
  const named = columns.length > 1 && columns.at(-1) === 'id' ? columns.slice(0, -1) : columns;
  return { name: constraintName(table.bareName, named.join('_'), unique ? 'uq' : 'ix'), columns, unique };
}

function containmentIndex(table: Table, column: string): TableIndex {
  const name = constraintName(table.bareName, column, 'gin');
  return { name, columns: [column], unique: false, isContainment: true };
}

/**
 * Each index once, and none for a reference alone where a longer one begins with it: that one answers for both. What is
 * unique or may be sorted by has an index of its own all the same.
 */
function unrepeated(
  indexes: readonly TableIndex[],
  onlyReferences: ReadonlySet<string> = new Set(),
): readonly TableIndex[] {
  const byName = new Map(indexes.map((each) => [each.name, each]));
  const longer = new Set(indexes.flatMap(({ columns }) => (columns.length > 2 ? [columns[0]!] : [])));
  return [...byName.values()].filter(
    ({ columns: [first = '', ...others] }) =>
      others.length !== 1 || !onlyReferences.has(first) || !longer.has(first),
  );
}
