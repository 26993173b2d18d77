import { modelOf } from '@dougong/kernel/commands';
import type { CompiledRelease } from '@dougong/kernel/commands';
import type { FormModel, LineModel, SqlType } from '@dougong/kernel/forms';
import type { Condition } from '@dougong/kernel/metadata';
import { identifier } from '../database/sql-text.js';
import type { Parameters } from '../database/sql-text.js';
import { Refusal } from '../http/refusal.js';
import { listColumns } from './list-column.js';
import { recordTables } from './record-table.js';
import { isScalarOf } from './sql-scalars.js';

/**
 * The part of the condition language that lists need, as SQL: fields of the header, one step through a reference,
 * comparisons, and, or, not, in, empty, and whether some, all or no lines meet a test. Values are parameters. A
 * comparison with a blank is not met, as in the kernel.
 */
export interface ConditionPlace {
  readonly release: Pick<CompiledRelease, 'models' | 'number'>;
  readonly model: FormModel;
  readonly alias: string;
  /** Inside a test of lines: the table whose columns go before everything else. */
  readonly line?: { readonly model: LineModel; readonly alias: string };
  readonly parameters: Parameters;
  /** `actor`, `today` and `now`. */
  readonly occasion: Readonly<Record<string, string>>;
}

interface Operand {
  readonly type: SqlType;
  /** Makes the SQL; each call adds the parameters that it needs. */
  sql(): string;
}

type Logic = unknown;

/** SQL of a stored condition over the row with the place's alias. */
export function conditionSql(condition: Condition, place: ConditionPlace): string {
  return truthSql(condition, place);
}

function unsupported(what: unknown): Refusal {
  return new Refusal(400, 'list_condition_unsupported', [], { params: { found: String(what).slice(0, 60) } });
}

/** Values of several parts, an address or a place, are looked at as a whole alone. */
function partOf(path: string, part: string): Refusal {
  const field = path.slice(0, path.indexOf('.'));
  return new Refusal(400, 'list_condition_part', [], {
    params: { field, part: part.slice(0, 60), found: path.slice(0, 60) },
  });
}

/** The call that stands among operands, as it is named to people: what it calls. */
function calledIn(args: readonly Logic[]): string | undefined {
  const call = args.find((each) => typeof each === 'object' && each !== null && 'call' in each);
  return call === undefined ? undefined : spelled(call);
}

function spelled(logic: Logic): string {
  if (typeof logic !== 'object' || logic === null || !('call' in logic)) return JSON.stringify(logic);
  const [key] = [logic.call].flat() as readonly unknown[];
  return `call ${String(key)}`;
}

function truthSql(logic: Logic, place: ConditionPlace): string {
  if (typeof logic === 'boolean') return logic ? 'true' : 'false';
  const [code, args] = operationOf(logic);
  const test = Object.hasOwn(TESTS, code) ? TESTS[code] : undefined;
  return test ? test(args, place) : fieldTruth(logic, place);
}

type Test = (args: readonly Logic[], place: ConditionPlace) => string;

const TESTS: Readonly<Record<string, Test>> = {
  and: (args, place) => junction(args, ' AND ', place),
  or: (args, place) => junction(args, ' OR ', place),
  '!': ([inner], place) => `NOT coalesce(${truthSql(inner, place)}, false)`,
  '!!': ([inner], place) => truthSql(inner, place),
  '==': comparison('='),
  '===': comparison('='),
  '!=': comparison('<>'),
  '!==': comparison('<>'),
  '>': comparison('>'),
  '>=': comparison('>='),
  '<': comparison('<'),
  '<=': comparison('<='),
  in: membership,
  empty: ([inner], place) => `${fieldOf(inner, place).sql()} IS NULL`,
  notEmpty: ([inner], place) => `${fieldOf(inner, place).sql()} IS NOT NULL`,
  some: (args, place) => linesSql(args, place, (lines, test) => `EXISTS (${lines} AND ${test})`),
  none: (args, place) => linesSql(args, place, (lines, test) => `NOT EXISTS (${lines} AND ${test})`),
  // A table without lines does not meet it, as in the kernel.
  all: (args, place) =>
    linesSql(args, place, (lines, test) => `(EXISTS (${lines}) AND NOT EXISTS (${lines} AND NOT ${test}))`),
};

/** What a condition says about lines; in the test, names are columns of the line. */
function linesSql(
  [table, logic]: readonly Logic[],
  place: ConditionPlace,
  say: (lines: string, test: string) => string,
): string {
  const key = nameOf(table);
  const line = key === undefined || place.line ? undefined : place.model.line(key);
  const target = recordTables(place.model).lines.find(({ field }) => field === key);
  if (!line || !target) throw unsupported(JSON.stringify(table));
  const lines = `SELECT 1 FROM ${target.name} ln WHERE ln.record_id = ${place.alias}.id`;
  const test = truthSql(logic, { ...place, line: { model: line, alias: 'ln' } });
  return say(lines, `coalesce(${test}, false)`);
}

/** The name of a `var` that has nothing but a name. */
function nameOf(logic: Logic): string | undefined {
  if (typeof logic !== 'object' || logic === null || Array.isArray(logic)) return undefined;
  const [code, [name, ...more]] = operationOf(logic);
  return code === 'var' && typeof name === 'string' && more.length === 0 ? name : undefined;
}

function junction(args: readonly Logic[], word: string, place: ConditionPlace): string {
  return `(${args.map((each) => truthSql(each, place)).join(word)})`;
}

function comparison(sign: string): Test {
  return (args, place) => {
    const fields = args.flatMap((each) => fieldIn(each, place) ?? []);
    const [lead] = fields;
    if (!lead) throw unsupported(calledIn(args) ?? sign);
    const operands = args.map((each) => operandSql(each, sharedType(fields, lead.type), place));
    const pairs = operands.slice(1).map((right, at) => `${operands[at]} ${sign} ${right}`);
    return `(${pairs.join(' AND ')})`;
  };
}

/** References and texts meet as texts: in the kernel both are. */
function sharedType(fields: readonly Operand[], first: SqlType): SqlType {
  return fields.some(({ type }) => type === 'text') ? 'text' : first;
}

function membership([wanted, among]: readonly Logic[], place: ConditionPlace): string {
  const several = Array.isArray(among) ? undefined : fieldIn(among, place);
  if (several?.type === 'jsonb' && typeof wanted === 'string')
    return `${several.sql()} @> ${place.parameters.json([wanted])}`;
  const subject = fieldIn(wanted, place);
  if (!subject || !Array.isArray(among) || among.length === 0)
    throw unsupported(calledIn([wanted, among]) ?? 'in');
  return `${subject.sql()} IN (${among.map((each) => operandSql(each, subject.type, place)).join(', ')})`;
}

/** What a bare field says: yes or no of itself, or whether anything stands in it. */
function fieldTruth(logic: Logic, place: ConditionPlace): string {
  const field = fieldOf(logic, place);
  const sql = field.sql();
  if (field.type === 'boolean') return sql;
  return field.type === 'numeric' || field.type === 'integer' ? `${sql} <> 0` : `${sql} IS NOT NULL`;
}

/** Texts compare by their characters and not by the habits of a language. */
function operandSql(logic: Logic, type: SqlType, place: ConditionPlace): string {
  const field = fieldIn(logic, place);
  const sql = field ? asType(field, type) : literalSql(logic, type, place);
  return type === 'text' ? `${sql} COLLATE "C"` : sql;
}

function asType(field: Operand, type: SqlType): string {
  return type === 'text' && field.type !== 'text' ? `${field.sql()}::text` : field.sql();
}

/** Whole numbers are compared with any number. */
function literalSql(logic: Logic, type: SqlType, { parameters }: ConditionPlace): string {
  const asked = type === 'integer' ? 'numeric' : type;
  return `${parameters.add(literalOf(logic, asked))}::${asked}`;
}

/** A constant that the database reads as a value of the type. */
function literalOf(logic: Logic, type: SqlType): string | boolean {
  const value = typeof logic === 'number' ? String(logic) : logic;
  if (isScalarOf(type, value)) return value as string | boolean;
  throw unsupported(spelled(logic));
}

function fieldOf(logic: Logic, place: ConditionPlace): Operand {
  const field = fieldIn(logic, place);
  if (!field) throw unsupported(spelled(logic));
  return field;
}

function fieldIn(logic: Logic, place: ConditionPlace): Operand | undefined {
  if (typeof logic !== 'object' || logic === null || Array.isArray(logic)) return undefined;
  const [code, [path, instead]] = operationOf(logic);
  if (code !== 'var' || typeof path !== 'string') return undefined;
  const field = (place.line && columnSql(path, place.line, place)) ?? pathSql(path, place);
  return instead === undefined ? field : filledIn(field, instead, place);
}

/** A second argument of `var` stands in for a blank. */
function filledIn(field: Operand, instead: Logic, place: ConditionPlace): Operand {
  return {
    type: field.type === 'integer' ? 'numeric' : field.type,
    sql: () => `coalesce(${field.sql()}, ${literalSql(instead, field.type, place)})`,
  };
}

/** A column of the line that is looked at, or one step from it; other names are the record's. */
function columnSql(
  path: string,
  line: NonNullable<ConditionPlace['line']>,
  { release }: ConditionPlace,
): Operand | undefined {
  const [key = '', member, ...deeper] = path.split('.');
  const field = line.model.field(key);
  const type = field?.type.sqlType ?? LINE_COLUMNS.get(key);
  if (type === undefined) return undefined;
  if (deeper.length > 0) throw unsupported(path);
  const own = `${line.alias}.${identifier(key)}`;
  return member === undefined
    ? { type, sql: () => own }
    : referredSql(path, field?.reference?.form, own, member, release);
}

const LINE_COLUMNS: ReadonlyMap<string, SqlType> = new Map([
  ['id', 'uuid'],
  ['line_no', 'integer'],
]);

const OCCASION: Readonly<Record<string, SqlType>> = { actor: 'uuid', today: 'date', now: 'timestamptz' };

function pathSql(path: string, { model, alias, release, parameters, occasion }: ConditionPlace): Operand {
  const given = Object.hasOwn(OCCASION, path) ? OCCASION[path] : undefined;
  if (given) return { type: given, sql: () => `${parameters.add(occasion[path])}::${given}` };
  const [key = '', member, ...deeper] = path.split('.');
  const column = listColumns(model).get(key);
  if (!column || deeper.length > 0) throw unsupported(path);
  const own = `${alias}.${identifier(key)}`;
  if (member === undefined) return { type: column.type.sqlType, sql: () => own };
  return referredSql(path, model.field(key)?.reference?.form, own, member, release);
}

/** A field of the record that `id` (SQL) refers to. */
function referredSql(
  path: string,
  form: string | undefined,
  id: string,
  member: string,
  release: ConditionPlace['release'],
): Operand {
  if (form === undefined) throw partOf(path, member);
  const target = modelOf(release, form);
  const column = target && listColumns(target).get(member);
  if (!target || !column) throw unsupported(path);
  const { header } = recordTables(target);
  return {
    type: column.type.sqlType,
    sql: () => `(SELECT x.${identifier(member)} FROM ${header.name} x WHERE x.id = ${id})`,
  };
}

function operationOf(logic: Logic): readonly [string, readonly Logic[]] {
  if (typeof logic !== 'object' || logic === null || Array.isArray(logic))
    throw unsupported(JSON.stringify(logic));
  const [entry, ...others] = Object.entries(logic as Readonly<Record<string, unknown>>);
  if (!entry || others.length > 0) throw unsupported(JSON.stringify(logic));
  return [entry[0], Array.isArray(entry[1]) ? entry[1] : [entry[1]]];
}
