import type { RecordData, Value } from '../../expression/index.js';
import { isFormulaError } from '../../expression/index.js';
import { issue, ok, pointer, refused } from '../../foundation/index.js';
import type { Issue, Result } from '../../foundation/index.js';
import { AGGREGATIONS } from './policies/aggregate.js';
import { belongs } from './column-types/belongs.js';
import type { ColumnType } from './column-types/column-type.js';
import type { CompiledDecisionTable, Decision, Hit, Occasion, OutputColumn } from './compiled-table.js';
import type { OutputCell } from './cells/output-cell.js';
import type { DecisionWork } from './decision-work.js';

/** What the output formulas of one evaluation may read. */
export interface Asked {
  /** The inputs as a record; made only when a formula asks. */
  readonly record: () => RecordData;
  readonly occasion: Occasion;
  readonly work: DecisionWork;
}

/** Makes the answer of a table out of the rows that fit, as its hit policy says. */
export function answer(
  table: CompiledDecisionTable,
  rows: readonly number[],
  asked: Asked,
): Result<Decision, readonly Issue[]> {
  if (rows.length === 0) return answerWithoutRows(table, asked);
  const hits = rows.map((row) => hitOf(table, row, asked));
  const chosen = table.policy.choose(hits, table);
  if (!chosen.ok) return chosen;
  const ids = chosen.value.map(({ row }) => table.definition.rows[row]?.id ?? '');
  if (table.policy.collects) return collected(table, chosen.value, ids, asked);
  const values = (chosen.value[0] as Hit).outputs();
  return values.ok ? ok({ outputs: named(table, values.value), rows: ids }) : values;
}

/** What an output of the table gives: values of a type, one or a list of them. */
export function resultOf(
  { policy, definition }: CompiledDecisionTable,
  { type }: OutputColumn,
): { readonly type: ColumnType; readonly isList: boolean } {
  if (!policy.collects) return { type, isList: false };
  const { column, isList } = AGGREGATIONS[definition.aggregation ?? 'LIST'];
  return { type: column(type), isList };
}

function answerWithoutRows(table: CompiledDecisionTable, asked: Asked): Result<Decision, readonly Issue[]> {
  const { outputs, policy, definition } = table;
  const hasDefaults = outputs.some(({ otherwise }) => otherwise !== undefined);
  if (!hasDefaults && !policy.collects)
    return refused([issue('table_no_hit', '', { table: definition.title })]);
  const issues: Issue[] = [];
  const values = outputs.map((output, at): Value => {
    if (output.otherwise === undefined) return policy.collects ? aggregate(table, output, [], 0) : null;
    const value = valueOf(output.otherwise, output, asked);
    if (!value.ok) issues.push({ ...value.error, path: pointer('/outputs', at, 'default') });
    return value.ok ? (resultOf(table, output).isList ? [value.value] : value.value) : null;
  });
  return issues.length > 0 ? refused(issues) : ok({ outputs: named(table, values), rows: [] });
}

function collected(
  table: CompiledDecisionTable,
  hits: readonly Hit[],
  rows: readonly string[],
  asked: Asked,
): Result<Decision, readonly Issue[]> {
  const issues: Issue[] = [];
  const values: (readonly Value[])[] = [];
  for (const hit of hits) {
    const outputs = hit.outputs();
    if (outputs.ok) values.push(outputs.value);
    else issues.push(...outputs.error);
    if (!outputs.ok && asked.work.isSpent) break;
  }
  if (issues.length > 0) return refused(issues);
  const totals = table.outputs.map((output, at) =>
    aggregate(
      table,
      output,
      values.map((each) => each[at] ?? null),
      hits.length,
    ),
  );
  return ok({ outputs: named(table, totals), rows });
}

/** Lists keep blanks, so that the outputs of a row stand at the same place; sums and extremes leave them out. */
function aggregate(
  { definition }: CompiledDecisionTable,
  { type }: OutputColumn,
  values: readonly Value[],
  rows: number,
): Value {
  const aggregation = AGGREGATIONS[definition.aggregation ?? 'LIST'];
  return aggregation.of(aggregation.isList ? values : values.filter((value) => value !== null), type, rows);
}

function hitOf(table: CompiledDecisionTable, row: number, asked: Asked): Hit {
  let kept: Result<readonly Value[], readonly Issue[]> | undefined;
  return { row, outputs: () => (kept ??= outputsOf(table, row, asked)) };
}

function outputsOf(
  { outputs }: CompiledDecisionTable,
  row: number,
  asked: Asked,
): Result<readonly Value[], readonly Issue[]> {
  const values: Value[] = [];
  const issues: Issue[] = [];
  for (const output of outputs) {
    const cell = output.cells[row] as OutputCell;
    const value = valueOf(cell, output, asked);
    if (value.ok) values.push(value.value);
    else issues.push({ ...value.error, path: pointer('/rows', row, 'then', output.definition.id) });
    if (!value.ok && asked.work.isSpent) break;
  }
  return issues.length > 0 ? refused(issues) : ok(values);
}

function valueOf(
  cell: OutputCell,
  { type, definition }: OutputColumn,
  { record, occasion, work }: Asked,
): Result<Value, Issue> {
  if ('value' in cell) return ok(cell.value);
  if (work.isSpent) return refused(issue('table_too_much_work'));
  const result = cell.formula.evaluate({ record: record(), ...(occasion ? { variables: occasion } : {}) });
  work.count(cell.formula, result);
  if (isFormulaError(result)) return refused(result.toIssue());
  const value = type.take(result);
  return value !== undefined && belongs(value, type)
    ? ok(value)
    : refused(issue('table_output_outside', '', { column: definition.title }));
}

function named(
  { outputs }: CompiledDecisionTable,
  values: readonly Value[],
): Readonly<Record<string, Value>> {
  const result: Record<string, Value> = {};
  for (let at = 0; at < outputs.length; at += 1)
    result[(outputs[at] as OutputColumn).definition.id] = values[at] ?? null;
  return result;
}
