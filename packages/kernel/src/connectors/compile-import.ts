import { compileFormula, isFormulaError } from '../expression/index.js';
import type { CompiledFormula, EvaluationInput, FieldTypes, Scope } from '../expression/index.js';
import type { FieldModel, FormModel } from '../forms/index.js';
import { issue, ok, pointer, refused } from '../foundation/index.js';
import type { Issue, Result } from '../foundation/index.js';
import type { ConnectorImport, ConnectorImportLines } from '../metadata/index.js';
import { compileValues } from '../rules/index.js';
import type { CompiledValues } from '../rules/index.js';
import { checkSchedule, unknownField } from './surroundings.js';
import type { ConnectorSurroundings } from './surroundings.js';

/** Names of records that references lead to, worked out by formulas. */
export interface CompiledSought {
  evaluate(input: EvaluationInput): {
    readonly values: Readonly<Record<string, string>>;
    readonly issues: readonly Issue[];
  };
}

/** What is written of a record of theirs, or of one of its rows. */
export interface CompiledPart {
  readonly values: CompiledValues;
  readonly sought: CompiledSought;
}

export interface CompiledImport extends CompiledPart {
  readonly definition: ConnectorImport;
  readonly form: FormModel;
  readonly lines: (CompiledPart & { readonly definition: ConnectorImportLines }) | undefined;
}

/** What a record and its rows have in common: values by formulas, and references by what they call things. */
type Mapping = Pick<ConnectorImport, 'values' | 'references'>;

/** Where the fields of a mapping are found, and what its formulas may name. */
interface Target {
  readonly form: FormModel;
  readonly find: (key: string) => FieldModel | undefined;
  readonly scope: Scope;
  readonly at: string;
}

/** Compiles an import: its form, fields and rows are there, and its formulas fit. */
export function compileImport(
  definition: ConnectorImport,
  around: ConnectorSurroundings,
  at: string,
): Result<CompiledImport, readonly Issue[]> {
  const form = around.models.get(definition.form);
  if (!form) return refused([issue('unknown_form', `${at}/form`, { form: definition.form })]);
  const { match, schedule, reads } = definition;
  const find = (key: string) => (form.line(key) ? undefined : form.field(key));
  const payload = recordType(reads);
  const scope = { fields: { payload }, functions: around.functions };
  const head = compilePart(definition, { form, find, scope, at }, around);
  const lines = compileLines(definition, { form, payload, at: `${at}/lines` }, around);
  const issues = [
    ...(match === undefined || find(match) ? [] : [unknownField(`${at}/match`, match, form)]),
    ...checkSchedule(schedule, `${at}/schedule`, around),
    ...(head.ok ? [] : head.error),
    ...(lines === undefined || lines.ok ? [] : lines.error),
  ];
  if (issues.length > 0 || !head.ok) return refused(issues);
  return ok({ definition, form, ...head.value, lines: lines?.ok ? lines.value : undefined });
}

function compileLines(
  { lines }: ConnectorImport,
  {
    form,
    payload,
    at,
  }: { readonly form: FormModel; readonly payload: FieldTypes[string]; readonly at: string },
  around: ConnectorSurroundings,
): Result<NonNullable<CompiledImport['lines']>, readonly Issue[]> | undefined {
  if (lines === undefined) return undefined;
  const table = form.line(lines.table);
  if (!table) return refused([unknownField(`${at}/table`, lines.table, form)]);
  const scope = { fields: { payload, line: recordType(lines.reads) }, functions: around.functions };
  const part = compilePart(lines, { form, find: (key) => table.field(key), scope, at }, around);
  return part.ok ? ok({ definition: lines, ...part.value }) : part;
}

function compilePart(
  { values, references = {} }: Mapping,
  { form, find, scope, at }: Target,
  around: ConnectorSurroundings,
): Result<CompiledPart, readonly Issue[]> {
  const isSought = ([field]: readonly [string, string]) => Object.hasOwn(references, field);
  const entries = Object.entries(values);
  const own = Object.fromEntries(entries.filter((entry) => !isSought(entry)));
  const written = compileValues(own, find, { scope, blank: form.blank }, `${at}/values`);
  const sought = entries.filter(isSought).map(([field, formula]) => {
    const compiled = compileFormula(formula, scope, { blank: form.blank });
    return compiled.ok
      ? ok({ field, formula: compiled.value })
      : refused(compiled.error.map((found) => ({ ...found, path: pointer(at, 'values', field) })));
  });
  const issues = [
    ...checkReferences({ values, references }, { form, find, scope, at }, around),
    ...(written.ok ? [] : written.error),
    ...sought.flatMap((each) => (each.ok ? [] : each.error)),
  ];
  if (issues.length > 0 || !written.ok) return refused(issues);
  const named = sought.flatMap((each) => (each.ok ? [each.value] : []));
  return ok({ values: written.value, sought: { evaluate: (input) => namesOf(named, input) } });
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
  { references = {}, values }: Mapping,
  { form, find, at }: Target,
  { models }: ConnectorSurroundings,
): readonly Issue[] {
  return Object.entries(references).flatMap(([key, by]) => {
    const place = pointer(at, 'references', key);
    const target = models.get(find(key)?.reference?.form ?? '');
    if (!target || !Object.hasOwn(values, key)) return [unknownField(place, key, form)];
    return target.line(by) || !target.field(by) ? [unknownField(place, by, target)] : [];
  });
}

function recordType(reads: ConnectorImport['reads']): FieldTypes[string] {
  const fields = Object.entries(reads).map(([name, { type }]) => [name, { kind: type }] as const);
  return { kind: 'record', fields: Object.fromEntries(fields) };
}
