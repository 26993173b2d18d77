import { compileCondition } from '../expression/index.js';
import type { Scope } from '../expression/index.js';
import { issue, pointer, warning } from '../foundation/index.js';
import type { Issue } from '../foundation/index.js';
import type { FlowDefinition, FlowEdge, FlowNode } from '../metadata/index.js';
import { configIssues, duplicateIds } from './compile-flow.js';
import { cycles, graphOf, reachable, reversed } from './graph.js';
import type { Graph } from './graph.js';
import type { NodeTypePart, VerifyContext } from './node-type.js';
import { NODE_TYPES } from './node-types/index.js';

/** A problem of a drawing with the elements to highlight. Warnings are shown, errors block publishing. */
export interface Finding extends Issue {
  readonly nodes: readonly string[];
  readonly edges?: readonly string[];
}

export interface CheckFlowContext {
  /** The form's fields as conditions see them. */
  readonly scope: Scope;
  /** States of the form's lifecycle, roles and users that exist; a list left out is not checked. */
  readonly states?: readonly string[];
  readonly roles?: readonly string[];
  readonly users?: readonly string[];
  readonly nodeTypes?: readonly NodeTypePart[];
}

interface Drawing {
  readonly definition: FlowDefinition;
  readonly context: CheckFlowContext;
  /** Nodes whose type is known, with their place in the definition. */
  readonly nodes: readonly { readonly node: FlowNode; readonly at: number; readonly part: NodeTypePart }[];
  readonly partOf: ReadonlyMap<string, NodeTypePart>;
  readonly linesOf: ReadonlyMap<string, readonly FlowEdge[]>;
}

/**
 * The structural check of a drawing: start and ends, dangling and impossible lines, reach, branches, configuration.
 * Returns every finding at once; runs in the browser as well as before publish.
 */
export function checkFlow(definition: FlowDefinition, context: CheckFlowContext): readonly Finding[] {
  const drawing = readDrawing(definition, context);
  return [
    ...checkIds(definition),
    ...checkTypes(drawing),
    ...checkNames(drawing),
    ...checkStartAndEnds(drawing),
    ...checkLines(drawing),
    ...drawing.nodes.flatMap((entry) => [...checkNode(drawing, entry), ...checkFanOut(drawing, entry)]),
    ...checkConditions(drawing),
    ...checkReach(drawing),
    ...checkAutoLoops(drawing),
  ];
}

function readDrawing(definition: FlowDefinition, context: CheckFlowContext): Drawing {
  const types = new Map((context.nodeTypes ?? NODE_TYPES).map((part) => [part.kind, part]));
  const nodes = definition.nodes.flatMap((node, at) => {
    const part = types.get(node.type);
    return part === undefined ? [] : [{ node, at, part }];
  });
  const linesOf = new Map<string, FlowEdge[]>(definition.nodes.map((node) => [node.id, []]));
  for (const edge of definition.edges) linesOf.get(edge.from)?.push(edge);
  return {
    definition,
    context,
    nodes,
    partOf: new Map(nodes.map(({ node, part }) => [node.id, part])),
    linesOf,
  };
}

function about(found: Issue, nodes: readonly string[], edges?: readonly string[]): Finding {
  return edges === undefined ? { ...found, nodes } : { ...found, nodes, edges };
}

function checkIds(definition: FlowDefinition): readonly Finding[] {
  return [...duplicateIds(definition.nodes, '/nodes'), ...duplicateIds(definition.edges, '/edges')].map(
    (found) =>
      found.path.startsWith('/nodes') ? about(found, [idIn(found)]) : about(found, [], [idIn(found)]),
  );
}

function idIn(found: Issue): string {
  return String(found.params?.['id']);
}

function checkTypes({ definition, partOf }: Drawing): readonly Finding[] {
  return definition.nodes.flatMap((node, at) =>
    partOf.has(node.id)
      ? []
      : [about(issue('unknown_node_type', pointer('/nodes', at, 'type'), { type: node.type }), [node.id])],
  );
}

function checkNames({ definition, context }: Drawing): readonly Finding[] {
  const states = Object.entries(definition.states)
    .filter(([, state]) => state !== undefined && context.states?.includes(state) === false)
    .map(([when, state]) => about(issue('unknown_state', pointer('/states', when), { state }), []));
  const { admin } = definition;
  const isUnknown = admin !== undefined && context.roles?.includes(admin) === false;
  return isUnknown ? [...states, about(issue('unknown_role', '/admin', { role: admin }), [])] : states;
}

function idsWhere({ nodes }: Drawing, holds: (part: NodeTypePart) => boolean): readonly string[] {
  return nodes.filter(({ part }) => holds(part)).map(({ node }) => node.id);
}

function checkStartAndEnds(drawing: Drawing): readonly Finding[] {
  const starts = idsWhere(drawing, (part) => part.isStart);
  const ends = idsWhere(drawing, (part) => part.isEnd);
  const found: Finding[] = [];
  if (starts.length === 0) found.push(about(issue('no_start', '/nodes'), []));
  if (starts.length > 1) found.push(about(issue('many_starts', '/nodes'), starts));
  if (ends.length === 0) found.push(about(issue('no_end', '/nodes'), []));
  return found;
}

function checkLines(drawing: Drawing): readonly Finding[] {
  return drawing.definition.edges.flatMap((edge, at) => checkLine(drawing, edge, pointer('/edges', at)));
}

function checkLine(
  { partOf, linesOf, definition }: Drawing,
  edge: FlowEdge,
  path: string,
): readonly Finding[] {
  const known = [edge.from, edge.to].filter((id) => linesOf.has(id));
  if (known.length < 2) return [about(issue('dangling_line', path), known, [edge.id])];
  const found: Finding[] = [];
  const source = partOf.get(edge.from);
  if (partOf.get(edge.to)?.isStart) found.push(about(issue('line_into_start', path), [edge.to], [edge.id]));
  if (source?.isEnd) found.push(about(issue('line_out_of_end', path), [edge.from], [edge.id]));
  const isGuarded = edge.when !== undefined || edge.default === true;
  if (source?.isBranch === false && isGuarded)
    found.push(about(warning('condition_ignored', path), [edge.from], [edge.id]));
  const from = definition.nodes.find((node) => node.id === edge.from);
  if (source && from && !isLive(source, from, edge))
    found.push(about(warning('unused_line', path), [edge.from], [edge.id]));
  return found;
}

/** Whether the node, as it is configured, can ever send a token over the line. */
function isLive(part: NodeTypePart, node: FlowNode, edge: FlowEdge): boolean {
  return edge.on === undefined || (part.exits?.(node.config) ?? []).includes(edge.on);
}

function checkNode(drawing: Drawing, { node, at, part }: Drawing['nodes'][number]): readonly Finding[] {
  const path = pointer('/nodes', at, 'config');
  const bad = configIssues(part, node.config, path);
  if (bad.length > 0) return bad.map((found) => about(found, [node.id]));
  return part
    .verify(node, verifyContext(drawing, node, path))
    .map(({ edges, ...found }) => about(found, [node.id], edges));
}

function verifyContext(
  { definition, context, linesOf }: Drawing,
  node: FlowNode,
  path: string,
): VerifyContext {
  return {
    scope: context.scope,
    path,
    lines: linesOf.get(node.id) ?? [],
    ...(definition.admin === undefined ? {} : { admin: definition.admin }),
    ...(context.roles === undefined ? {} : { roles: context.roles }),
    ...(context.users === undefined ? {} : { users: context.users }),
  };
}

/** Only a branch may choose: every other node has one normal line, and one for each event. */
function checkFanOut({ linesOf }: Drawing, { node, at, part }: Drawing['nodes'][number]): readonly Finding[] {
  const lines = linesOf.get(node.id) ?? [];
  return [undefined, 'rejected', 'timeout'].flatMap((on) => {
    const edges = lines.filter((line) => line.on === on).map((line) => line.id);
    const mayChoose = on === undefined && (part.isBranch || part.isEnd);
    return edges.length < 2 || mayChoose
      ? []
      : [about(issue('needs_branch_node', pointer('/nodes', at)), [node.id], edges)];
  });
}

function checkConditions({ definition, context, partOf }: Drawing): readonly Finding[] {
  return definition.edges.flatMap((edge, at) => {
    if (!partOf.get(edge.from)?.isBranch || edge.when === undefined || edge.default === true) return [];
    // An empty one is the branch's own finding.
    if (edge.when !== true && Object.keys(edge.when).length === 0) return [];
    const compiled = compileCondition(edge.when, context.scope);
    if (compiled.ok) return [];
    const path = pointer('/edges', at, 'when');
    return compiled.error.map((found) => about(conditionIssue(found, path), [edge.from], [edge.id]));
  });
}

/** A field that is gone is the drawing's finding; every other fault of a condition keeps its own code. */
function conditionIssue(found: Issue, base: string): Issue {
  const path = `${base}${found.path}`;
  if (found.code !== 'condition_unknown_variable') return { ...found, path };
  return issue('field_missing', path, { field: found.params?.['name'] });
}

/** The graph of the lines that can be taken at all. */
function liveGraph({ definition, partOf }: Drawing): Graph {
  const nodes = new Map(definition.nodes.map((node) => [node.id, node]));
  const live = definition.edges.filter((edge) => {
    const part = partOf.get(edge.from);
    const node = nodes.get(edge.from);
    return part === undefined || node === undefined || isLive(part, node, edge);
  });
  return graphOf(nodes.keys(), live);
}

function checkReach(drawing: Drawing): readonly Finding[] {
  const graph = liveGraph(drawing);
  const starts = idsWhere(drawing, (part) => part.isStart);
  const ends = idsWhere(drawing, (part) => part.isEnd);
  const reached = reachable(graph, starts);
  const finishing = reachable(reversed(graph), ends);
  return drawing.definition.nodes.flatMap((node, at) => {
    const path = pointer('/nodes', at);
    if (starts.length > 0 && !reached.has(node.id)) return [about(issue('unreachable', path), [node.id])];
    if (ends.length > 0 && !finishing.has(node.id)) return [about(issue('cannot_finish', path), [node.id])];
    return [];
  });
}

function checkAutoLoops(drawing: Drawing): readonly Finding[] {
  const isAutomatic = (id: string): boolean => drawing.partOf.get(id)?.waits === false;
  const graph = liveGraph(drawing);
  const automatic = [...graph.keys()].filter(isAutomatic);
  const lines = automatic.flatMap((from) => (graph.get(from) ?? []).map((to) => ({ from, to })));
  return cycles(graphOf(automatic, lines)).map((loop) => about(warning('auto_loop', '/nodes'), loop));
}
