import { compileNamedFormulas, type FunctionPart } from '@dougong/kernel/expression';
import type { DecisionTableDefinition, FormulaDefinition } from '@dougong/kernel/metadata';
import type { DefinitionEntry } from '@dougong/ui/api';
import { api } from './api.js';

async function definitionsOf<T>(entries: readonly DefinitionEntry[], kind: string): Promise<readonly T[]> {
  const keys = entries.filter((entry) => entry.kind === kind).map(({ key }) => key);
  return Promise.all(keys.map(async (key) => (await api.design.definition<T>(kind, key)).data));
}

/** Decision tables as formulas call them, loaded only where there are any. */
async function tableFunctions(entries: readonly DefinitionEntry[]): Promise<readonly FunctionPart[]> {
  const tables = await definitionsOf<DecisionTableDefinition>(entries, 'decision-table');
  return tables.length === 0 ? [] : (await import('./table-functions.js')).tableFunctionsOf(tables);
}

/** The named formulas and decision tables of the release in force that may be read, ready to be called. */
export async function namedFunctions(): Promise<readonly FunctionPart[]> {
  const entries = (await api.design.definitions()).data.data;
  const [tables, formulas] = await Promise.all([
    tableFunctions(entries),
    definitionsOf<FormulaDefinition>(entries, 'formula'),
  ]);
  return compileNamedFormulas(formulas, tables).functions;
}
