import { compileFormula } from '@dougong/kernel/expression';
import type { BlankPolicy, FieldTypes, Value, ValueType } from '@dougong/kernel/expression';
import { buildFormModel } from '@dougong/kernel/forms';
import type { FieldModel, FormModel } from '@dougong/kernel/forms';
import { Decimal, decimalText } from '@dougong/kernel/foundation';
import type { Issue, Result } from '@dougong/kernel/foundation';
import type { FormDefinition, LinesField, ScalarField } from '@dougong/kernel/metadata';
import { columnsNamed } from './case-values.js';

/** A form whose computed fields are the formulas of a graph case. */

export type Formulas = Readonly<Record<string, string>>;

const title = (name: string) => ({ 'zh-CN': name, en: name });
const SCALE_MAX = 10;

/** Builds the form that holds these inputs and formulas: `total` in the header, `lines.amount` in a table. */
export function graphModel(
  formulas: Formulas,
  inputs: FieldTypes,
  blank: BlankPolicy,
): Result<FormModel, readonly Issue[]> {
  const types = computedTypes(formulas, withNamed(inputs, formulas));
  const properties: Record<string, ScalarField | LinesField> = {};
  for (const [name, type] of Object.entries(types)) {
    properties[name] =
      type.kind === 'table'
        ? tableField(name, type.columns, formulas)
        : scalarField(name, type, formulas[name]);
  }
  const definition: FormDefinition = {
    kind: 'form',
    format: 1,
    key: 'graph',
    title: title('graph'),
    usage: 'document',
    blank,
    schema: { type: 'object', properties },
    ui: { order: Object.keys(formulas) },
  };
  return buildFormModel(definition, () => undefined);
}

/** Adds the tables and columns that formulas name or compute and no input shows. */
function withNamed(inputs: FieldTypes, formulas: Formulas): Record<string, ValueType> {
  const types: Record<string, ValueType> = { ...inputs };
  const sources = Object.values(formulas);
  for (const path of Object.keys(formulas)) {
    const [table = '', column] = path.split('.');
    if (column === undefined) continue;
    const known = types[table]?.kind === 'table' ? types[table].columns : {};
    const named = columnsNamed(table, sources).filter((each) => !(each in known));
    const columns = Object.fromEntries(named.map((each) => [each, { kind: 'number' } as const]));
    types[table] = { kind: 'table', columns: { ...columns, ...known } };
  }
  for (const name of headerNames(sources)) {
    if (!(name in types) && !(name in formulas)) types[name] = { kind: 'number' };
  }
  return types;
}

/** Bare names that are no function, no member and no word of the language: inputs that a case need not give. */
function headerNames(sources: readonly string[]): readonly string[] {
  const pattern = /(?<![\p{L}\p{N}_.])([\p{L}_][\p{L}\p{N}_]*)(?!\s*[(.\p{L}\p{N}_])/gu;
  const words = new Set(['and', 'or', 'not', 'in', 'true', 'false', 'null']);
  const withoutText = sources.map((source) => source.replaceAll(/"[^"]*"|'[^']*'/g, '""'));
  const names = withoutText.flatMap((source) => [...source.matchAll(pattern)].map((match) => match[1] ?? ''));
  return [...new Set(names)].filter((name) => !words.has(name));
}

/** The types of computed fields, found by compiling until nothing new is learned; what stays unknown is a number. */
function computedTypes(formulas: Formulas, inputs: Record<string, ValueType>): Record<string, ValueType> {
  const types = { ...inputs };
  for (const path of Object.keys(formulas)) place(types, path, { kind: 'number' });
  for (let round = 0; round < Object.keys(formulas).length; round += 1) {
    if (!learn(formulas, types)) break;
  }
  return types;
}

function learn(formulas: Formulas, types: Record<string, ValueType>): boolean {
  let learned = false;
  for (const [path, source] of Object.entries(formulas)) {
    const table = path.includes('.') ? path.split('.')[0] : undefined;
    const scope = { fields: types, ...(table === undefined ? {} : { row: table }) };
    const compiled = compileFormula(source, scope);
    const kind = compiled.ok ? kindOf(compiled.value.type) : undefined;
    if (kind === undefined || kind === typeAt(types, path)) continue;
    place(types, path, { kind });
    learned = true;
  }
  return learned;
}

type ScalarKind = 'number' | 'text' | 'boolean' | 'date' | 'datetime';

function kindOf(type: ValueType): ScalarKind | undefined {
  if (type.kind === 'list') return kindOf(type.of);
  const kinds: readonly string[] = ['number', 'text', 'boolean', 'date', 'datetime'];
  return kinds.includes(type.kind) ? (type.kind as ScalarKind) : undefined;
}

function typeAt(types: Record<string, ValueType>, path: string): string | undefined {
  const [head = '', column] = path.split('.');
  const type = types[head];
  if (column === undefined) return type?.kind;
  return type?.kind === 'table' ? type.columns[column]?.kind : undefined;
}

function place(types: Record<string, ValueType>, path: string, type: ValueType): void {
  const [head = '', column] = path.split('.');
  if (column === undefined) {
    types[head] = type;
    return;
  }
  const table = types[head];
  const columns = table?.kind === 'table' ? table.columns : {};
  types[head] = { kind: 'table', columns: { ...columns, [column]: type } };
}

function tableField(name: string, columns: FieldTypes, formulas: Formulas): LinesField {
  const properties = Object.entries(columns).map(
    ([key, type]) => [key, scalarField(key, type, formulas[`${name}.${key}`])] as const,
  );
  return {
    type: 'array',
    'x-title': title(name),
    items: { type: 'object', properties: Object.fromEntries(properties) },
  };
}

function scalarField(name: string, type: ValueType, formula: string | undefined): ScalarField {
  const head = { 'x-title': title(name), ...(formula === undefined ? {} : { 'x-formula': formula }) };
  switch (type.kind) {
    case 'text':
      return { type: 'string', ...head };
    case 'boolean':
      return { type: 'boolean', ...head };
    case 'date':
      return { type: 'string', format: 'date', ...head };
    case 'datetime':
      return { type: 'string', format: 'date-time', ...head };
    default:
      return { type: 'string', format: 'decimal', 'x-scale': SCALE_MAX, ...head };
  }
}

/** Counts which fields are computed, and keeps their values exact: a case says nothing about places. */
export class Observed {
  readonly counts = new Map<string, number>();
  readonly model: FormModel;

  constructor(model: FormModel) {
    const order = model.graph.order.map((field) => this.observe(field));
    this.model = { ...model, graph: { ...model.graph, order } };
  }

  private observe(field: FieldModel): FieldModel {
    const { formula } = field;
    if (formula === undefined) return field;
    return {
      ...field,
      formula: {
        ...formula,
        evaluate: (input) => {
          if (input.row === undefined || isFirstRow(field, input.record, input.row))
            this.counts.set(field.path, (this.counts.get(field.path) ?? 0) + 1);
          return formula.evaluate(input);
        },
      },
      type: { ...field.type, adopt: (value, schema) => exact(value) ?? field.type.adopt(value, schema) },
    };
  }
}

/** A column counts once for all its rows. */
function isFirstRow(field: FieldModel, record: Readonly<Record<string, unknown>>, row: unknown): boolean {
  const rows = record[field.line ?? ''];
  return Array.isArray(rows) && (rows[0] as { id?: unknown }).id === (row as { id?: unknown }).id;
}

function exact(value: Value): string | undefined {
  return Decimal.isDecimal(value) ? decimalText(value as Decimal) : undefined;
}
