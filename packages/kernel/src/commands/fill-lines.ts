import { compileFormula, isFormulaError } from '../expression/index.js';
import type { CompiledFormula, FieldTypes, RecordData, Value, WireValue } from '../expression/index.js';
import { decimalText, Decimal, issue, pointer } from '../foundation/index.js';
import type { Issue } from '../foundation/index.js';
import { isBlank } from '../forms/index.js';
import type { FormModel, LineModel } from '../forms/index.js';
import type { FormFill } from '../metadata/index.js';
import type { CompiledRegister } from '../registers/index.js';
import { refuse } from './decision.js';
import type { BalanceRow, FillNeed, FillRows } from './facts.js';
import { evaluationInput } from './moment.js';
import type { Moment } from './moment.js';

/** Lines that a new record takes from register balances, once, as a snapshot. */

/** A fill that applies to a record, and what it must know. */
export interface DueFill {
  readonly fill: FormFill;
  readonly need: FillNeed;
}

/** The fills of the form that apply to these values, as questions to the ledger. */
export function dueFills(moment: Moment, values: RecordData): DueFill[] {
  return (moment.model.definition.fills ?? [])
    .filter((fill) => fill.needs.every((field) => !isBlank(values[field] ?? null)))
    .map((fill) => ({ fill, need: fillNeed(moment.model.key, fill, values) }));
}

function fillNeed(form: string, fill: FormFill, values: RecordData): FillNeed {
  const where = Object.fromEntries(
    Object.entries(fill.where).map(([dimension, field]) => [dimension, String(values[field] ?? '')]),
  );
  return {
    key: `${form}/${fill.id}/${Object.values(where).join('/')}`,
    register: fill.register,
    where,
    joins: (fill.join ?? []).map(({ as, register, on }) => ({ as, register, where: joinWhere(on, where) })),
  };
}

/** What is fixed for the fill's own rows is fixed for the joined ones too. */
function joinWhere(
  on: Readonly<Record<string, string>>,
  where: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> {
  const fixed = Object.entries(on).flatMap(([theirs, ours]) =>
    where[ours] === undefined ? [] : [[theirs, where[ours]]],
  );
  return Object.fromEntries(fixed) as Record<string, string>;
}

/** Puts the lines of every fill into the record. A caller may not bring lines for a table that a fill owns. */
export function fillLines(moment: Moment, values: RecordData, fills: readonly DueFill[]): RecordData {
  return fills.reduce((record, { fill, need }) => {
    const rows = moment.facts.fills.get(need.key);
    return rows ? applyFill(moment, record, fill, rows) : record;
  }, values);
}

function applyFill(moment: Moment, record: RecordData, fill: FormFill, source: FillRows): RecordData {
  const line = moment.model.line(fill.into);
  if (!line) throw new Error(`form ${moment.model.key} has no lines ${fill.into}`);
  const formulas = compileFill(moment, fill, line);
  const joined = (fill.join ?? []).map((join) => ({ join, rows: source.joined[join.as] ?? [] }));
  const lines = source.rows.map((row) => {
    const variables: Record<string, RecordData> = { row };
    for (const { join, rows } of joined) variables[join.as] = partner(row, join.on, rows) ?? {};
    return lineOf(moment, record, line, formulas, variables);
  });
  const sorted = sortLines(lines, fill.sort ?? []);
  const numbered = sorted.map((each, at) => ({ ...each, id: moment.facts.ids(), line_no: at + 1 }));
  const stamp = fill.stamp === undefined ? {} : { [fill.stamp]: moment.command.at };
  return { ...record, ...stamp, [fill.into]: numbered };
}

/** The joined row whose dimensions equal those of the row: `on` says joined dimension -> own dimension. */
function partner(
  row: BalanceRow,
  on: Readonly<Record<string, string>>,
  rows: readonly BalanceRow[],
): BalanceRow | undefined {
  return rows.find((other) => Object.entries(on).every(([theirs, ours]) => other[theirs] === row[ours]));
}

type FillFormulas = ReadonlyMap<string, CompiledFormula>;

const compiledFills = new WeakMap<FormFill, FillFormulas>();

function compileFill(moment: Moment, fill: FormFill, line: LineModel): FillFormulas {
  const known = compiledFills.get(fill);
  if (known) return known;
  const { formulas } = compileFillFormulas(moment.model, fill, line, (key) =>
    moment.release.registers.get(key),
  );
  compiledFills.set(fill, formulas);
  return formulas;
}

/** Compiles the formulas of a fill; the publish check shows the issues. */
export function compileFillFormulas(
  model: FormModel,
  fill: FormFill,
  line: LineModel,
  register: (key: string) => CompiledRegister | undefined,
): { readonly formulas: FillFormulas; readonly issues: readonly Issue[] } {
  const own = register(fill.register);
  const issues: Issue[] = own ? [] : [issue('unknown_register', '/register', { register: fill.register })];
  const fields: Record<string, FieldTypes[string]> = { ...model.scope.fields };
  fields['row'] = { kind: 'record', fields: own ? balanceFields(own) : {} };
  for (const [at, join] of (fill.join ?? []).entries()) {
    const other = register(join.register);
    if (!other)
      issues.push(issue('unknown_register', pointer('/join', at, 'register'), { register: join.register }));
    fields[join.as] = { kind: 'record', fields: other ? balanceFields(other) : {} };
  }
  const formulas = new Map<string, CompiledFormula>();
  for (const [column, source] of Object.entries(fill.values)) {
    const at = pointer('/values', column);
    if (!line.field(column)) issues.push(issue('unknown_field', at, { field: `${line.key}.${column}` }));
    const compiled = compileFormula(
      source,
      { fields, functions: model.scope.functions },
      { blank: model.blank },
    );
    if (compiled.ok) formulas.set(column, compiled.value);
    else issues.push(...compiled.error.map((each) => ({ ...each, path: at })));
  }
  return { formulas, issues };
}

function balanceFields(register: CompiledRegister): FieldTypes {
  return Object.fromEntries([
    ...register.dimensions.map(({ id }) => [id, { kind: 'text' }] as const),
    ...register.resources.map(({ id, scale }) => [id, { kind: 'number', scale }] as const),
  ]);
}

function lineOf(
  moment: Moment,
  record: RecordData,
  line: LineModel,
  formulas: FillFormulas,
  variables: Readonly<Record<string, RecordData>>,
): Record<string, WireValue> {
  const input = evaluationInput(moment, record);
  const values = [...formulas].map(([column, formula]) => {
    const value = formula.evaluate({ ...input, variables: { ...input.variables, ...variables } });
    if (isFormulaError(value))
      refuse('invalid', [issue('fill_failed', pointer('', line.key), { field: column, kind: value.kind })]);
    const field = line.field(column);
    return [column, field ? field.type.adopt(value, field.schema) : plain(value)] as const;
  });
  return Object.fromEntries(values);
}

function plain(value: Value): WireValue {
  return value instanceof Decimal ? decimalText(value) : (value as WireValue);
}

function sortLines<T extends RecordData>(lines: readonly T[], by: readonly string[]): readonly T[] {
  return lines.toSorted((left, right) => {
    for (const field of by) {
      const [a, b] = [String(left[field] ?? ''), String(right[field] ?? '')];
      if (a !== b) return a < b ? -1 : 1;
    }
    return 0;
  });
}
