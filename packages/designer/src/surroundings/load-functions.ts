import { compileNamedFormulas } from '@dougong/kernel/expression';
import type { FunctionPart } from '@dougong/kernel/expression';
import { checkDefinition } from '@dougong/kernel/metadata';
import type { DecisionTableDefinition, FormulaDefinition } from '@dougong/kernel/metadata';
import { compileDecisionTable, decisionTableFunction } from '@dougong/kernel/rules';
import type { Api } from '@dougong/ui/api';
import { loadDefinition, namedOf } from './load-definition.js';
import type { DesignState } from './load-definition.js';

const loaded = new WeakMap<DesignState, Promise<readonly FunctionPart[]>>();

/**
 * What formulas may call beside the language: the decision tables and named formulas as they would be published now.
 * One that has a fault is left out; the check of the release tells of it.
 */
export function loadFunctions(api: Api, state: DesignState): Promise<readonly FunctionPart[]> {
  // The surroundings of many forms are read over one state of the design.
  const known = loaded.get(state) ?? read(api, state);
  loaded.set(state, known);
  known.catch(() => loaded.delete(state));
  return known;
}

async function read(api: Api, state: DesignState): Promise<readonly FunctionPart[]> {
  const [tables, formulas] = await Promise.all([
    loadAll<DecisionTableDefinition>(api, 'decision-table', state),
    loadAll<FormulaDefinition>(api, 'formula', state),
  ]);
  return compileNamedFormulas(formulas, tables.flatMap(tableFunction)).functions;
}

async function loadAll<T>(api: Api, kind: string, state: DesignState): Promise<readonly T[]> {
  const keys = namedOf(state, kind).map(({ key }) => key);
  const definitions = await Promise.all(keys.map((key) => loadDefinition<T>(api, kind, key, state)));
  return definitions.filter(
    (definition) => definition !== null && checkDefinition(definition).ok,
  ) as readonly T[];
}

/** A table is called with values, whatever form it is about. */
function tableFunction({ form: _, ...free }: DecisionTableDefinition): readonly FunctionPart[] {
  const compiled = compileDecisionTable(free);
  return compiled.ok ? [decisionTableFunction(compiled.value)] : [];
}
