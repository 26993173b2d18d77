import { compileCondition, compileFormula, isFormulaError } from '../expression/index.js';
import type {
  CompiledCondition,
  CompiledFormula,
  EvaluationInput,
  FieldTypes,
  FunctionPart,
  Scope,
} from '../expression/index.js';
import type { FormModel } from '../forms/index.js';
import { issue, ok, pointer, refused } from '../foundation/index.js';
import type { Issue, Result } from '../foundation/index.js';
import type { ConnectorDefinition, ConnectorExport, ConnectorImport } from '../metadata/index.js';
import { compileValues } from '../rules/index.js';
import type { CompiledValues } from '../rules/index.js';
import { VOUCHER_LINES, voucherScope } from './voucher-record.js';

/** Names of records that references lead to, worked out by formulas. */
export interface CompiledSought {
  evaluate(input: EvaluationInput): {
    readonly values: Readonly<Record<string, string>>;
    readonly issues: readonly Issue[];
  };
}

export interface CompiledImport {
  readonly definition: ConnectorImport;
  readonly form: FormModel;
  readonly values: CompiledValues;
  readonly sought: CompiledSought;
}

export type CompiledBody = readonly { readonly place: string; readonly formula: CompiledFormula }[];

export interface CompiledExport {
  readonly definition: ConnectorExport;
  /** The form whose records go out; vouchers have none. */
  readonly form: FormModel | undefined;
  readonly condition: CompiledCondition | undefined;
  readonly body: CompiledBody;
  readonly lines: { readonly table: string; readonly at: string; readonly body: CompiledBody } | undefined;
  readonly total: CompiledFormula | undefined;
}

export interface CompiledConnector {
  readonly definition: ConnectorDefinition;
  readonly imports: ReadonlyMap<string, CompiledImport>;
  readonly exports: ReadonlyMap<string, CompiledExport>;
}

/** What stands beside connectors in a release. */
export interface ConnectorSurroundings {
  readonly models: ReadonlyMap<string, FormModel>;
  readonly functions: readonly FunctionPart[];
  readonly roles: ReadonlySet<string>;
  readonly isSchedule: (cron: string) => boolean;
}

/** Compiles a connector: the forms and fields that it names are there, and its formulas fit. */
export function compileConnector(
  definition: ConnectorDefinition,
  around: ConnectorSurroundings,
): Result<CompiledConnector, readonly Issue[]> {
  const { imports = [], exports = [], alert } = definition;
  const into = imports.map((each, at) => compileImport(each, around, pointer('/imports', at)));
  const out = exports.map((each, at) => compileExport(each, around, pointer('/exports', at)));
  const issues = [
    ...(alert === undefined || around.roles.has(alert)
      ? []
      : [issue('unknown_role', '/alert', { role: alert })]),
    ...[...into, ...out].flatMap((each) => (each.ok ? [] : each.error)),
  ];
  if (issues.length > 0) return refused(issues);
  return ok({
    definition,
    imports: new Map(into.flatMap((each) => (each.ok ? [[each.value.definition.id, each.value]] : []))),
    exports: new Map(out.flatMap((each) => (each.ok ? [[each.value.definition.id, each.value]] : []))),
  });
}

function compileImport(
  definition: ConnectorImport,
  around: ConnectorSurroundings,
  at: string,
): Result<CompiledImport, readonly Issue[]> {
  const form = around.models.get(definition.form);
  if (!form) return refused([issue('unknown_form', `${at}/form`, { form: definition.form })]);
  const scope = payloadScope(definition, around.functions);
  const find = (key: string) => (form.line(key) ? undefined : form.field(key));
  const { references = {}, match } = definition;
  const isSought = ([field]: readonly [string, string]) => Object.hasOwn(references, field);
  const entries = Object.entries(definition.values);
  const own = Object.fromEntries(entries.filter((entry) => !isSought(entry)));
  const values = compileValues(own, find, { scope, blank: form.blank }, `${at}/values`);
  const sought = entries.filter(isSought).map(([field, formula]) => {
    const compiled = compileFormula(formula, scope, { blank: form.blank });
    return compiled.ok
      ? ok({ field, formula: compiled.value })
      : refused(compiled.error.map((found) => ({ ...found, path: pointer(at, 'values', field) })));
  });
  const issues = [
    ...(match === undefined || find(match) ? [] : [unknownField(`${at}/match`, match, form)]),
    ...checkReferences(definition, form, around, at),
    ...checkSchedule(definition.schedule, `${at}/schedule`, around),
    ...(values.ok ? [] : values.error),
    ...sought.flatMap((each) => (each.ok ? [] : each.error)),
  ];
  if (issues.length > 0 || !values.ok) return refused(issues);
  const named = sought.flatMap((each) => (each.ok ? [each.value] : []));
  return ok({
    definition,
    form,
    values: values.value,
    sought: { evaluate: (input) => namesOf(named, input) },
  });
}

function namesOf(
  sought: readonly { readonly field: string; readonly formula: CompiledFormula }[],
  input: EvaluationInput,
) {
  const values: Record<string, string> = {};
  const issues: Issue[] = [];
  for (const { field, formula } of sought) {
    const value = formula.evaluate(input);
    if (isFormulaError(value)) issues.push(value.toIssue(pointer('', field)));
    else if (typeof value === 'string' && value !== '') values[field] = value;
  }
  return { values, issues };
}

function checkReferences(
  { references = {}, values }: ConnectorImport,
  form: FormModel,
  { models }: ConnectorSurroundings,
  at: string,
): readonly Issue[] {
  return Object.entries(references).flatMap(([key, by]) => {
    const place = pointer(at, 'references', key);
    const target = form.line(key) ? undefined : models.get(form.field(key)?.reference?.form ?? '');
    if (!target || !Object.hasOwn(values, key)) return [unknownField(place, key, form)];
    return target.line(by) || !target.field(by) ? [unknownField(place, by, target)] : [];
  });
}

function payloadScope({ reads }: ConnectorImport, functions: readonly FunctionPart[]): Scope {
  const fields: FieldTypes = Object.fromEntries(
    Object.entries(reads).map(([name, { type }]) => [name, { kind: type }] as const),
  );
  return { fields: { payload: { kind: 'record', fields } }, functions };
}

function compileExport(
  definition: ConnectorExport,
  around: ConnectorSurroundings,
  at: string,
): Result<CompiledExport, readonly Issue[]> {
  const form = definition.from === 'form' ? around.models.get(definition.form ?? '') : undefined;
  if (definition.from === 'form' && !form)
    return refused([issue('unknown_form', `${at}/form`, { form: definition.form })]);
  const { lines, comparison } = definition;
  const scope = form?.scope ?? voucherScope(around.functions);
  const condition =
    definition.condition === undefined ? undefined : compileCondition(definition.condition, scope);
  const body = compileBody(definition.body, scope, form, `${at}/body`);
  const rows = lines && compileLines(lines, form, around, `${at}/lines`);
  const total =
    comparison?.total && compileFormula(comparison.total.formula, scope, { blank: form?.blank ?? 'zero' });
  const issues = [
    ...checkSchedule(definition.schedule, `${at}/schedule`, around),
    ...checkSchedule(comparison?.schedule, `${at}/comparison/schedule`, around),
    ...(condition?.ok === false
      ? condition.error.map((found) => ({ ...found, path: `${at}/condition${found.path}` }))
      : []),
    ...(body.ok ? [] : body.error),
    ...(rows?.ok === false ? rows.error : []),
    ...(total?.ok === false
      ? total.error.map((found) => ({ ...found, path: `${at}/comparison/total/formula` }))
      : []),
  ];
  if (issues.length > 0 || !body.ok) return refused(issues);
  return ok({
    definition,
    form,
    condition: condition?.ok ? condition.value : undefined,
    body: body.value,
    lines: lines && rows?.ok ? { table: lines.table, at: lines.at, body: rows.value } : undefined,
    total: total?.ok ? total.value : undefined,
  });
}

function compileLines(
  { table, body }: NonNullable<ConnectorExport['lines']>,
  form: FormModel | undefined,
  { functions }: ConnectorSurroundings,
  at: string,
): Result<CompiledBody, readonly Issue[]> {
  const isThere = form ? form.line(table) !== undefined : table === VOUCHER_LINES;
  if (!isThere)
    return refused([
      issue('unknown_field', `${at}/table`, { field: table, ...(form ? { form: form.key } : {}) }),
    ]);
  return compileBody(body, form ? form.lineScope(table) : voucherScope(functions, table), form, `${at}/body`);
}

function compileBody(
  body: Readonly<Record<string, string>>,
  scope: Scope,
  form: FormModel | undefined,
  at: string,
): Result<CompiledBody, readonly Issue[]> {
  const compiled = Object.entries(body).map(([place, text]) => ({
    place,
    formula: compileFormula(text, scope, { blank: form?.blank ?? 'propagate' }),
  }));
  const issues = compiled.flatMap(({ place, formula }) =>
    formula.ok ? [] : formula.error.map((found) => ({ ...found, path: pointer(at, place) })),
  );
  if (issues.length > 0) return refused(issues);
  return ok(
    compiled.flatMap(({ place, formula }) => (formula.ok ? [{ place, formula: formula.value }] : [])),
  );
}

function checkSchedule(
  cron: string | undefined,
  at: string,
  { isSchedule }: ConnectorSurroundings,
): readonly Issue[] {
  return cron === undefined || isSchedule(cron) ? [] : [issue('bad_cron', at, { value: cron })];
}

function unknownField(at: string, field: string, form: FormModel): Issue {
  return issue('unknown_field', at, { field, form: form.key });
}
