import type { FunctionPart } from '../expression/index.js';
import type { FormModel } from '../forms/index.js';
import { issue } from '../foundation/index.js';
import type { Issue } from '../foundation/index.js';
import type { DecisionTableDefinition } from '../metadata/index.js';
import {
  bindDecisionTable,
  checkTable,
  compileDecisionTable,
  decisionTableFunction,
  runTableTests,
} from '../rules/index.js';
import type { CompiledDecisionTable } from '../rules/index.js';

/** Something found in a decision table. */
export interface TableIssue extends Issue {
  readonly table: string;
}

export interface CompiledTables {
  readonly tables: ReadonlyMap<string, CompiledDecisionTable>;
  readonly issues: readonly TableIssue[];
}

export interface TableFunctions extends CompiledTables {
  /** The tables as formulas call them: `table_key(input1, input2)`. */
  readonly functions: readonly FunctionPart[];
}

/**
 * Compiles tables as functions of their inputs, before there are forms: formulas of forms may call them. They see the
 * functions of the platform alone, so tables and named formulas never call each other in a ring.
 */
export function compileTableFunctions(definitions: readonly DecisionTableDefinition[]): TableFunctions {
  const tables = new Map<string, CompiledDecisionTable>();
  const issues = definitions.flatMap((definition) => {
    const { form: _, ...free } = definition;
    const compiled = compileDecisionTable(free);
    if (compiled.ok) tables.set(definition.key, compiled.value);
    return compiled.ok ? [] : named(compiled.error, definition.key);
  });
  return { tables, issues, functions: [...tables.values()].map(decisionTableFunction) };
}

/**
 * Binds tables to the fields of their forms, for rules, flows and people who ask about a record. A form that did not compile
 * has been reported already; `forms` are all that there are.
 */
export function bindTables(
  { tables }: TableFunctions,
  definitions: readonly DecisionTableDefinition[],
  models: ReadonlyMap<string, FormModel>,
  forms: ReadonlySet<string>,
): CompiledTables {
  const bound = new Map(tables);
  const issues = definitions.flatMap((definition) => {
    const table = tables.get(definition.key);
    if (definition.form === undefined || !table) return [];
    if (!forms.has(definition.form))
      return named([issue('unknown_form', '/form', { form: definition.form })], definition.key);
    const model = models.get(definition.form);
    if (!model) return [];
    const compiled = bindDecisionTable(table, definition, model.scope);
    if (compiled.ok) bound.set(definition.key, compiled.value);
    return compiled.ok ? [] : named(compiled.error, definition.key);
  });
  return { tables: bound, issues };
}

/** What is asked of tables when they are published: gaps, overlaps, rows never reached, and their own tests. */
export function tableFindings(tables: ReadonlyMap<string, CompiledDecisionTable>): readonly TableIssue[] {
  return [...tables.values()].flatMap((table) =>
    named([...checkTable(table).findings, ...runTableTests(table)], table.key),
  );
}

function named(issues: readonly Issue[], table: string): readonly TableIssue[] {
  return issues.map((each) => ({ ...each, table }));
}
