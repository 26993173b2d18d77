import { isFormulaError } from '../expression/index.js';
import type { CompiledFormula, FunctionUse, RecordData, Value } from '../expression/index.js';
import { orNull } from './blank.js';
import { rowById, rowsOf } from './compute-context.js';
import type { ComputeContext } from './compute-context.js';
import type { FieldModel } from './field-model.js';
import type { FormModel } from './form-model.js';

/** A call of a named formula or decision table whose result is kept in a computed field. */
export interface FieldUse extends FunctionUse {
  /** `total`, `lines.amount`. */
  readonly field: string;
  /** Id of the line. */
  readonly line?: string;
}

interface Place {
  readonly field: FieldModel;
  readonly formula: CompiledFormula;
  readonly record: RecordData;
  readonly row?: RecordData;
  /** Position of the row. */
  readonly at: number;
}

const NONE: readonly FieldUse[] = [];

/**
 * What the functions of the release were given for the numbers that a record keeps: with the release that computed
 * them, every such number can be worked out again. A form without such fields costs nothing.
 * @param record with its computed fields up to date
 * @param before the record as it was kept: what has the same value of the same inputs needs no new note
 */
export function formulaUses(
  model: FormModel,
  record: RecordData,
  context: ComputeContext,
  before?: RecordData,
): readonly FieldUse[] {
  const { calling } = model.graph;
  if (calling.length === 0) return NONE;
  return calling
    .flatMap((field) => placesOf(field, record))
    .filter((place) => before === undefined || isNew(model, place, before))
    .flatMap((place) => usesAt(place, context));
}

function placesOf(field: FieldModel, record: RecordData): readonly Place[] {
  const formula = field.formula as CompiledFormula;
  if (field.line === undefined) return [{ field, formula, record, at: 0 }];
  return rowsOf(record, field.line).map((row, at) => ({ field, formula, record, row, at }));
}

/** Whether the value or something that its formula reads in the header or in its own row is not what it was. */
function isNew(model: FormModel, { field, record, row }: Place, before: RecordData): boolean {
  const old = row && rowById(rowsOf(before, field.line ?? ''), String(row.id));
  if (row !== undefined && old === undefined) return true;
  return [field.path, ...(model.graph.reads.get(field.path) ?? [])].some((path) => {
    const read = model.field(path);
    if (read === undefined) return false;
    const isOwn = read.line === undefined || read.line === field.line;
    if (!isOwn) return record[read.line ?? ''] !== before[read.line ?? ''];
    const [now, was] = read.line === undefined ? [record, before] : [row, old];
    return !read.type.same(orNull(now?.[read.key]), orNull(was?.[read.key]));
  });
}

/** A value that is not what its formula gives now was computed by an earlier release, which has noted it. */
function usesAt({ field, formula, record, row, at }: Place, context: ComputeContext): readonly FieldUse[] {
  const found: FunctionUse[] = [];
  const result = formula.evaluate({ ...context, record, row }, (use) => found.push(use));
  if (isFormulaError(result)) return NONE;
  const value = Array.isArray(result) ? ((result as readonly Value[])[at] ?? null) : result;
  const kept = orNull((row ?? record)[field.key]);
  if (!field.type.same(kept, field.type.adopt(value, field.schema))) return NONE;
  const place = row === undefined ? { field: field.path } : { field: field.path, line: String(row.id) };
  return found.map((use) => ({ ...place, ...use }));
}
