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
import { failedRows, Failures } from './failures.js';
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
  readonly error?: FormulaError;
}

/** What the fields of one computation share. */
interface Work {
  readonly context: ComputeContext;
  readonly errors: Issue[];
  readonly failures: Failures;
}

/**
 * Computes the formulas of a record in the order of their dependencies.
 * @param changed paths that changed since the record was last computed: only what depends on them is computed again,
 * and the work stops where a value stays the same. Left out, everything is computed. A field that reads a failed one
 * fails as well.
 */
export function computeRecord(
  model: FormModel,
  record: RecordData,
  context: ComputeContext = {},
  changed?: ReadonlySet<string>,
): Computed {
  const touched = new Set(changed);
  const uncertain = new Set(changed);
  const errors: Issue[] = [];
  let current = record;
  const failures: Failures = new Failures(
    changed && ((path) => failedRows(model, path, current, context, failures)),
  );
  const work = { context, errors, failures };
  for (const field of model.graph.order) {
    if (changed !== undefined && !readsAny(model, field, uncertain)) continue;
    const before = current;
    current =
      field.line === undefined
        ? computeHeader(field, current, work)
        : computeColumn(field, field.line, current, work);
    if (current !== before) touched.add(field.path);
    // What was blank and is blank may have failed before, or only now: whoever reads it has to look.
    if (current !== before || hasBlanks(field, current)) uncertain.add(field.path);
  }
  context.onRest?.();
  return { record: current, errors, changed: touched };
}

function readsAny(model: FormModel, field: FieldModel, touched: ReadonlySet<string>): boolean {
  for (const path of model.graph.reads.get(field.path) ?? []) if (touched.has(path)) return true;
  return false;
}

function hasBlanks({ key, line }: FieldModel, record: RecordData): boolean {
  return line === undefined
    ? orNull(record[key]) === null
    : rowsOf(record, line).some((row) => orNull(row[key]) === null);
}

function computeHeader(field: FieldModel, record: RecordData, work: Work): RecordData {
  const { context, errors, failures } = work;
  context.onWork?.(field.title);
  const { value, error } = outcome(field, { ...context, record, failed: failures.seenFrom(0) }, 0);
  if (error) errors.push(failure(field, error, pointer('', field.key)));
  failures.note(field.path, new Map(error && [[0, error]]));
  return field.type.same(orNull(record[field.key]), value) ? record : { ...record, [field.key]: value };
}

function computeColumn(field: FieldModel, line: string, record: RecordData, work: Work): RecordData {
  const { context, errors, failures } = work;
  let differs = false;
  const shared: EvaluationInput['shared'] = new Map();
  const failed = new Map<number, FormulaError>();
  const rows = rowsOf(record, line).map((row, at) => {
    context.onWork?.(field.title);
    const input = { ...context, record, row, shared, failed: failures.seenFrom(at) };
    const { value, error } = outcome(field, input, at);
    if (error) {
      errors.push(failure(field, error, pointer('', line, at, field.key)));
      failed.set(at, error);
    }
    if (field.type.same(orNull(row[field.key]), value)) return row;
    differs = true;
    return { ...row, [field.key]: value };
  });
  failures.note(field.path, failed);
  return differs ? { ...record, [line]: rows } : record;
}

function outcome(field: FieldModel, input: EvaluationInput, row: number): Outcome {
  const formula = field.formula as CompiledFormula;
  const result = formula.evaluate(input);
  if (isFormulaError(result)) return { value: null, error: result };
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
