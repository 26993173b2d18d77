import { isFormulaError } from '../../expression/index.js';
import type { EvaluationInput, RecordData } from '../../expression/index.js';
import { issue, ok, pointer, refused } from '../../foundation/index.js';
import type { Issue, Result } from '../../foundation/index.js';
import { BLANK_CLASS } from './axes/axis.js';
import type { CompiledDecisionTable, InputColumn } from './compiled-table.js';

type Given = Readonly<Record<string, unknown>>;

/** Finds the class of each input on its axis; faulty inputs are all named at once. */
export function readInputs(
  columns: readonly InputColumn[],
  given: Given,
): Result<readonly number[], readonly Issue[]> {
  const classes: number[] = [];
  let issues: Issue[] | undefined;
  for (const column of columns) {
    const raw = ownValue(given, column.definition.id);
    const cls = quickClass(column, raw) ?? carefulClass(column, raw);
    if (typeof cls === 'number') classes.push(cls);
    else (issues ??= []).push(cls);
  }
  return issues ? refused(issues) : ok(classes);
}

/** Short numbers and days are found by their floats; what floats might get wrong is left to exact comparison. */
function quickClass({ type, axis }: InputColumn, raw: unknown): number | undefined {
  const float = type.float?.(raw);
  return float === undefined ? undefined : axis.classOfFloat?.(float);
}

function carefulClass({ definition, type, axis }: InputColumn, raw: unknown): number | Issue {
  const { id, title: column, required } = definition;
  const value = type.take(raw);
  if (value === undefined)
    return issue('table_input_type', pointer('', id), { column, expected: type.valueType.kind });
  const cls = axis.classOf(value);
  if (cls === undefined)
    return issue('table_input_outside', pointer('', id), { column, value: type.wire(value) });
  return cls === BLANK_CLASS && required === true
    ? issue('table_input_blank', pointer('', id), { column })
    : cls;
}

/** The inputs as a record that output formulas can read. */
export function inputRecord(columns: readonly InputColumn[], given: Given): RecordData {
  return Object.fromEntries(
    columns.map(({ definition: { id }, type }) => [id, type.wire(type.take(ownValue(given, id)) ?? null)]),
  );
}

/** Works the inputs out of a record: by their expressions, or from the field that has the input's id. */
export function inputsFrom(
  { inputs }: CompiledDecisionTable,
  input: EvaluationInput,
): Result<Readonly<Record<string, unknown>>, readonly Issue[]> {
  const issues: Issue[] = [];
  const entries = inputs.map(({ definition: { id }, expression }) => {
    const value = expression ? expression.evaluate(input) : ownValue(input.record, id);
    if (isFormulaError(value)) issues.push(value.toIssue(pointer('', id)));
    return [id, value] as const;
  });
  return issues.length > 0 ? refused(issues) : ok(Object.fromEntries(entries));
}

function ownValue(given: Given, id: string): unknown {
  return Object.hasOwn(given, id) ? given[id] : null;
}
