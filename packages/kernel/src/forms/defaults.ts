import { isFormulaError } from '../expression/index.js';
import type { EvaluationInput, RecordData, WireValue } from '../expression/index.js';
import { isBlank } from './blank.js';
import { rowsOf } from './compute-context.js';
import type { ComputeContext } from './compute-context.js';
import type { FieldModel } from './field-model.js';
import type { FormModel } from './form-model.js';

/**
 * Fills the blank fields of a new record from their `x-default`, the header first, in the order of the form.
 * A default that fails leaves its field blank: the person fills it.
 */
export function applyDefaults(
  model: FormModel,
  record: RecordData,
  context: ComputeContext = {},
): RecordData {
  const header = fillBlanks(model.fields, record, (filled) => ({ ...context, record: filled }));
  return model.lines.reduce((filled, line) => {
    if (!line.fields.some((field) => field.default) || rowsOf(filled, line.key).length === 0) return filled;
    return {
      ...filled,
      [line.key]: rowsOf(filled, line.key).map((row) => lineDefaults(line.fields, filled, row, context)),
    };
  }, header);
}

function lineDefaults(
  fields: readonly FieldModel[],
  record: RecordData,
  row: RecordData,
  context: ComputeContext,
): RecordData {
  return fillBlanks(fields, row, (filled) => ({ ...context, record, row: filled }));
}

function fillBlanks(
  fields: readonly FieldModel[],
  record: RecordData,
  input: (filled: RecordData) => EvaluationInput,
): RecordData {
  return fields.reduce((filled, field) => {
    if (!field.default || !isBlank(filled[field.key])) return filled;
    return { ...filled, [field.key]: defaultValue(field, input(filled)) };
  }, record);
}

function defaultValue(field: FieldModel, input: EvaluationInput): WireValue {
  const value = field.default?.evaluate(input) ?? null;
  return isFormulaError(value) ? null : field.type.adopt(value, field.schema);
}
