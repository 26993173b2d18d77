import { applyFix, NODE_TYPES } from '@dougong/kernel/flows';
import type { FlowFix } from '@dougong/kernel/flows';
import type { FlowDefinition, FlowNode } from '@dougong/kernel/metadata';
import { sameJson } from '../../editing/index.js';
import type { FlowCommand } from '../flow-edits.js';
import { positionsOf, tidyInPlace } from '../flow-layout.js';
import { replaceDocument } from '../replace-document.js';

/** Applies the fix that the check offers, as one edit. New nodes get their places by arranging the picture anew. */
export function fixFlow(document: FlowDefinition, fix: FlowFix): FlowCommand {
  const fixed = renamed(applyFix(document, fix), fix);
  const hasNew = fixed.nodes.some(({ id }) => !document.nodes.some((node) => node.id === id));
  if (!hasNew || fixed.layout === undefined) return replaceDocument(fixed);
  return replaceDocument({ ...fixed, layout: tidyInPlace(fixed, positionsOf(document)) });
}

/** A gate that becomes another one takes its name along only if somebody had given it one of its own. */
function renamed(fixed: FlowDefinition, fix: FlowFix): FlowDefinition {
  if (fix.kind !== 'change_type') return fixed;
  const title = NODE_TYPES.find((part) => part.kind === fix.type)?.title;
  const nodes = fixed.nodes.map((node) =>
    node.id === fix.node && title !== undefined && hasUsualName(node)
      ? { ...node, title: { ...title } }
      : node,
  );
  return { ...fixed, nodes };
}

function hasUsualName({ title }: FlowNode): boolean {
  return NODE_TYPES.some((part) => sameJson(part.title, title));
}
