import { isFormulaError } from '../expression/index.js';
import type { EvaluationInput, FormulaError, RecordData } from '../expression/index.js';
import { orNull } from './blank.js';
import { rowsOf } from './compute-context.js';
import type { ComputeContext } from './compute-context.js';
import type { FormModel } from './form-model.js';

/** The rows of a column whose formula failed; a field of the header is a column of one row. */
type FailedRows = ReadonlyMap<number, FormulaError>;

const NONE: FailedRows = new Map();

/**
 * The computed fields that failed, so far, in one computation. What reads one of them fails in the same way: a total
 * must not go on without the line that could not be worked out.
 */
export class Failures {
  private readonly known = new Map<string, FailedRows>();
  private any = false;

  /** @param unknown finds out about a field that this computation did not need to compute */
  constructor(private readonly unknown?: (path: string) => FailedRows) {}

  note(path: string, rows: FailedRows): void {
    this.known.set(path, rows);
    this.any ||= rows.size > 0;
  }

  /** What an evaluation for a row hears of them. */
  seenFrom(row: number): NonNullable<EvaluationInput['failed']> {
    return (path, whole) => {
      if (!this.any && this.unknown === undefined) return undefined;
      const failed = this.known.get(path) ?? this.find(path);
      if (failed.size === 0) return undefined;
      return whole ? failed.values().next().value : failed.get(row);
    };
  }

  private find(path: string): FailedRows {
    const found = this.unknown?.(path) ?? NONE;
    this.note(path, found);
    return found;
  }
}

/** Finds out by its formula which blank values of a field are blank because they failed. */
export function failedRows(
  model: FormModel,
  path: string,
  record: RecordData,
  context: ComputeContext,
  failures: Failures,
): FailedRows {
  const field = model.field(path);
  if (field?.formula === undefined) return NONE;
  const { formula, key, line } = field;
  const failed = new Map<number, FormulaError>();
  const shared: EvaluationInput['shared'] = new Map();
  for (const [at, row] of (line === undefined ? [record] : rowsOf(record, line)).entries()) {
    if (orNull(row[key]) !== null) continue;
    const input = { ...context, record, failed: failures.seenFrom(at) };
    const result = formula.evaluate(line === undefined ? input : { ...input, row, shared });
    if (isFormulaError(result)) failed.set(at, result);
  }
  return failed;
}
