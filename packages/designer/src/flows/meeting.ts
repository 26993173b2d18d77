import type { FlowDefinition, FlowEdge } from '@dougong/kernel/metadata';
import type { CatalogPart } from '../surroundings/catalog.js';
import { gateOf } from './node-parts.js';

type PartLookup = (kind: string) => CatalogPart | undefined;

/** Where a new way out of a gate should lead: to where its other ways meet, or go on. */
export function endOfWays(document: FlowDefinition, gate: string, line: FlowEdge, parts: PartLookup): string {
  const node = document.nodes.find((entry) => entry.id === gate);
  const part = node && parts(node.type);
  const { split } = gateOf(part) ?? {};
  if (split === 'and' || split === 'or') return meetingOf(document, gate, parts) ?? line.to;
  return part?.isBranch === true ? line.to : (onwardFrom(document, line.to) ?? line.to);
}

/** Where the ways of a gate meet again, as far as its first way tells. */
function meetingOf(document: FlowDefinition, gate: string, parts: PartLookup): string | undefined {
  const seen = new Set<string>([gate]);
  let depth = 0;
  let at = onwardFrom(document, gate);
  while (at !== undefined && !seen.has(at)) {
    seen.add(at);
    const node = document.nodes.find((entry) => entry.id === at);
    const { split, join } = gateOf(node && parts(node.type)) ?? {};
    if (join !== undefined && depth === 0) return at;
    if (join !== undefined) depth -= 1;
    if (split === 'and' || split === 'or') depth += 1;
    at = onwardFrom(document, at);
  }
  return undefined;
}

function onwardFrom(document: FlowDefinition, id: string): string | undefined {
  return document.edges.find((edge) => edge.from === id && edge.on === undefined)?.to;
}
