import { identifier } from '../../database/sql-text.js';
import type { Conversion } from './conversions.js';
import { desiredTables } from './desired-tables.js';
import type { DesiredTable, TablesOf } from './desired-tables.js';
import type { TableIndex } from './table-index.js';
import { checksum, objectName } from './table-objects.js';
import type { TableObject } from './table-objects.js';
import { keyName } from './table-state.js';
import type { TableState } from './table-state.js';
import { leftIndexName, madeBy, shadowObjects } from './table-steps.js';
import type { IndexSwap, TablePlan, TableStep } from './table-steps.js';

/** The forms of a release and what lies between them and those before. */
export interface PlanGround {
  readonly before: TablesOf;
  readonly after: TablesOf;
  readonly conversions: readonly Conversion[];
}

/**
 * What must be done so that the forms of a release have their tables, columns, keys and indexes. Everything before the switch
 * only adds; what is taken away goes after it.
 */
export function planTables(ground: PlanGround, state: TableState): TablePlan {
  const tables = desiredTables(ground.after);
  const ofTable = (table: string) => ground.conversions.filter((each) => each.table === table);
  const made = tables.flatMap((table) => tableSteps(table, state, ofTable(table.table)));
  const filled = ground.conversions.map((conversion): TableStep => ({
    kind: 'fill_shadow',
    table: conversion.table,
    conversion,
  }));
  // Keys come after all tables: forms may refer to each other in a ring.
  const keys = tables.flatMap((table) => keySteps(table, state));
  // An index that is built when the values stand already costs their writing nothing.
  const indexes = tables.flatMap((table) => indexSteps(table, state, ofTable(table.table)));
  return {
    prepare: [...made, ...filled, ...keys, ...indexes],
    conversions: ground.conversions,
    indexSwaps: tables.flatMap((table) => indexSwaps(table, ofTable(table.table))),
    finish: [...ground.conversions.flatMap(outlived), ...obsoleteIndexes(ground.before, tables, state)],
  };
}

/** Everything that a plan needs to stand, whether it does already or not: what an earlier publish left is kept if it is among it. */
export function neededObjects(ground: PlanGround): ReadonlySet<string> {
  const tables = desiredTables(ground.after);
  const ofTables = tables.flatMap(({ table, columns, indexes, keys }): TableObject[] => [
    { kind: 'table', table },
    ...columns.map(({ name, type }): TableObject => ({ kind: 'column', table, name, type })),
    ...indexes.map(({ name }): TableObject => ({ kind: 'index', table, name })),
    ...keys.map(({ name }): TableObject => ({ kind: 'key', table, name })),
  ]);
  const ofConversions = ground.conversions.flatMap(shadowObjects);
  return new Set([...ofTables, ...ofConversions].map(objectName));
}

/** What a failed publish takes away, the last first. */
export function madeByPlan({ prepare }: TablePlan): readonly TableObject[] {
  return prepare.flatMap(madeBy);
}

function tableSteps(
  { table, columns }: DesiredTable,
  { tables }: TableState,
  conversions: readonly Conversion[],
): TableStep[] {
  const present = tables.get(table);
  if (!present) return [{ kind: 'create_table', table, columns }];
  const added = columns
    .filter(({ name }) => !present.has(name))
    .map((column): TableStep => ({ kind: 'add_column', table, column }));
  const shadows = conversions.map((conversion): TableStep => ({ kind: 'add_shadow', table, conversion }));
  return [...added, ...shadows];
}

function keySteps({ table, keys }: DesiredTable, state: TableState): TableStep[] {
  const isNew = !state.tables.has(table);
  return keys.flatMap((key): TableStep[] => {
    const checked = state.keys.get(keyName(table, key.name));
    if (checked === true) return [];
    const check: TableStep = { kind: 'check_key', table, key };
    if (checked === false) return [check];
    const add: TableStep = { kind: 'add_key', table, key, isNew };
    return isNew ? [add] : [add, check];
  });
}

function indexSteps(
  desired: DesiredTable,
  state: TableState,
  conversions: readonly Conversion[],
): TableStep[] {
  const { table } = desired;
  const online = state.tables.has(table);
  return desired.indexes.flatMap((wanted): TableStep[] => {
    const index = onShadow(wanted, conversions);
    const valid = state.indexes.get(index.name);
    return valid === true ? [] : [{ kind: 'build_index', table, index, online, isBroken: valid === false }];
  });
}

/** An index over a field that is being converted is built over the new values, under a name of its own until the switch. */
function onShadow(index: TableIndex, conversions: readonly Conversion[]): TableIndex {
  const touched = conversions.filter(({ to }) => index.columns.includes(to.key) || isAsked(index, to.key));
  const [first] = touched;
  if (!first) return index;
  const columns = index.columns.map((name) => touched.find(({ to }) => to.key === name)?.shadow ?? name);
  const where = touched.reduce(
    (text, { to, shadow }) => text?.replaceAll(`.${identifier(to.key)}`, `.${identifier(shadow)}`),
    index.where,
  );
  return {
    ...index,
    name: shadowIndexName(index, first),
    columns,
    ...(where === undefined ? {} : { where }),
  };
}

/** Whether the condition of an index reads a field. */
function isAsked({ where }: TableIndex, field: string): boolean {
  return where?.includes(`.${identifier(field)}`) ?? false;
}

function indexSwaps({ table, indexes }: DesiredTable, conversions: readonly Conversion[]): IndexSwap[] {
  return indexes.flatMap((index) => {
    const { name: shadow } = onShadow(index, conversions);
    return shadow === index.name
      ? []
      : [{ table, name: index.name, shadow, old: `old_i${checksum(shadow)}` }];
  });
}

function shadowIndexName({ name }: TableIndex, { shadow }: Conversion): string {
  return `${shadow}_i${checksum(name)}`;
}

/** The old values, whose indexes go with them, and what served the conversion; dropping it again does no harm. */
function outlived({ table, old, shadow, from }: Conversion): TableObject[] {
  return [
    { kind: 'index', table, name: leftIndexName(shadow) },
    { kind: 'trigger', table, name: shadow },
    { kind: 'column', table, name: old, type: from.type.sqlType },
  ];
}

/** Indexes that the forms before wanted and those now do not, on tables that are still used. */
function obsoleteIndexes(
  before: PlanGround['before'],
  tables: readonly DesiredTable[],
  { indexes }: TableState,
): TableObject[] {
  const wanted = new Set(tables.flatMap((each) => each.indexes.map(({ name }) => name)));
  const used = new Set(tables.map(({ table }) => table));
  return desiredTables(before)
    .filter(({ table }) => used.has(table))
    .flatMap(({ table, indexes: earlier }) =>
      earlier
        .filter(({ name }) => !wanted.has(name) && indexes.has(name))
        .map(({ name }): TableObject => ({ kind: 'index', table, name })),
    );
}
