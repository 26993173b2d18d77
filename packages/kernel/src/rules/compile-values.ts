import { compileFormula, isFormulaError } from '../expression/index.js';
import type {
  BlankPolicy,
  CompiledFormula,
  EvaluationInput,
  RecordData,
  Scope,
  WireValue,
} from '../expression/index.js';
import { acceptsType } from '../forms/index.js';
import type { FieldModel } from '../forms/index.js';
import { issue, ok, pointer, refused } from '../foundation/index.js';
import type { Issue, Result } from '../foundation/index.js';

/** One field and the formula that gives its value. */
export interface CompiledValue {
  readonly field: FieldModel;
  readonly formula: CompiledFormula;
}

/** Formulas that fill the fields of a record or a line. */
export interface CompiledValues {
  readonly reads: readonly string[];
  evaluate(
    input: EvaluationInput,
    at: string,
  ): { readonly values: RecordData; readonly issues: readonly Issue[] };
}

/** What formulas may name, and what they make of blanks. */
export interface FormulaGround {
  readonly scope: Scope;
  readonly blank: BlankPolicy;
}

/** Compiles the formula of one field: the field is there, is not computed, and can keep the result. */
export function compileValue(
  field: FieldModel | undefined,
  name: string,
  formula: string,
  { scope, blank }: FormulaGround,
  at: string,
): Result<CompiledValue, readonly Issue[]> {
  if (field === undefined) return refused([issue('unknown_field', at, { field: name })]);
  if (field.formula !== undefined) return refused([issue('computed_field', at, { field: name })]);
  const compiled = compileFormula(formula, scope, { blank });
  if (!compiled.ok) return refused(compiled.error.map((found) => ({ ...found, path: at })));
  const expected = field.type.valueType(field.schema, () => ({}));
  return acceptsType(expected, compiled.value.type, false)
    ? ok({ field, formula: compiled.value })
    : refused([issue('formula_result', at, { expected: expected.kind, actual: compiled.value.type.kind })]);
}

/** Compiles a map of field -> formula over what may be read. */
export function compileValues(
  formulas: Readonly<Record<string, string>>,
  find: (key: string) => FieldModel | undefined,
  ground: FormulaGround,
  at: string,
): Result<CompiledValues, readonly Issue[]> {
  const compiled = Object.entries(formulas).map(([key, formula]) =>
    compileValue(find(key), key, formula, ground, pointer(at, key)),
  );
  const issues = compiled.flatMap((one) => (one.ok ? [] : one.error));
  if (issues.length > 0) return refused(issues);
  const values = compiled.flatMap((one) => (one.ok ? [one.value] : []));
  return ok({
    reads: values.flatMap((value) => value.formula.dependencies),
    evaluate: (input, place) => evaluateAll(values, input, place),
  });
}

function evaluateAll(values: readonly CompiledValue[], input: EvaluationInput, at: string) {
  const issues: Issue[] = [];
  const written: Record<string, WireValue> = {};
  for (const { field, formula } of values) {
    const value = formula.evaluate(input);
    if (isFormulaError(value)) issues.push(value.toIssue(pointer(at, field.key)));
    else written[field.key] = field.type.adopt(value, field.schema);
  }
  return { values: written, issues };
}
