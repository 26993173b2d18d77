import { pointer, warning } from '../../../foundation/index.js';
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
  const editable = new Set(nodes.flatMap(({ node, part }) => part.work?.(node.config).editable ?? []));
  return requiredFields
    .filter((field) => !editable.has(field))
    .map((field) => told(field, '/nodes', [], context));
}

function told(field: string, path: string, nodes: readonly string[], { titleOf }: CheckFlowContext): Finding {
  const title = titleOf?.(field);
  return about(warning('hidden_required', path, { field, ...(title ? { title } : {}) }), nodes);
}
