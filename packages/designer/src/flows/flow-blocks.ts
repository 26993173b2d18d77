import type { FlowDefinition, FlowEdge, FlowNode } from '@dougong/kernel/metadata';
import type { Localized } from '@dougong/kernel/foundation';
import { sequence } from '../editing/index.js';
import type { CatalogPart } from '../surroundings/catalog.js';
import { changeEdge, insertEdge, insertNode, removeEdge, setLayout } from './flow-edits.js';
import type { FlowCommand } from './flow-edits.js';
import { addNodeOnEdge, appendNode, withInputs } from './flow-gestures.js';
import type { NewNode, PartLookup } from './flow-gestures.js';
import { positionsOf, tidyInPlace } from './flow-layout.js';
import { gateOf } from './node-parts.js';

/** Gates that come as a whole: the parting, two ways, and the meeting that goes with it, as one edit. */

/** What a new block is made of. */
export interface NewBlock extends NewNode {
  readonly newId: (prefix: string) => string;
}

/** Which kinds stand on the two ways of a block, and where they meet; by how its gate parts them. */
interface Pattern {
  readonly ways: readonly string[];
  readonly join?: string;
}

const EACH = 'approval';
const PATTERNS: Readonly<Record<string, Pattern>> = {
  parallel_split: { ways: [EACH, EACH], join: 'parallel_join' },
  inclusive_split: { ways: [EACH, EACH], join: 'inclusive_join' },
  first_of: { ways: [EACH, 'timer'] },
  condition: { ways: [EACH] },
};
const MERGE = 'inclusive_join';

/** Whether a kind of node is put in together with its ways. */
export function isBlock(part: CatalogPart): boolean {
  return Object.hasOwn(PATTERNS, part.kind);
}

/** Puts a whole block into a line. */
export function addBlockOnEdge(
  document: FlowDefinition,
  edgeId: string,
  block: NewBlock,
  parts: PartLookup,
): FlowCommand {
  return withWays(document, addNodeOnEdge(document, edgeId, block, parts), block, parts);
}

/** Puts a whole block after a node. */
export function appendBlock(
  document: FlowDefinition,
  after: string | undefined,
  block: NewBlock,
  parts: PartLookup,
): FlowCommand {
  return withWays(document, appendNode(document, after, block, parts), block, parts);
}

function withWays(
  document: FlowDefinition,
  first: FlowCommand,
  block: NewBlock,
  parts: PartLookup,
): FlowCommand {
  const drawn = first.apply(document).document;
  const pattern = PATTERNS[block.part.kind];
  if (drawn === document || pattern === undefined) return first;
  const grown = sequence([first, growWays(drawn, block, pattern, parts)]);
  const { document: whole } = grown.apply(document);
  return sequence([grown, setLayout(tidyInPlace(whole, positionsOf(document)))]);
}

/** Parts the single way onward of a gate into the ways of its pattern. */
function growWays(drawn: FlowDefinition, block: NewBlock, pattern: Pattern, parts: PartLookup): FlowCommand {
  const gate = block.id;
  const onward = drawn.edges.find((edge) => edge.from === gate && edge.on === undefined);
  const join = joinFor(drawn, onward, block, pattern, parts);
  const meeting = join?.id ?? onward?.to;
  const ways = pattern.ways
    .flatMap((kind, at) => wayOf(kind, at, block, pattern, parts))
    .map((node) => withInputs(drawn, node, parts(node.type)));
  const at = onward === undefined ? drawn.edges.length : drawn.edges.indexOf(onward);
  const lines = ways.flatMap((node, way): FlowEdge[] => [
    lineTo(node, way, block, pattern),
    ...(meeting === undefined ? [] : [{ id: block.newId('line'), from: node.id, to: meeting }]),
  ]);
  return sequence([
    ...ways.map((node) => insertNode(node)),
    ...(join === undefined ? [] : [insertNode(join)]),
    ...lines.map((line, index) => insertEdge(line, at + index)),
    ...(onward === undefined ? [] : [leadOn(onward, gate, join, pattern, block)]),
  ]);
}

/** The line that led on: from where the ways meet, or as the way for all other cases. */
function leadOn(
  onward: FlowEdge,
  gate: string,
  join: FlowNode | undefined,
  pattern: Pattern,
  { part, newId }: NewBlock,
): FlowCommand {
  const keepsDefault = pattern.join === undefined && part.isBranch === true;
  if (keepsDefault && join === undefined) return sequence([]);
  const moved = changeEdge(onward.id, ({ id, to }) => ({ id, from: join?.id ?? gate, to }));
  if (join === undefined) return removeEdge(onward.id);
  if (!keepsDefault) return moved;
  const otherwise: FlowEdge = { id: newId('line'), from: gate, to: join.id, default: true };
  return sequence([moved, insertEdge(otherwise)]);
}

/** The meeting of the pattern; before another meeting, one of their own, so that it gets a single line. */
function joinFor(
  drawn: FlowDefinition,
  onward: FlowEdge | undefined,
  { newId }: NewBlock,
  pattern: Pattern,
  parts: PartLookup,
): FlowNode | undefined {
  const next = drawn.nodes.find((node) => node.id === onward?.to);
  const meetsElsewhere = next !== undefined && gateOf(parts(next.type))?.join !== undefined;
  const kind = pattern.join ?? (meetsElsewhere ? MERGE : undefined);
  const part = kind === undefined ? undefined : parts(kind);
  return part && nodeOf(part, newId(part.kind), part.title);
}

function wayOf(
  kind: string,
  at: number,
  { newId }: NewBlock,
  { ways }: Pattern,
  parts: PartLookup,
): readonly FlowNode[] {
  const part = parts(kind);
  if (part === undefined) return [];
  const isAlone = ways.filter((way) => way === kind).length === 1;
  return [nodeOf(part, newId(kind), isAlone ? part.title : numbered(part.title, at + 1))];
}

function numbered(title: Localized, at: number): Localized {
  return { 'zh-CN': `${title['zh-CN']} ${at}`, en: `${title.en} ${at}` };
}

function nodeOf(part: CatalogPart, id: string, title: Localized): FlowNode {
  return { id, type: part.kind, title: { ...title }, config: {} };
}

/** The last of several ways of a choice is that for all other cases. */
function lineTo(node: FlowNode, way: number, { part, id, newId }: NewBlock, { ways }: Pattern): FlowEdge {
  const line = { id: newId('line'), from: id, to: node.id };
  const isOtherwise = part.isBranch === true && ways.length > 1 && way === ways.length - 1;
  return isOtherwise ? { ...line, default: true } : line;
}
