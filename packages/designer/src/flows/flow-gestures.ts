import type { FlowDefinition, FlowEdge, FlowNode } from '@dougong/kernel/metadata';
import { nothing, sequence } from '../editing/index.js';
import type { CatalogPart } from '../surroundings/catalog.js';
import {
  changeEdge,
  changeNode,
  insertEdge,
  insertNode,
  removeEdge,
  removeNode,
  setHead,
  setLayout,
} from './flow-edits.js';
import type { FlowCommand, Layout, Position } from './flow-edits.js';
import { endOfWays } from './meeting.js';
import { hasBranches } from './node-parts.js';
import {
  freePlace,
  openRow,
  placeBeside,
  placeBetween,
  positionsOf,
  ROW_HEIGHT,
  tidyLayout,
} from './flow-layout.js';

/** What a person does to a flow, as one command each. Ids are arguments, so that every gesture can be tested. */

export type PartLookup = (kind: string) => CatalogPart | undefined;
export type EdgeEvent = NonNullable<FlowEdge['on']>;

/** What a new node brings along. */
export interface NewNode {
  readonly part: CatalogPart;
  readonly id: string;
  /** Id for the line that has to be drawn with it. */
  readonly edgeId: string;
}

function nodeFor(document: FlowDefinition, { part, id }: NewNode): FlowNode {
  return withInputs(document, { id, type: part.kind, title: { ...part.title }, config: {} }, part);
}

/** People begin with what the others of the flow look at. */
export function withInputs(
  { nodes }: FlowDefinition,
  node: FlowNode,
  part: CatalogPart | undefined,
): FlowNode {
  const isWork = part?.config.properties?.['assignees'] !== undefined;
  const inputs = isWork ? nodes.find((each) => each.inputs !== undefined)?.inputs : undefined;
  return inputs ? { ...node, inputs } : node;
}

function findNode(document: FlowDefinition, id: string): FlowNode | undefined {
  return document.nodes.find((node) => node.id === id);
}

function findEdge(document: FlowDefinition, id: string): FlowEdge | undefined {
  return document.edges.find((edge) => edge.id === id);
}

function linesFrom(document: FlowDefinition, id: string): readonly FlowEdge[] {
  return document.edges.filter((edge) => edge.from === id);
}

/** Puts a node into a line: the line keeps its condition and leads to the node, a new one leads on. */
export function addNodeOnEdge(
  document: FlowDefinition,
  edgeId: string,
  added: NewNode,
  parts: PartLookup,
): FlowCommand {
  const edge = findEdge(document, edgeId);
  const from = edge && findNode(document, edge.from);
  const to = edge && findNode(document, edge.to);
  if (edge === undefined || from === undefined || to === undefined || added.part.isStart === true)
    return nothing();
  const layout = positionsOf(document);
  const [above, below] = [layout[from.id] ?? { x: 0, y: 0 }, layout[to.id] ?? { x: 0, y: ROW_HEIGHT }];
  const column =
    parts(from.type)?.isBranch === true || parts(added.part.kind)?.isBranch === true ? below.x : above.x;
  const room = placeBetween(layout, above, below, column);
  const onward: FlowEdge = {
    id: added.edgeId,
    from: added.id,
    to: to.id,
    // A branch needs its "otherwise"; the line that is there already is it.
    ...(added.part.isBranch === true ? { default: true as const } : {}),
  };
  return sequence([
    insertNode(nodeFor(document, added), document.nodes.indexOf(to)),
    changeEdge(edge.id, (line) => ({ ...line, to: added.id })),
    ...(added.part.isEnd === true ? [] : [insertEdge(onward, document.edges.indexOf(edge) + 1)]),
    setLayout({ ...room.layout, [added.id]: freePlace(room.layout, room.place) }),
  ]);
}

/**
 * Puts a node after another one. After a branch that is a new line of it; elsewhere it goes into the line onward; an
 * end gets it before itself; with nothing selected it goes before the end of the flow.
 */
export function appendNode(
  document: FlowDefinition,
  after: string | undefined,
  added: NewNode,
  parts: PartLookup,
): FlowCommand {
  const anchor = after === undefined ? undefined : findNode(document, after);
  const part = anchor && parts(anchor.type);
  if (added.part.isStart === true) return addLooseNode(document, added);
  if (anchor === undefined || part?.isEnd === true) {
    const end = anchor ?? document.nodes.find((node) => parts(node.type)?.isEnd === true);
    const into = document.edges.find((edge) => edge.to === end?.id);
    if (added.part.isEnd === true || into === undefined) return addLooseNode(document, added);
    return addNodeOnEdge(document, into.id, added, parts);
  }
  if (hasBranches(part)) return addBranchLine(document, anchor, added, parts);
  const onward = linesFrom(document, anchor.id).find((edge) => edge.on === undefined);
  if (onward === undefined) return addLastNode(document, anchor, added);
  return added.part.isEnd === true
    ? addLooseNode(document, added)
    : addNodeOnEdge(document, onward.id, added, parts);
}

/** A node that stands alone: the check asks for its lines. */
function addLooseNode(document: FlowDefinition, added: NewNode): FlowCommand {
  const layout = positionsOf(document);
  const lowest = Math.max(-ROW_HEIGHT, ...Object.values(layout).map((place) => place.y));
  const place = freePlace(layout, { x: 0, y: lowest + ROW_HEIGHT });
  return sequence([insertNode(nodeFor(document, added)), setLayout({ ...layout, [added.id]: place })]);
}

function addLastNode(document: FlowDefinition, anchor: FlowNode, added: NewNode): FlowCommand {
  const layout = positionsOf(document);
  const at = layout[anchor.id] ?? { x: 0, y: 0 };
  const place = freePlace(layout, { x: at.x, y: at.y + ROW_HEIGHT });
  return sequence([
    insertNode(nodeFor(document, added)),
    insertEdge({ id: added.edgeId, from: anchor.id, to: added.id }),
    setLayout({ ...layout, [added.id]: place }),
  ]);
}

/** A new line of a branch, before its "otherwise", that joins where the "otherwise" leads or the other ways meet. */
function addBranchLine(
  document: FlowDefinition,
  branch: FlowNode,
  added: NewNode,
  parts: PartLookup,
): FlowCommand {
  const lines = linesFrom(document, branch.id);
  const otherwise = lines.find((line) => line.default === true) ?? lines[0];
  const layout = positionsOf(document);
  const at = layout[branch.id] ?? { x: 0, y: 0 };
  const target = otherwise === undefined ? undefined : endOfWays(document, branch.id, otherwise, parts);
  const next = target === undefined ? undefined : layout[target];
  const isTight = next !== undefined && next.y > at.y && next.y - at.y < 2 * ROW_HEIGHT - 8;
  const roomy = isTight ? openRow(layout, next.y) : layout;
  const below = { x: at.x, y: at.y + ROW_HEIGHT };
  // The "otherwise" mostly runs straight down, so its column stays open.
  const place = next?.x === at.x ? placeBeside(roomy, below) : freePlace(roomy, below);
  const before = otherwise === undefined ? document.edges.length : document.edges.indexOf(otherwise);
  const isEnd = added.part.isEnd === true || target === undefined;
  return sequence([
    insertNode(nodeFor(document, added)),
    insertEdge({ id: added.edgeId, from: branch.id, to: added.id }, before),
    ...(isEnd ? [] : [insertEdge({ id: `${added.edgeId}_on`, from: added.id, to: target }, before + 1)]),
    setLayout({ ...roomy, [added.id]: place }),
  ]);
}

/** Takes a node out and joins the lines into it to where it led. A flow keeps its start. */
export function deleteNode(document: FlowDefinition, id: string, parts: PartLookup): FlowCommand {
  const node = findNode(document, id);
  if (node === undefined || parts(node.type)?.isStart === true) return nothing();
  const into = document.edges.filter((edge) => edge.to === id && edge.from !== id);
  const out = linesFrom(document, id).filter((edge) => edge.to !== id);
  const heir = out.find((edge) => edge.default === true) ?? out.find((edge) => edge.on === undefined);
  const healed = into.map((edge) => healedLine(document, edge, heir?.to));
  const loops = document.edges.filter((edge) => edge.to === id && edge.from === id);
  return sequence([
    ...[...out, ...loops].map((edge) => removeEdge(edge.id)),
    ...healed,
    removeNode(id),
    ...(document.layout?.[id] === undefined ? [] : [setLayout(without(document.layout, id))]),
  ]);
}

function healedLine(document: FlowDefinition, edge: FlowEdge, to: string | undefined): FlowCommand {
  const isTwin = document.edges.some(
    (other) =>
      other !== edge &&
      other.from === edge.from &&
      other.to === to &&
      other.on === edge.on &&
      other.when === edge.when,
  );
  if (to === undefined || edge.from === to || isTwin) return removeEdge(edge.id);
  return changeEdge(edge.id, (line) => ({ ...line, to }));
}

function without(layout: Layout, id: string): Layout {
  return Object.fromEntries(Object.entries(layout).filter(([key]) => key !== id));
}

/** Sets one property of a node's configuration; `undefined` takes it out. */
export function setNodeConfig(id: string, property: string, value: unknown): FlowCommand {
  return changeNode(
    id,
    (node) => ({ ...node, config: assigned(node.config, property, value) }),
    `config:${id}:${property}`,
  );
}

function assigned(config: FlowNode['config'], property: string, value: unknown): FlowNode['config'] {
  if (value !== undefined) return { ...config, [property]: value };
  return Object.fromEntries(Object.entries(config).filter(([key]) => key !== property));
}

export function setNodeTitle(id: string, title: FlowNode['title']): FlowCommand {
  return changeNode(id, (node) => ({ ...node, title }), `title:${id}`);
}

/** A column of the flow map: who answers for a step, how long it should take, what goes in and what comes out. */
type MapColumns = Pick<FlowNode, 'owner' | 'standardTime' | 'inputs' | 'outputs'>;

/** Sets columns of the flow map. */
export function setNodeStandard(id: string, change: MapColumns): FlowCommand {
  return changeNode(
    id,
    (node) => withoutUndefined({ ...node, ...change }),
    `standard:${id}:${Object.keys(change).join()}`,
  );
}

function withoutUndefined<T extends object>(value: T): T {
  return Object.fromEntries(Object.entries(value).filter(([, entry]) => entry !== undefined)) as T;
}

/** Draws a line. Nothing leads into a start or out of an end, nothing leads to itself, and no line is drawn twice. */
export function connect(
  document: FlowDefinition,
  line: {
    readonly id: string;
    readonly from: string;
    readonly to: string;
    readonly on?: EdgeEvent | undefined;
  },
  parts: PartLookup,
): FlowCommand {
  const [from, to] = [findNode(document, line.from), findNode(document, line.to)];
  if (from === undefined || to === undefined || from === to) return nothing();
  if (parts(from.type)?.isEnd === true || parts(to.type)?.isStart === true) return nothing();
  const lines = linesFrom(document, from.id);
  if (lines.some((edge) => edge.to === to.id && edge.on === line.on)) return nothing();
  const needsDefault = parts(from.type)?.isBranch === true && !lines.some((edge) => edge.default === true);
  return insertEdge({
    id: line.id,
    from: from.id,
    to: to.id,
    ...(line.on === undefined ? {} : { on: line.on }),
    ...(needsDefault ? { default: true as const } : {}),
  });
}

/** The events on which lines can leave a node, by the settings that its part has. */
export function eventsOf(part: CatalogPart | undefined): readonly EdgeEvent[] {
  const properties = part?.config.properties ?? {};
  return [
    ...(properties['onReject'] === undefined ? [] : ['rejected' as const]),
    ...(properties['timeout'] === undefined ? [] : ['timeout' as const]),
  ];
}

const DAY = 'PT24H';

/** Draws a line; one for a refusal or for late ones also tells the node to take it. */
export function connectOn(
  document: FlowDefinition,
  line: Parameters<typeof connect>[1],
  parts: PartLookup,
): FlowCommand {
  const drawn = connect(document, line, parts);
  const node = findNode(document, line.from);
  const { on } = line;
  if (node === undefined || on === undefined || !eventsOf(parts(node.type)).includes(on)) return drawn;
  if (drawn.apply(document).document === document) return drawn;
  const { after } = (node.config['timeout'] ?? {}) as { readonly after?: string };
  const setting =
    on === 'rejected'
      ? setNodeConfig(node.id, 'onReject', 'edge')
      : setNodeConfig(node.id, 'timeout', { after: after ?? DAY, action: 'edge' });
  return sequence([drawn, setting]);
}

export function disconnect(id: string): FlowCommand {
  return removeEdge(id);
}

/** Leads a line to another node. */
export function retargetEdge(
  document: FlowDefinition,
  id: string,
  to: string,
  parts: PartLookup,
): FlowCommand {
  const edge = findEdge(document, id);
  const node = findNode(document, to);
  if (edge === undefined || node === undefined || edge.from === to || parts(node.type)?.isStart === true)
    return nothing();
  return changeEdge(id, (line) => (line.to === to ? line : { ...line, to }));
}

export function setEdgeTitle(id: string, title: FlowEdge['title']): FlowCommand {
  return changeEdge(id, (edge) => withoutUndefined({ ...edge, title }) as FlowEdge, `edge-title:${id}`);
}

/** Sets when a line of a branch is taken. A line with a condition is not the "otherwise" any more. */
export function setEdgeCondition(id: string, when: FlowEdge['when']): FlowCommand {
  return changeEdge(
    id,
    (edge) => withoutUndefined({ ...edge, when, default: undefined }) as FlowEdge,
    `when:${id}`,
  );
}

/** Makes a line the "otherwise" of its branch; there is one only. */
export function setEdgeDefault(document: FlowDefinition, id: string): FlowCommand {
  const edge = findEdge(document, id);
  if (edge === undefined || edge.default === true) return nothing();
  const others = linesFrom(document, edge.from).filter((line) => line.default === true);
  return sequence([
    ...others.map((line) => changeEdge(line.id, ({ default: _taken, ...rest }) => rest)),
    changeEdge(id, ({ when: _ignored, ...rest }) => ({ ...rest, default: true as const })),
  ]);
}

/** Tries a line of a branch earlier or later. */
export function shiftEdge(document: FlowDefinition, id: string, by: -1 | 1): FlowCommand {
  const edge = findEdge(document, id);
  if (edge === undefined) return nothing();
  const lines = linesFrom(document, edge.from);
  const other = lines[lines.indexOf(edge) + by];
  if (other === undefined) return nothing();
  return sequence([removeEdge(id), insertEdge(edge, document.edges.indexOf(other))]);
}

/** Puts a node somewhere else. */
export function moveNode(document: FlowDefinition, id: string, place: Position): FlowCommand {
  const layout = positionsOf(document);
  const before = layout[id];
  const after = { x: Math.round(place.x), y: Math.round(place.y) };
  if (before === undefined || (before.x === after.x && before.y === after.y)) return nothing();
  return setLayout({ ...layout, [id]: after }, `move:${id}`);
}

/** Arranges the whole picture anew. */
export function tidy(document: FlowDefinition): FlowCommand {
  return setLayout(tidyLayout(document));
}

/** A second node like this one, right after it. */
export function duplicateNode(
  document: FlowDefinition,
  id: string,
  ids: { readonly id: string; readonly edgeId: string },
  parts: PartLookup,
): FlowCommand {
  const node = findNode(document, id);
  const part = node && parts(node.type);
  if (node === undefined || part === undefined || part.isStart === true) return nothing();
  const add =
    part.isBranch === true || part.isEnd === true
      ? addLooseNode(document, { part, ...ids })
      : appendNode(document, id, { part, ...ids }, parts);
  return sequence([add, changeNode(ids.id, (copy) => ({ ...node, id: copy.id }))]);
}

export { setHead };
