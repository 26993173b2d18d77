import type { Issue } from '../../foundation/index.js';
import type { FlowNode } from '../../metadata/index.js';
import type { FlowFix } from './fixes/flow-fix.js';

/** A problem of a drawing with the elements to highlight. Warnings are shown, errors block publishing. */
export interface Finding extends Issue {
  readonly nodes: readonly string[];
  readonly edges?: readonly string[];
  /** One edit that takes this finding away; nothing where only a person knows what was meant. */
  readonly fix?: FlowFix;
}

/** An issue about some nodes and lines. */
export function about(found: Issue, nodes: readonly string[], edges?: readonly string[]): Finding {
  return edges === undefined ? { ...found, nodes } : { ...found, nodes, edges };
}

/** Puts the title of the first node among the parameters of the sentence, so that it names what it speaks of. */
export function named(found: Finding, byId: ReadonlyMap<string, FlowNode>): Finding {
  const title = byId.get(found.nodes[0] ?? '')?.title;
  if (title === undefined || found.params?.['node'] !== undefined) return found;
  return { ...found, params: { ...found.params, node: title } };
}
