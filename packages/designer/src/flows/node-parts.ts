import type { FlowNode } from '@dougong/kernel/metadata';
import type { Catalog, CatalogPart, NodeCategory } from '../surroundings/catalog.js';

/** What a node type is to a drawing, read from what its part says about itself. */

/** How lines part at a node and meet at it, as the catalogue tells. */
interface GatePart extends CatalogPart {
  readonly split?: 'xor' | 'and' | 'or';
  readonly join?: 'and' | 'or';
}

/** How a node parts or joins the ways through it; `undefined` for an ordinary step. */
export interface Gate {
  readonly split?: 'xor' | 'and' | 'or';
  readonly join?: 'and' | 'or';
}

export function gateOf(part: CatalogPart | undefined): Gate | undefined {
  const { split, join } = (part ?? {}) as Partial<GatePart>;
  if (split === undefined && join === undefined) return undefined;
  return { ...(split === undefined ? {} : { split }), ...(join === undefined ? {} : { join }) };
}

/** Whether the node asks people: it has settings about them and holds the flow until they answer. */
export function asksPeople(part: CatalogPart | undefined): boolean {
  return part?.waits === true && hasPeople(part);
}

/** Whether lines out of the node are chosen by their conditions. */
export function choosesLines(part: CatalogPart | undefined): boolean {
  return part?.isBranch === true;
}

/** Whether every line out of the node has a say of its own, and a single one makes no sense. */
export function hasBranches(part: CatalogPart | undefined): boolean {
  return gateOf(part)?.split !== undefined;
}

function hasPeople(part: CatalogPart): boolean {
  return Object.values(part.config.properties ?? {}).some((field) => field['x-widget'] === 'people');
}

/** What a part is to a person who reads the picture. A part that is gone is drawn like an automatic one. */
export function categoryOf(part: CatalogPart | undefined): NodeCategory {
  if (part === undefined) return 'automatic';
  if (part.isStart === true || part.isEnd === true) return 'terminal';
  if (part.isBranch === true || gateOf(part) !== undefined) return 'branch';
  if (asksPeople(part)) return 'people';
  return hasPeople(part) ? 'notice' : 'automatic';
}

/** Nodes to which a document can go back: the start, and steps in which people decided. */
export function isReturnTarget(node: FlowNode, catalog: Catalog): boolean {
  const part = catalog.partOf(node);
  return part?.isStart === true || asksPeople(part);
}
