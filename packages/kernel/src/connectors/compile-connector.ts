import { compileCondition, compileFormula } from '../expression/index.js';
import type { CompiledCondition, CompiledFormula, Scope } from '../expression/index.js';
import type { FormModel } from '../forms/index.js';
import { issue, ok, pointer, refused } from '../foundation/index.js';
import type { Issue, Result } from '../foundation/index.js';
import type { ConnectorDefinition, ConnectorExport } from '../metadata/index.js';
import { compileImport } from './compile-import.js';
import type { CompiledImport } from './compile-import.js';
import { checkSchedule, unknownField } from './surroundings.js';
import type { ConnectorSurroundings } from './surroundings.js';
import { VOUCHER_LINES, voucherScope } from './voucher-record.js';

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
  if (!isThere) return refused([unknownField(`${at}/table`, table, form)]);
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
