import { compileFormula, isFormulaError, toWire } from '../expression/index.js';
import type { CompiledFormula, FieldTypes, RecordData, WireValue } from '../expression/index.js';
import type { FormModel } from '../forms/index.js';
import { issue, pointer } from '../foundation/index.js';
import type { Issue } from '../foundation/index.js';
import type { ReconciliationRemedy } from '../metadata/index.js';

const text = { kind: 'text' } as const;
const number = { kind: 'number' } as const;

/** What formulas of a remedy may read of a difference. */
export const DIFFERENCE_FIELDS: FieldTypes = {
  ...{ document: text, line: number, key: text, category: text, cause: text, missing_in: text },
  ...{ item: text, place: text, lot: text, type: text, operation_type: text, books_type: text },
  ...{ quantity: number, amount: number, at_stake: number, due: { kind: 'date' }, reason: text, note: text },
};

/** A record that mends a difference, as formulas over it. */
export interface CompiledRemedy {
  readonly definition: ReconciliationRemedy;
  readonly fields: Formulas;
  readonly lines?: { readonly into: string; readonly fields: Formulas };
}

type Formulas = readonly (readonly [field: string, formula: CompiledFormula])[];

/** Compiles the fields of a remedy against the form whose record it makes. */
export function compileRemedy(
  definition: ReconciliationRemedy,
  at: string,
  models: ReadonlyMap<string, FormModel>,
): { readonly remedy?: CompiledRemedy; readonly issues: readonly Issue[] } {
  const model = models.get(definition.form);
  if (!model) return { issues: [issue('unknown_form', pointer(at, 'form'), { form: definition.form })] };
  const { lines } = definition;
  if (lines && !model.line(lines.into))
    return { issues: [issue('unknown_lines_field', pointer(at, 'lines', 'into'), { field: lines.into })] };
  const header = compileFields(definition.fields, pointer(at, 'fields'), model, '');
  const rows = lines && compileFields(lines.fields, pointer(at, 'lines', 'fields'), model, `${lines.into}.`);
  return {
    remedy: {
      definition,
      fields: header.formulas,
      ...(lines && rows && { lines: { into: lines.into, fields: rows.formulas } }),
    },
    issues: [...header.issues, ...(rows?.issues ?? [])],
  };
}

function compileFields(
  fields: Readonly<Record<string, string>>,
  at: string,
  model: FormModel,
  prefix: string,
): { readonly formulas: Formulas; readonly issues: readonly Issue[] } {
  const formulas: (readonly [string, CompiledFormula])[] = [];
  const issues: Issue[] = [];
  for (const [key, source] of Object.entries(fields)) {
    const path = pointer(at, key);
    if (!model.field(prefix + key)) issues.push(issue('unknown_field', path, { field: prefix + key }));
    const compiled = compileFormula(source, { fields: DIFFERENCE_FIELDS }, { blank: model.blank });
    if (compiled.ok) formulas.push([key, compiled.value]);
    else issues.push(...compiled.error.map((each) => ({ ...each, path })));
  }
  return { formulas, issues };
}

/** The values of the record that a remedy makes for a difference; a formula that fails leaves its field blank. */
export function remedyValues(
  { fields, lines }: CompiledRemedy,
  difference: RecordData,
  today: string,
): Readonly<Record<string, unknown>> {
  const values = (formulas: Formulas) =>
    Object.fromEntries(formulas.map(([key, formula]) => [key, valueOf(formula, difference, today)]));
  return { ...values(fields), ...(lines && { [lines.into]: [values(lines.fields)] }) };
}

function valueOf(formula: CompiledFormula, record: RecordData, today: string): WireValue {
  const value = formula.evaluate({ record, variables: { today } });
  return isFormulaError(value) ? null : toWire(value, formula.type);
}
