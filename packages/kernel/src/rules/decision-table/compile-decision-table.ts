import type { CompiledFormula, EvaluationInput, Scope } from '../../expression/index.js';
import { issue, ok, refused } from '../../foundation/index.js';
import type { Issue, Result } from '../../foundation/index.js';
import type { DecisionTableDefinition } from '../../metadata/index.js';
import { answer } from './answer.js';
import { makeAxis } from './axes/make-axis.js';
import type {
  CompiledDecisionTable,
  Decision,
  InputColumn,
  Occasion,
  OutputColumn,
} from './compiled-table.js';
import { DecisionWork } from './decision-work.js';
import { indexColumns } from './lookup/column-index.js';
import type { ColumnIndex } from './lookup/column-index.js';
import { findRows } from './lookup/find-rows.js';
import { HIT_POLICY_PARTS } from './policies/hit-policies.js';
import { readExpression, readInput, readOutput, scopeOfInputs } from './read-columns.js';
import type { InputCells } from './read-columns.js';
import { inputRecord, inputsFrom, readInputs } from './read-inputs.js';
import { ReadingBudget } from './reading-budget.js';

const NO_FIELDS: Scope = { fields: {} };

/**
 * Reads all cells and formulas of a table whose definition has been checked, and indexes its rows. `scope` is that of the
 * table's form; formulas of outputs see the inputs by their ids or titles and nothing of the form. Faulty cells are
 * reported, as many as anybody reads, each with its place in the text as the parameter `span`.
 */
export function compileDecisionTable(
  definition: DecisionTableDefinition,
  scope: Scope = NO_FIELDS,
): Result<CompiledDecisionTable, readonly Issue[]> {
  const budget = new ReadingBudget();
  const inputs = definition.inputs.map((input) => readInput(definition, input, budget));
  const outputScope = scopeOfInputs(definition, scope);
  const outputs = definition.outputs.map((output, at) =>
    readOutput(definition, output, at, outputScope, budget),
  );
  const expressions = readExpressions(definition, scope);
  const issues = [...budget.issues, ...expressions.issues];
  if (issues.length > 0) return refused(issues);
  const columns = withExpressions(indexInputs(inputs, definition.rows.length), expressions.formulas);
  return ok(assemble(definition, columns, outputs));
}

/**
 * Binds a table that was compiled without its form to the fields of the form. Cells, index and outputs are the same on
 * both, so only the expressions of the inputs are read.
 */
export function bindDecisionTable(
  { inputs, outputs }: CompiledDecisionTable,
  definition: DecisionTableDefinition,
  scope: Scope,
): Result<CompiledDecisionTable, readonly Issue[]> {
  const { formulas, issues } = readExpressions(definition, scope);
  if (issues.length > 0) return refused(issues);
  return ok(assemble(definition, withExpressions(inputs, formulas), outputs));
}

type Expressions = readonly (CompiledFormula | undefined)[];

function readExpressions(
  { form, inputs }: DecisionTableDefinition,
  scope: Scope,
): { readonly formulas: Expressions; readonly issues: readonly Issue[] } {
  const issues: Issue[] = [];
  const formulas = inputs.map((input, at) =>
    form === undefined ? undefined : readExpression(input, at, scope, issues),
  );
  return { formulas, issues };
}

function withExpressions<T extends object>(
  columns: readonly T[],
  expressions: Expressions,
): readonly (T & Pick<InputColumn, 'expression'>)[] {
  return columns.map((column, at) => {
    const expression = expressions[at];
    return expression ? { ...column, expression } : column;
  });
}

function indexInputs(parts: readonly InputCells[], rows: number): readonly InputColumn[] {
  const columns = parts.map(({ definition, type, cells, cellNumbers }) => {
    const axis = makeAxis(type, cells);
    const different = cells.map((cell) => axis.spansOf(cell));
    const spans = Array.from(cellNumbers, (number) => different[number] ?? []);
    return { definition, type, axis, cellNumbers, spans, classes: axis.classes };
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
    evaluate: (given, occasion, work) => evaluate(table, indexes, given, occasion, work),
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
  work = new DecisionWork(),
): Result<Decision, readonly Issue[]> {
  if (!isInEffect(table.definition, occasion?.['today']))
    return refused([issue('table_not_in_effect', '', { table: table.definition.title })]);
  const read = readInputs(table.inputs, given);
  if (!read.ok) return read;
  const rows = findRows(indexes, read.value, table.policy.hitsMax);
  return answer(table, rows, { record: () => inputRecord(table.inputs, given), occasion, work });
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
