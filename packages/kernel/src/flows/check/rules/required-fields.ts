import { pointer, warning } from '../../../foundation/index.js';
import type { FlowNode } from '../../../metadata/index.js';
import type { NodeRights } from '../../node-type.js';
import type { CheckFlowContext } from '../check-context.js';
import type { Drawing, DrawnNode } from '../drawing.js';
import { about } from '../finding.js';
import type { Finding } from '../finding.js';

/** Fields that must be filled in although nobody can: not at the step that asks for it, or at no step at all. */
export function checkRequiredFields(drawing: Drawing, context: CheckFlowContext): readonly Finding[] {
  return [...drawing.nodes.flatMap((drawn) => closedAt(drawn, context)), ...nowhereOpen(drawing, context)];
}

function closedAt({ node, at, part }: DrawnNode, context: CheckFlowContext): readonly Finding[] {
  const rights = part.work?.(node.config);
  const closed = new Set([...(rights?.hidden ?? []), ...(rights?.readOnly ?? [])]);
  return (rights?.required ?? [])
    .filter((field) => closed.has(field))
    .map((field) => told(field, pointer('/nodes', at, 'config', 'required'), [node.id], context));
}

function nowhereOpen({ nodes }: Drawing, context: CheckFlowContext): readonly Finding[] {
  const { requiredFields = [] } = context;
  const start = nodes.find(({ part }) => part.isStart)?.node;
  const editable = new Set(nodes.flatMap(({ node, part }) => part.work?.(node.config).editable ?? []));
  return requiredFields
    .filter((field) => !editable.has(field) && !isOpenToStarter(start, field))
    .map((field) => told(field, '/nodes', start === undefined ? [] : [start.id], context));
}

/** The starter fills in the whole form unless something of it is closed to him. */
function isOpenToStarter(start: FlowNode | undefined, field: string): boolean {
  const { hidden, readOnly, editable } = (start?.config ?? {}) as Partial<NodeRights>;
  const isClosed = [...(hidden ?? []), ...(readOnly ?? [])].includes(field);
  return !isClosed && (editable === undefined || editable.length === 0 || editable.includes(field));
}

function told(field: string, path: string, nodes: readonly string[], { titleOf }: CheckFlowContext): Finding {
  return about(warning('hidden_required', path, { field: titleOf?.(field) ?? field }), nodes);
}
