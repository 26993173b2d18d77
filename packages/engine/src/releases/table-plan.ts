import type { CompiledRelease } from '@dougong/kernel/commands';
import type { FieldModel, FormModel } from '@dougong/kernel/forms';
import { identifier } from '../database/sql-text.js';
import { recordTables } from '../records/record-table.js';
import { declaredIndexes } from './declared-indexes.js';
import type { Table } from '../records/record-table.js';

/**
 * The prepare phase of a publish for tables: what must be created so that the forms of a release have their columns,
 * keys and indexes. Only additive statements, so that a failed publish leaves the old release in force.
 */

/** What stands in the schema `data` now: table -> column -> PostgreSQL type name. */
export type ExistingTables = ReadonlyMap<string, ReadonlyMap<string, string>>;

export interface RetypedColumn {
  readonly form: string;
  readonly field: string;
  readonly from: string;
  readonly to: string;
}

export interface TablePlan {
  /** In order; every statement may run again. */
  readonly statements: readonly string[];
  /** Columns whose type in force differs from the definition: a publish refuses them. */
  readonly retyped: readonly RetypedColumn[];
}

/** Makes the plan for all forms of a release. */
export function planTables(
  release: Pick<CompiledRelease, 'models' | 'definitions' | 'number'>,
  existing: ExistingTables,
): TablePlan {
  const { models, definitions } = release;
  const tables: string[] = [];
  const keys: string[] = [];
  const indexes: string[] = [];
  const retyped: RetypedColumn[] = [];
  for (const model of models.values()) {
    const { header, lines } = recordTables(model);
    tables.push(...tableStatements(header, existing, HEADER_CONSTRAINTS));
    for (const each of lines) tables.push(...tableStatements(each, existing, lineConstraints(header)));
    keys.push(...keyStatements(model), ...userKeys(header));
    indexes.push(...indexStatements(model, seenByOwners(definitions, model.key)));
    indexes.push(...declaredIndexes(release, model).map(({ sql }) => sql));
    retyped.push(...retypedColumns(model, existing));
  }
  return { statements: [...tables, ...keys, ...indexes], retyped };
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

function tableStatements(
  table: Table,
  existing: ExistingTables,
  constraints: Readonly<Record<string, string>>,
): string[] {
  const present = existing.get(table.bareName);
  if (!present) {
    const columns = table.columns.map(({ name, type }) =>
      `${identifier(name)} ${type} ${constraints[name] ?? ''}`.trim(),
    );
    return [`CREATE TABLE IF NOT EXISTS ${table.name} (${columns.join(', ')})`];
  }
  return table.columns
    .filter(({ name }) => !present.has(name))
    .map(
      ({ name, type }) => `ALTER TABLE ${table.name} ADD COLUMN IF NOT EXISTS ${identifier(name)} ${type}`,
    );
}

/** Foreign keys of references, added after all tables exist because forms may refer to each other in a ring. */
function keyStatements(model: FormModel): string[] {
  const { header, lines } = recordTables(model);
  const ofTable = (table: Table, fields: readonly FieldModel[]) =>
    fields.flatMap((field) => {
      if (field.reference)
        return [foreignKey(table, field.key, `data.${identifier(field.reference.form)} (id)`)];
      return field.user ? [foreignKey(table, field.key, 'core.user_account (id)')] : [];
    });
  return [
    ...ofTable(header, model.fields),
    ...model.lines.flatMap((line, at) => ofTable(lines[at]!, line.fields)),
  ];
}

function userKeys(header: Table): string[] {
  return ['created_by', 'updated_by'].map((column) => foreignKey(header, column, 'core.user_account (id)'));
}

function foreignKey(table: Table, column: string, target: string): string {
  const name = constraintName(table.bareName, column, 'fk');
  return (
    `DO $$ BEGIN IF NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conname = '${name}') THEN ` +
    `ALTER TABLE ${table.name} ADD CONSTRAINT ${identifier(name)} FOREIGN KEY (${identifier(column)}) REFERENCES ${target}; ` +
    `END IF; END $$`
  );
}

/**
 * The indexes of a form. Where some role sees only its own records, their list has one of its own: the newest of one person are
 * found at once, however many there are of others.
 */
function indexStatements(model: FormModel, ownRows: boolean): string[] {
  const { header, lines } = recordTables(model);
  const declared = (table: Table, fields: readonly FieldModel[]) =>
    fields.flatMap((field) => {
      if (field.unique) return [index(table, [field.key], 'uq', 'UNIQUE')];
      if (field.indexed && field.type.isSorted === false) return [containmentIndex(table, field.key)];
      return field.indexed || (field.reference && table === header)
        ? [index(table, [field.key, 'id'], 'ix')]
        : [];
    });
  const byRecord = lines.map((table) => index(table, ['record_id', 'line_no'], 'ix'));
  return [
    index(header, ['created_at', 'id'], 'ix'),
    ...(ownRows ? [index(header, ['created_by', 'created_at', 'id'], 'ix')] : []),
    ...declared(header, model.fields),
    ...model.lines.flatMap((line, at) => declared(lines[at]!, line.fields)),
    ...byRecord,
    ...sortIndexes(model, header),
  ];
}

/** Whether a role is given only the records of a form that its holder made. */
function seenByOwners(definitions: CompiledRelease['definitions'], form: string): boolean {
  return definitions.some(
    (each) =>
      each.kind === 'role' &&
      each.forms.some((grant) => grant.rows === 'own' && (grant.form === form || grant.form === '*')),
  );
}

/** Every sort that a list offers has its index, with the id as the tie breaker that keyset pages need. */
function sortIndexes(model: FormModel, header: Table): string[] {
  const sorts = (model.definition.lists ?? []).map((list) => list.sort?.[0]?.replace('-', ''));
  const fields = new Set(
    sorts.filter((field): field is string => field !== undefined && field !== 'created_at'),
  );
  return [...fields].map((field) => index(header, [field, 'id'], 'ix'));
}

function index(table: Table, columns: readonly string[], suffix: string, unique = ''): string {
  const name = constraintName(table.bareName, columns[0]!, suffix);
  return (
    `CREATE ${unique} INDEX IF NOT EXISTS ${identifier(name)} ON ${table.name} ` +
    `(${columns.map((column) => identifier(column)).join(', ')})`
  ).replace('  ', ' ');
}

/** Finds the rows that hold a value among several. */
function containmentIndex(table: Table, column: string): string {
  const name = identifier(constraintName(table.bareName, column, 'gin'));
  return `CREATE INDEX IF NOT EXISTS ${name} ON ${table.name} USING gin (${identifier(column)} jsonb_path_ops)`;
}

/** PostgreSQL cuts names at 63 bytes; a long one is shortened with a checksum so that two never meet. */
function constraintName(table: string, column: string, suffix: string): string {
  const full = `${table}_${column}_${suffix}`;
  if (full.length <= 63) return full;
  let sum = 0;
  for (const char of full) sum = (sum * 31 + char.charCodeAt(0)) >>> 0;
  return `${full.slice(0, 50)}_${sum.toString(36)}_${suffix}`;
}

function retypedColumns(model: FormModel, existing: ExistingTables): RetypedColumn[] {
  const { header, lines } = recordTables(model);
  return [header, ...lines].flatMap((table) => {
    const present = existing.get(table.bareName);
    return table.columns
      .filter(({ name, type }) => present?.has(name) && present.get(name) !== type)
      .map(({ name, type }) => ({ form: model.key, field: name, from: present!.get(name)!, to: type }));
  });
}
