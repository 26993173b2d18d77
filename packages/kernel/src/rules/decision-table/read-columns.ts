import { compileFormula, uniqueTitles } from '../../expression/index.js';
import type { CompiledFormula, FieldTypes, Scope, ValueType } from '../../expression/index.js';
import { issue, pointer } from '../../foundation/index.js';
import type { Issue } from '../../foundation/index.js';
import type { DecisionTableDefinition, TableInput, TableOutput } from '../../metadata/index.js';
import type { Cell } from './cells/cell.js';
import { CellReader } from './cells/cell-reader.js';
import { OutputReader } from './cells/output-cell.js';
import type { OutputCell } from './cells/output-cell.js';
import { columnTypeOf } from './column-types/index.js';
import type { InputColumn, OutputColumn } from './compiled-table.js';
import type { ReadingBudget } from './reading-budget.js';

/** An input with the conditions of its rows, before they are indexed. */
export interface InputCells extends Pick<InputColumn, 'definition' | 'type' | 'cellNumbers'> {
  /** The different cells. */
  readonly cells: readonly Cell[];
}

/** Reads the conditions of all rows on one input. */
export function readInput(
  { rows }: DecisionTableDefinition,
  input: TableInput,
  budget: ReadingBudget,
): InputCells {
  const type = columnTypeOf(input);
  const reader = new CellReader(type);
  const cellNumbers = Int32Array.from(rows, ({ when }, row) => {
    const source = when[input.id] ?? '';
    const known = reader.known(source);
    if (known !== undefined) return known;
    const read = budget.isSpent || !budget.spendText(source) ? undefined : reader.read(source);
    if (read?.ok) {
      budget.spendTerms(reader.cells[read.value] ?? 'any');
      return read.value;
    }
    if (read) budget.report({ ...read.error, path: pointer('/rows', row, 'when', input.id) });
    return 0;
  });
  return { definition: input, type, cells: reader.cells, cellNumbers };
}

/** Reads what all rows say about one output, its default and its order of values. */
export function readOutput(
  { rows }: DecisionTableDefinition,
  output: TableOutput,
  at: number,
  scope: Scope,
  budget: ReadingBudget,
): OutputColumn {
  const type = columnTypeOf(output);
  const reader = new OutputReader(type, scope, budget);
  const read = (source: string, path: string): OutputCell => {
    if (budget.isSpent) return { value: null };
    const cell = reader.read(source);
    if (cell.ok) return cell.value;
    budget.report(...cell.error.map((found) => ({ ...found, path: path + found.path })));
    return { value: null };
  };
  const path = pointer('/outputs', at);
  const cells = rows.map((row, number) =>
    read(row.then[output.id] ?? '', pointer('/rows', number, 'then', output.id)),
  );
  const priority = output.priority?.map((source, place) => read(source, pointer(path, 'priority', place)));
  return {
    definition: output,
    type,
    cells,
    ...(output.default === undefined ? {} : { otherwise: read(output.default, `${path}/default`) }),
    ...(priority ? { priority: priority.map((cell) => ('value' in cell ? cell.value : null)) } : {}),
  };
}

/** Other kinds of values that an input of a kind can be read from. */
const ALSO_READS: Readonly<Record<string, readonly ValueType['kind'][]>> = { text: ['reference'] };

/** Compiles how an input is read from a record; `undefined` when that cannot be. */
export function readExpression(
  input: TableInput,
  at: number,
  scope: Scope,
  issues: Issue[],
): CompiledFormula | undefined {
  const path = pointer('/inputs', at, input.expression === undefined ? 'id' : 'expression');
  const compiled = compileFormula(input.expression ?? input.id, scope);
  if (!compiled.ok) {
    issues.push(...compiled.error.map((found) => ({ ...found, path: path + found.path })));
    return undefined;
  }
  const { kind: actual } = compiled.value.type;
  const { kind: expected } = columnTypeOf(input).valueType;
  if (actual !== expected && actual !== 'any' && ALSO_READS[expected]?.includes(actual) !== true)
    issues.push(issue('formula_result', path, { actual, expected }));
  return compiled.value;
}

/** Output formulas are functions of the inputs, so the same inputs always give the same outputs. */
export function scopeOfInputs(
  { inputs }: DecisionTableDefinition,
  { row: _, titles: __, ...rest }: Scope,
): Scope {
  const fields: FieldTypes = Object.fromEntries(
    inputs.map((input) => [input.id, columnTypeOf(input).valueType]),
  );
  const named = inputs.map((input) => [input.title['zh-CN'], input.id] as const);
  return { ...rest, fields, titles: uniqueTitles(named) };
}
