import type { CompiledFlow } from '../flows/index.js';
import type { FormModel } from '../forms/index.js';
import type { FlowNode } from '../metadata/index.js';
import { actionsOf } from './flow-actions.js';

/**
 * States that flows set, by their outcome or by an action of a node, so that nobody else may: by form. The initial state is
 * everybody's.
 */
export function reservedStates(
  flows: ReadonlyMap<string, CompiledFlow>,
  models: ReadonlyMap<string, FormModel>,
): Map<string, ReadonlySet<string>> {
  const reserved = new Map<string, Set<string>>();
  for (const { definition } of flows.values()) {
    const states = reserved.get(definition.form) ?? new Set<string>();
    for (const state of Object.values(definition.states)) if (state !== undefined) states.add(state);
    for (const node of definition.nodes) for (const state of transitionsOf(node)) states.add(state);
    states.delete(models.get(definition.form)?.lifecycle.initial ?? '');
    reserved.set(definition.form, states);
  }
  return reserved;
}

function transitionsOf(node: FlowNode): string[] {
  return (actionsOf(node) ?? []).flatMap((action) => {
    const to = (action as Record<string, unknown>)['to'];
    return action.type === 'transition' && typeof to === 'string' ? [to] : [];
  });
}
