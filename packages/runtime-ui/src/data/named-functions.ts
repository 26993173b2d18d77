import { compileNamedFormulas, type FunctionPart } from '@dougong/kernel/expression';
import type { FormulaDefinition } from '@dougong/kernel/metadata';
import { api } from './api.js';

/** The named formulas of the release in force, ready to be called by the formulas of forms. */
export async function namedFunctions(): Promise<readonly FunctionPart[]> {
  const entries = (await api.design.definitions()).data.data.filter(({ kind }) => kind === 'formula');
  const definitions = await Promise.all(
    entries.map(async ({ key }) => (await api.design.definition<FormulaDefinition>('formula', key)).data),
  );
  return compileNamedFormulas(definitions).functions;
}
