import { modelOf } from '@dougong/kernel/commands';
import type { CompiledRelease } from '@dougong/kernel/commands';
import type { FormModel, SqlType } from '@dougong/kernel/forms';
import type { Condition } from '@dougong/kernel/metadata';
import { identifier } from '../database/sql-text.js';
import type { Parameters } from '../database/sql-text.js';
import { Refusal } from '../http/refusal.js';
import { listColumns } from './list-column.js';
import { recordTables } from './record-table.js';

/**
 * The part of the condition language that lists need, as SQL: fields of the header, one step through a reference,
 * comparisons, and, or, not, in, empty. Values are parameters. A comparison with a blank is not met, as in the kernel.
 */
export interface ConditionPlace {
  readonly release: CompiledRelease;
  readonly model: FormModel;
  readonly alias: string;
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

function truthSql(logic: Logic, place: ConditionPlace): string {
  if (typeof logic === 'boolean') return logic ? 'true' : 'false';
  const [code, args] = operationOf(logic);
  const test = TESTS[code];
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
};

function junction(args: readonly Logic[], word: string, place: ConditionPlace): string {
  return `(${args.map((each) => truthSql(each, place)).join(word)})`;
}

function comparison(sign: string): Test {
  return (args, place) => {
    const lead = args.map((each) => fieldIn(each, place)).find((each) => each !== undefined);
    if (!lead) throw unsupported(sign);
    const operands = args.map((each) => operandSql(each, lead.type, place));
    const pairs = operands.slice(1).map((right, at) => `${operands[at]} ${sign} ${right}`);
    return `(${pairs.join(' AND ')})`;
  };
}

function membership([wanted, among]: readonly Logic[], place: ConditionPlace): string {
  const subject = fieldIn(wanted, place);
  if (!subject || !Array.isArray(among) || among.length === 0) throw unsupported('in');
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
  const sql = field ? field.sql() : `${place.parameters.add(literalOf(logic))}::${type}`;
  return type === 'text' ? `${sql} COLLATE "C"` : sql;
}

function literalOf(logic: Logic): string | boolean {
  if (typeof logic === 'boolean' || typeof logic === 'string') return logic;
  if (typeof logic === 'number' && Number.isFinite(logic)) return String(logic);
  throw unsupported(JSON.stringify(logic));
}

function fieldOf(logic: Logic, place: ConditionPlace): Operand {
  const field = fieldIn(logic, place);
  if (!field) throw unsupported(JSON.stringify(logic));
  return field;
}

function fieldIn(logic: Logic, place: ConditionPlace): Operand | undefined {
  if (typeof logic !== 'object' || logic === null || Array.isArray(logic)) return undefined;
  const [code, [path]] = operationOf(logic);
  return code === 'var' && typeof path === 'string' ? pathSql(path, place) : undefined;
}

const OCCASION: Readonly<Record<string, SqlType>> = { actor: 'uuid', today: 'date', now: 'timestamptz' };

function pathSql(path: string, { model, alias, release, parameters, occasion }: ConditionPlace): Operand {
  const given = Object.hasOwn(OCCASION, path) ? OCCASION[path] : undefined;
  if (given) return { type: given, sql: () => `${parameters.add(occasion[path])}::${given}` };
  const [key = '', member, ...deeper] = path.split('.');
  const column = listColumns(model).get(key);
  if (!column || deeper.length > 0) throw unsupported(path);
  const own = `${alias}.${identifier(key)}`;
  if (member === undefined) return { type: column.type.sqlType, sql: () => own };
  const target = model.field(key)?.reference?.form;
  const other = target === undefined ? undefined : listColumns(modelOf(release, target)).get(member);
  if (target === undefined || !other) throw unsupported(path);
  const { header } = recordTables(modelOf(release, target));
  return {
    type: other.type.sqlType,
    sql: () => `(SELECT x.${identifier(member)} FROM ${header.name} x WHERE x.id = ${own})`,
  };
}

function operationOf(logic: Logic): readonly [string, readonly Logic[]] {
  if (typeof logic !== 'object' || logic === null || Array.isArray(logic))
    throw unsupported(JSON.stringify(logic));
  const [entry, ...others] = Object.entries(logic as Readonly<Record<string, unknown>>);
  if (!entry || others.length > 0) throw unsupported(JSON.stringify(logic));
  return [entry[0], Array.isArray(entry[1]) ? entry[1] : [entry[1]]];
}
