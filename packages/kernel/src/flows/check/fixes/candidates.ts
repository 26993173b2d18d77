import type { FlowEdge } from '../../../metadata/index.js';
import type { NodeTypePart } from '../../node-type.js';
import type { Drawing } from '../drawing.js';
import { idsWhere } from '../drawing.js';
import type { Finding } from '../finding.js';
import { graphOf, reachable } from '../graph.js';
import type { FlowFix } from './flow-fix.js';

/** Fixes that may help against a finding, the best first. */
type Candidates = (drawing: Drawing, found: Finding, types: readonly NodeTypePart[]) => readonly FlowFix[];

/** By code. A finding that only a person can mend is not here. */
export const CANDIDATES: Readonly<Partial<Record<string, Candidates>>> = {
  no_start: addStart,
  many_starts: (_, { nodes }) => [{ kind: 'delete_node', nodes: nodes.slice(1) }],
  no_end: addEnd,
  unreachable: deleteNode,
  cannot_finish: leadOut,
  needs_branch_node: branchBehind,
  dangling_line: deleteLine,
  line_into_start: moveBehindStart,
  line_out_of_end: deleteLine,
  no_default: setDefault,
  many_defaults: (_, { edges = [] }) => edges.slice(0, 1).map((edge) => ({ kind: 'set_default', edge })),
  empty_condition: fillCondition,
  condition_ignored: (_, { edges = [] }) => edges.map((edge) => ({ kind: 'clear_condition', edge })),
  unused_line: deleteLine,
  line_covered: deleteLine,
  line_excluded: deleteLine,
  branch_of_one: deleteNode,
  join_one: deleteNode,
  never_runs: deleteNode,
  missing_reject_line: (drawing, found) => drawEvent(drawing, found, 'rejected'),
  missing_timeout_line: (drawing, found) => drawEvent(drawing, found, 'timeout'),
  need_too_many: (_, found) => setConfig(found, undefined),
  no_assignee: askTheAdministrator,
  bad_percent: (_, found) => setConfig(found, VOTE_PERCENT),
  bad_return_target: (_, found) => setConfig(found, 'end'),
  waits_forever: joinWhatComes,
  runs_twice: joinBefore,
  endless_loop: leadOut,
};

function branchBehind(
  { definition }: Drawing,
  { nodes: [after], edges = [] }: Finding,
  types: readonly NodeTypePart[],
): readonly FlowFix[] {
  const line = definition.edges.find(({ id }) => id === edges[0]);
  if (after === undefined || line === undefined) return [];
  const on = line.on === undefined ? {} : { on: line.on };
  return typeThat(types, isChoice).map((type) => ({ kind: 'insert_split', after, type, ...on }));
}

function deleteNode(_: Drawing, { nodes }: Finding): readonly FlowFix[] {
  return [{ kind: 'delete_node', nodes }];
}

function deleteLine(_: Drawing, { edges = [] }: Finding): readonly FlowFix[] {
  return edges.map((edge) => ({ kind: 'delete_line', edge }));
}

/** The kinds of the parts that fit, in the order of the catalogue. */
function typeThat(types: readonly NodeTypePart[], fits: (part: NodeTypePart) => boolean): readonly string[] {
  return types.filter(fits).map((part) => part.kind);
}

function isChoice({ split, join, waits, isBranch }: NodeTypePart): boolean {
  return split === 'xor' && join === undefined && !waits && isBranch;
}

function isJoin(kind: 'and' | 'or'): (part: NodeTypePart) => boolean {
  return ({ join, split, waits }) => join === kind && split === undefined && !waits;
}

function addStart(
  { linesInto, definition }: Drawing,
  _: Finding,
  types: readonly NodeTypePart[],
): readonly FlowFix[] {
  const first = definition.nodes.find(({ id }) => linesInto.get(id)?.length === 0) ?? definition.nodes[0];
  return typeThat(types, (part) => part.isStart).map((type) => ({
    kind: 'add_start',
    type,
    ...(first ? { to: first.id } : {}),
  }));
}

function addEnd(drawing: Drawing, _: Finding, types: readonly NodeTypePart[]): readonly FlowFix[] {
  const from = idsWhere(drawing, (part, node) => !part.isEnd && !hasWayOn(drawing, node.id));
  return typeThat(types, (part) => part.isEnd).map((type) => ({ kind: 'add_end', type, from }));
}

function hasWayOn({ linesOf }: Drawing, id: string): boolean {
  return (linesOf.get(id) ?? []).some((line) => line.on === undefined);
}

/** A way out of where the flow gets no further: from a node without a line, else by a branch on a line. */
function leadOut(drawing: Drawing, { nodes }: Finding, types: readonly NodeTypePart[]): readonly FlowFix[] {
  const [to] = idsWhere(drawing, (part) => part.isEnd);
  if (to === undefined) return [];
  const ahead = reachable(graphOf(drawing.byId.keys(), drawing.live), nodes.slice(0, 1));
  const last = [...ahead].find((id) => !hasWayOn(drawing, id));
  if (last !== undefined) return [{ kind: 'add_line', from: last, to }];
  const chooser = nodes.find((id) => drawing.partOf.get(id)?.split === 'xor');
  const lines = nodes.flatMap((id) => drawing.linesOf.get(id) ?? []).filter((line) => line.on === undefined);
  const exits = typeThat(types, isChoice).flatMap((type) =>
    lines.map((edge): FlowFix => ({ kind: 'insert_exit', edge: edge.id, type, to })),
  );
  return chooser === undefined ? exits : [{ kind: 'add_line', from: chooser, to }, ...exits];
}

/** A line back to the start goes to the step behind it. */
function moveBehindStart(drawing: Drawing, { edges = [] }: Finding): readonly FlowFix[] {
  return edges.flatMap((id): readonly FlowFix[] => {
    const edge = drawing.definition.edges.find((each) => each.id === id);
    const next = drawing.linesOf.get(edge?.to ?? '')?.find((each) => each.on === undefined)?.to;
    const isElsewhere = next !== undefined && next !== edge?.from && next !== edge?.to;
    return isElsewhere ? [{ kind: 'move_line', edge: id, to: next }] : [{ kind: 'delete_line', edge: id }];
  });
}

function isEmpty({ when }: FlowEdge): boolean {
  return when === undefined || (when !== true && Object.keys(when).length === 0);
}

function setDefault(drawing: Drawing, { nodes: [node = ''] }: Finding): readonly FlowFix[] {
  const lines = (drawing.linesOf.get(node) ?? []).filter((line) => line.on === undefined);
  const edge = lines.find(isEmpty) ?? lines.at(-1);
  return edge === undefined ? [] : [{ kind: 'set_default', edge: edge.id }];
}

/** A line without a condition stands for all other cases where none does yet, else it is too many. */
function fillCondition(drawing: Drawing, { nodes: [node = ''], edges = [] }: Finding): readonly FlowFix[] {
  const hasDefault = drawing.linesOf.get(node)?.some((line) => line.default === true) === true;
  return edges.map((edge) => ({ kind: hasDefault ? 'delete_line' : 'set_default', edge }));
}

/** A line for an event leads to an end; for a refusal to one that refuses, where there is one. */
function drawEvent(
  drawing: Drawing,
  { nodes: [from] }: Finding,
  on: NonNullable<FlowEdge['on']>,
): readonly FlowFix[] {
  const ends = idsWhere(drawing, (part) => part.isEnd);
  const refusing = ends.find((id) => drawing.byId.get(id)?.config['result'] === 'rejected');
  const to = (on === 'rejected' ? refusing : undefined) ?? ends[0];
  return from === undefined || to === undefined ? [] : [{ kind: 'add_line', from, to, on }];
}

/** Where the flow has an administrator, he gets the step until somebody better is named. */
function askTheAdministrator({ definition }: Drawing, found: Finding): readonly FlowFix[] {
  return definition.admin === undefined ? [] : setConfig(found, [{ role: definition.admin }]);
}

/** A vote as most people mean it. */
const VOTE_PERCENT = 50;

/** Sets the setting that the finding points into. */
function setConfig({ path, nodes: [node] }: Finding, value: unknown): readonly FlowFix[] {
  const key = /\/config\/(\w+)/.exec(path)?.[1];
  return key === undefined || node === undefined ? [] : [{ kind: 'set_config', node, key, value }];
}

/** A join that waits for all becomes one that waits for what can still come. */
function joinWhatComes(
  drawing: Drawing,
  { nodes: [node = ''] }: Finding,
  types: readonly NodeTypePart[],
): readonly FlowFix[] {
  const part = drawing.partOf.get(node);
  if (part?.join !== 'and') return [];
  return typeThat(types, isJoin('or')).map((type) => ({ kind: 'change_type', node, type }));
}

/** The branches meet before the node that would run for each of them; or the way back before the split goes. */
function joinBefore(
  drawing: Drawing,
  { nodes }: Finding,
  types: readonly NodeTypePart[],
): readonly FlowFix[] {
  const joins = [...typeThat(types, isJoin('and')).slice(0, 1), ...typeThat(types, isJoin('or')).slice(0, 1)];
  const merges = nodes.filter((id) => (drawing.linesInto.get(id)?.length ?? 0) > 1);
  const inserted = merges.flatMap((before) => {
    const edges = (drawing.linesInto.get(before) ?? []).map((line) => line.id);
    return joins.map((type): FlowFix => ({ kind: 'insert_join', before, type, edges }));
  });
  const back = merges.flatMap((id) =>
    (drawing.linesInto.get(id) ?? []).map((line): FlowFix => ({ kind: 'delete_line', edge: line.id })),
  );
  return [...inserted, ...back.reverse()];
}
