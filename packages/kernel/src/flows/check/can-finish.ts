import type { FlowDefinition } from '../../metadata/index.js';
import type { NodeTypePart } from '../node-type.js';
import { readDrawing } from './drawing.js';
import { netOf } from './net.js';
import type { Net } from './net.js';
import { explore, isSoundSpace } from './state-space.js';

/** A token of a running instance: where it stands, and the line it came over; none on the token of the start. */
export interface TokenPlace {
  readonly nodeId: string;
  readonly via?: string;
}

/** The token net of a flow, to be kept as long as the flow; `undefined` without exactly one start. */
export function flowNet(definition: FlowDefinition, nodeTypes?: readonly NodeTypePart[]): Net | undefined {
  return netOf(readDrawing(definition, nodeTypes));
}

/**
 * Whether a running instance is sure to be able to end from where its tokens stand, whatever way it takes, without a node
 * being opened twice at once. `unknown` when more than `statesMax` markings would have to be looked at.
 */
export function canFinish(
  net: Net,
  tokens: readonly TokenPlace[],
  statesMax: number,
): 'yes' | 'no' | 'unknown' {
  const lines = new Map(net.lines.map(({ edge }, at) => [edge, at]));
  const marking = tokens.map(({ via }) => (via === undefined ? net.entry : (lines.get(via) ?? -1)));
  if (marking.includes(-1) || new Set(marking).size < marking.length) return 'no';
  const space = explore(net, marking, statesMax);
  if (!isSoundSpace(space)) return 'no';
  return space.isWhole ? 'yes' : 'unknown';
}
