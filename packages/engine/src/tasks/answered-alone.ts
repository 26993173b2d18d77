import { nodeAt, workPolicy } from '@dougong/kernel/flows';
import type { CompiledFlow } from '@dougong/kernel/flows';
import type { TaskRow } from './task-query.js';

/**
 * Why a task cannot be answered together with others: it asks for no plain yes, or for something of its own along with
 * it: fields, or people of a later step.
 */
export type AloneReason = 'no_approval' | 'fields_required' | 'missing_choice';

/** @param flow the drawing that the task's instance follows. */
export function aloneReason(
  { kind, nodeId }: TaskRow,
  flow: CompiledFlow | undefined,
): AloneReason | undefined {
  const policy = flow === undefined || nodeId === null ? undefined : workPolicy(flow, nodeId);
  if (kind !== 'approve' || flow === undefined || nodeId === null || policy === undefined)
    return 'no_approval';
  if (policy.required.length > 0) return 'fields_required';
  return picksOthers(flow, nodeId) ? 'missing_choice' : undefined;
}

/** Whether those who decide the node pick the people of another. */
function picksOthers(flow: CompiledFlow, path: string): boolean {
  const { id } = nodeAt(flow, path) ?? {};
  const holder = path.includes('/') ? flow.subflow(String(nodeAt(flow, above(path))?.config['flow'])) : flow;
  return [...(holder ?? flow).nodes.values()].some(
    ({ part, config }) => id !== undefined && part.choices?.(config).at.includes(id) === true,
  );
}

function above(path: string): string {
  return path.slice(0, path.lastIndexOf('/'));
}
