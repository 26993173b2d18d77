import type { FunctionPart } from '@dougong/kernel/expression';
import type { DecisionTableDefinition } from '@dougong/kernel/metadata';
import { compileDecisionTable, decisionTableFunction } from '@dougong/kernel/rules';

/** Decision tables as functions of their inputs; one that cannot be read is left out. */
export function tableFunctionsOf(definitions: readonly DecisionTableDefinition[]): readonly FunctionPart[] {
  return definitions.flatMap(({ form: _, ...free }) => {
    const compiled = compileDecisionTable(free);
    return compiled.ok ? [decisionTableFunction(compiled.value)] : [];
  });
}
