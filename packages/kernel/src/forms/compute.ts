import { isFormulaError } from '../expression/index.js';
import type {
  CompiledFormula,
  EvaluationInput,
  FormulaError,
  RecordData,
  Value,
  WireValue,
} from '../expression/index.js';
import { pointer } from '../foundation/index.js';
import type { Issue } from '../foundation/index.js';
import { orNull } from './blank.js';
import { rowsOf } from './compute-context.js';
import type { ComputeContext } from './compute-context.js';
import type { FieldModel } from './field-model.js';
import type { FormModel } from './form-model.js';

/** A record with its computed fields up to date. */
export interface Computed {
  readonly record: RecordData;
  /** Failed formulas: errors where the field is required, warnings elsewhere. */
  readonly errors: readonly Issue[];
  /** Paths whose value differs from before, the paths given as changed among them. */
  readonly changed: ReadonlySet<string>;
}

interface Outcome {
  readonly value: WireValue;
  readonly error?: Issue;
}

/**
 * Computes the formulas of a record in the order of their dependencies.
 * @param changed paths that changed since the record was last computed: only what depends on them is computed again,
 * and the work stops where a value stays the same. Left out, everything is computed.
 */
export function computeRecord(
  model: FormModel,
  record: RecordData,
  context: ComputeContext = {},
  changed?: ReadonlySet<string>,
): Computed {
  const touched = new Set(changed);
  const errors: Issue[] = [];
  let current = record;
  for (const field of model.graph.order) {
    if (changed !== undefined && !readsAny(model, field, touched)) continue;
    const before = current;
    current =
      field.line === undefined
        ? computeHeader(field, current, context, errors)
        : computeColumn(field, field.line, current, context, errors);
    if (current !== before) touched.add(field.path);
  }
  return { record: current, errors, changed: touched };
}

function readsAny(model: FormModel, field: FieldModel, touched: ReadonlySet<string>): boolean {
  for (const path of model.graph.reads.get(field.path) ?? []) if (touched.has(path)) return true;
  return false;
}

function computeHeader(
  field: FieldModel,
  record: RecordData,
  context: ComputeContext,
  errors: Issue[],
): RecordData {
  const { value, error } = outcome(field, { ...context, record }, () => pointer('', field.key));
  if (error) errors.push(error);
  return field.type.same(orNull(record[field.key]), value) ? record : { ...record, [field.key]: value };
}

function computeColumn(
  field: FieldModel,
  line: string,
  record: RecordData,
  context: ComputeContext,
  errors: Issue[],
): RecordData {
  let differs = false;
  const shared: EvaluationInput['shared'] = new Map();
  const rows = rowsOf(record, line).map((row, at) => {
    const { value, error } = outcome(
      field,
      { ...context, record, row, shared },
      () => pointer('', line, at, field.key),
      at,
    );
    if (error) errors.push(error);
    if (field.type.same(orNull(row[field.key]), value)) return row;
    differs = true;
    return { ...row, [field.key]: value };
  });
  return differs ? { ...record, [line]: rows } : record;
}

function outcome(field: FieldModel, input: EvaluationInput, path: () => string, row = 0): Outcome {
  const formula = field.formula as CompiledFormula;
  const result = formula.evaluate(input);
  if (isFormulaError(result)) return { value: null, error: failure(field, result, path()) };
  // A column whose formula shares something out over all rows takes its own row's part.
  const value = isList(result) ? (result[row] ?? null) : result;
  return { value: field.type.adopt(value, field.schema) };
}

function isList(value: Value): value is readonly Value[] {
  return Array.isArray(value);
}

function failure(field: FieldModel, error: FormulaError, path: string): Issue {
  return { ...error.toIssue(path), severity: field.required ? 'error' : 'warning' };
}
