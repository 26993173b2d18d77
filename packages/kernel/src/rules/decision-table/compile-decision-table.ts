import { compileFormula } from '../../expression/index.js';
import type {
  CompiledFormula,
  EvaluationInput,
  FieldTypes,
  Scope,
  ValueType,
} from '../../expression/index.js';
import { issue, ok, pointer, refused } from '../../foundation/index.js';
import type { Issue, Result } from '../../foundation/index.js';
import type { DecisionTableDefinition, TableInput, TableOutput } from '../../metadata/index.js';
import { answer } from './answer.js';
import type { Cell } from './cells/cell.js';
import { indexColumns } from './lookup/column-index.js';
import type { ColumnIndex } from './lookup/column-index.js';
import { columnTypeOf } from './column-types/index.js';
import type {
  CompiledDecisionTable,
  Decision,
  InputColumn,
  Occasion,
  OutputColumn,
} from './compiled-table.js';
import { findRows } from './lookup/find-rows.js';
import { HIT_POLICY_PARTS } from './policies/hit-policies.js';
import { makeAxis } from './axes/make-axis.js';
import { readOutputCell } from './cells/output-cell.js';
import type { OutputCell } from './cells/output-cell.js';
import { parseCell } from './cells/parse-cell.js';
import { inputRecord, inputsFrom, readInputs } from './read-inputs.js';
import { namedValues } from './axes/spans.js';

/** Conditions over all cells of a table; more would make the index large. */
const TABLE_TERMS_MAX = 100_000;

const NO_FIELDS: Scope = { fields: {} };

/**
 * Reads all cells and formulas of a table whose definition has been checked, and indexes its rows. `scope` is that of the
 * table's form; formulas of outputs see the inputs by their ids or titles and nothing of the form. All faulty cells are
 * reported, each with its place in the text as the parameter `span`.
 */
export function compileDecisionTable(
  definition: DecisionTableDefinition,
  scope: Scope = NO_FIELDS,
): Result<CompiledDecisionTable, readonly Issue[]> {
  const issues: Issue[] = [];
  const parts = definition.inputs.map((input, at) => readInput(definition, input, at, scope, issues));
  const outputScope = scopeOfInputs(definition, scope);
  const outputs = definition.outputs.map((output, at) =>
    readOutput(definition, output, at, outputScope, issues),
  );
  const terms = parts.reduce((sum, { cells }) => sum + termsOf(cells), 0);
  if (terms > TABLE_TERMS_MAX) issues.push(issue('table_too_large', '/rows', { max: TABLE_TERMS_MAX }));
  if (issues.length > 0) return refused(issues);
  return ok(assemble(definition, indexInputs(parts, definition.rows.length), outputs));
}

type InputParts = Pick<InputColumn, 'definition' | 'type' | 'cells' | 'expression'>;

function readInput(
  definition: DecisionTableDefinition,
  input: TableInput,
  at: number,
  scope: Scope,
  issues: Issue[],
): InputParts {
  const type = columnTypeOf(input);
  const cells = definition.rows.map((row, number): Cell => {
    const cell = parseCell(row.when[input.id] ?? '', type);
    if (cell.ok) return cell.value;
    issues.push({ ...cell.error, path: pointer('/rows', number, 'when', input.id) });
    return 'any';
  });
  const expression =
    definition.form === undefined ? undefined : readExpression(input, type.valueType, at, scope, issues);
  return { definition: input, type, cells, ...(expression ? { expression } : {}) };
}

/** Other kinds of values that an input of a kind can be read from. */
const ALSO_READS: Readonly<Record<string, readonly ValueType['kind'][]>> = { text: ['reference'] };

function readExpression(
  input: TableInput,
  { kind: expected }: ValueType,
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
  if (actual !== expected && actual !== 'any' && ALSO_READS[expected]?.includes(actual) !== true)
    issues.push(issue('formula_result', path, { actual, expected }));
  return compiled.value;
}

function readOutput(
  { rows }: DecisionTableDefinition,
  output: TableOutput,
  at: number,
  scope: Scope,
  issues: Issue[],
): OutputColumn {
  const type = columnTypeOf(output);
  const read = (source: string, path: string): OutputCell => {
    const cell = readOutputCell(source, type, scope);
    if (cell.ok) return cell.value;
    issues.push(...cell.error.map((found) => ({ ...found, path: path + found.path })));
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

/** Output formulas are functions of the inputs, so the same inputs always give the same outputs. */
function scopeOfInputs({ inputs }: DecisionTableDefinition, { row: _, titles: __, ...rest }: Scope): Scope {
  const fields: FieldTypes = Object.fromEntries(
    inputs.map((input) => [input.id, columnTypeOf(input).valueType]),
  );
  const named = inputs.map((input) => [input.title['zh-CN'], input.id] as const);
  const unique = named.filter(([title]) => named.filter(([other]) => other === title).length === 1);
  return { ...rest, fields, titles: Object.fromEntries(unique) };
}

function termsOf(cells: readonly Cell[]): number {
  return cells.reduce((sum, cell) => sum + (cell === 'any' ? 0 : namedValues(cell).length), 0);
}

function indexInputs(parts: readonly InputParts[], rows: number): readonly InputColumn[] {
  const columns = parts.map((part) => {
    const axis = makeAxis(part.type, part.cells);
    return { ...part, axis, classes: axis.classes, spans: part.cells.map((cell) => axis.spansOf(cell)) };
  });
  const indexes = indexColumns(columns, rows);
  return columns.map(({ classes: _, ...column }, at) => ({
    ...column,
    index: indexes[at] as InputColumn['index'],
  }));
}

function assemble(
  definition: DecisionTableDefinition,
  inputs: readonly InputColumn[],
  outputs: readonly OutputColumn[],
): CompiledDecisionTable {
  const indexes = inputs.map(({ index }) => index);
  const table: CompiledDecisionTable = {
    key: definition.key,
    definition,
    inputs,
    outputs,
    policy: HIT_POLICY_PARTS[definition.hitPolicy],
    dependencies: distinct(inputs.flatMap(({ expression }) => expression?.dependencies ?? [])),
    reads: occasionOf(definition, outputs),
    calls: distinct([
      ...inputs.flatMap(({ expression }) => expression?.calls ?? []),
      ...outputFormulas(outputs).flatMap(({ calls }) => calls),
    ]),
    evaluate: (given, occasion) => evaluate(table, indexes, given, occasion),
    decide: (input) => decide(table, input),
  };
  return table;
}

const OCCASION_NAMES: readonly string[] = ['today', 'now', 'actor'];

function occasionOf(
  { effective }: DecisionTableDefinition,
  outputs: readonly OutputColumn[],
): readonly string[] {
  const named = new Set(outputFormulas(outputs).flatMap(({ dependencies }) => dependencies));
  return OCCASION_NAMES.filter((name) => named.has(name) || (name === 'today' && effective !== undefined));
}

function outputFormulas(outputs: readonly OutputColumn[]): readonly CompiledFormula[] {
  const cells = outputs.flatMap((output) => [
    ...output.cells,
    ...(output.otherwise ? [output.otherwise] : []),
  ]);
  return cells.flatMap((cell) => ('formula' in cell ? [cell.formula] : []));
}

function distinct(names: readonly string[]): readonly string[] {
  return [...new Set(names)];
}

function evaluate(
  table: CompiledDecisionTable,
  indexes: readonly ColumnIndex[],
  given: Readonly<Record<string, unknown>>,
  occasion: Occasion,
): Result<Decision, readonly Issue[]> {
  if (!isInEffect(table.definition, occasion?.['today']))
    return refused([issue('table_not_in_effect', '', { table: table.definition.title })]);
  const read = readInputs(table.inputs, given);
  if (!read.ok) return read;
  const rows = findRows(indexes, read.value, table.policy.hitsMax);
  return answer(table, rows, { record: () => inputRecord(table.inputs, given), occasion });
}

function decide(table: CompiledDecisionTable, input: EvaluationInput): Result<Decision, readonly Issue[]> {
  const given = inputsFrom(table, input);
  return given.ok ? table.evaluate(given.value, input.variables) : given;
}

/** A table with a period answers on its days only; where no day is given, nothing is said against it. */
function isInEffect({ effective }: DecisionTableDefinition, today: unknown): boolean {
  if (!effective || typeof today !== 'string') return true;
  const { from, to } = effective;
  return (from === null || from <= today) && (to === null || today <= to);
}
