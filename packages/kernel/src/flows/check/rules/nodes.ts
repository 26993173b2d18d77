import { pointer } from '../../../foundation/index.js';
import type { FlowNode } from '../../../metadata/index.js';
import { configIssues } from '../../compile-flow.js';
import type { VerifyContext } from '../../node-type.js';
import { verifyFields } from '../../verify-assignees.js';
import type { CheckFlowContext } from '../check-context.js';
import type { Drawing, DrawnNode } from '../drawing.js';
import { about } from '../finding.js';
import type { Finding } from '../finding.js';

/** The configuration of a node: its shape first, then what its own part says of it. */
export function checkNode(
  drawing: Drawing,
  context: CheckFlowContext,
  { node, at, part }: DrawnNode,
): readonly Finding[] {
  const path = pointer('/nodes', at, 'config');
  const bad = configIssues(part, node.config, path);
  if (bad.length > 0) return bad.map((found) => about(found, [node.id]));
  const seen = verifyContext(drawing, context, node, path);
  const unknown = (['inputs', 'outputs'] as const).flatMap((name) =>
    verifyFields(node[name] ?? [], pointer('/nodes', at, name), seen),
  );
  return [...part.verify(node, seen), ...unknown].map(({ edges, ...found }) =>
    about(found, [node.id], edges),
  );
}

function verifyContext(
  { definition, linesOf, linesInto }: Drawing,
  context: CheckFlowContext,
  node: FlowNode,
  path: string,
): VerifyContext {
  return {
    scope: context.scope,
    path,
    lines: linesOf.get(node.id) ?? [],
    linesInto: linesInto.get(node.id)?.length ?? 0,
    nodes: definition.nodes,
    ...(definition.settings === undefined ? {} : { settings: definition.settings }),
    ...(context.flowKeys === undefined ? {} : { flows: context.flowKeys }),
    ...(definition.admin === undefined ? {} : { admin: definition.admin }),
    ...(context.roles === undefined ? {} : { roles: context.roles }),
    ...(context.users === undefined ? {} : { users: context.users }),
  };
}
