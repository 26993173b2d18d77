import type { FlowDefinition, FlowEdge, FlowNode } from '../../metadata/index.js';
import { dominators } from '../check/dominators.js';
import { idsWhere, readDrawing } from '../check/drawing.js';
import type { Drawing } from '../check/drawing.js';
import type { NodeTypePart } from '../node-type.js';

/** One thing after another, as a person would tell a drawing. */
export type Outline = readonly OutlineItem[];

export type OutlineItem =
  | { readonly item: 'step'; readonly node: FlowNode; readonly part: NodeTypePart }
  /** Several ways from a node, up to where they meet again. */
  | {
      readonly item: 'branches';
      readonly node: FlowNode;
      readonly gate: 'xor' | 'and' | 'or' | 'first';
      readonly branches: readonly OutlineBranch[];
      /** The join behind a block, where one is drawn. */
      readonly join?: { readonly node: FlowNode; readonly part: NodeTypePart };
    }
  /** What follows a refusal, a time limit or another event of a step. */
  | {
      readonly item: 'event';
      readonly on: string;
      readonly node: FlowNode;
      readonly branch: OutlineBranch;
      /** Where its way meets the others again, unless it has an end of its own. */
      readonly meets?: FlowNode;
    }
  /** Told already, or told elsewhere: back to it, or on to it. */
  | { readonly item: 'goto'; readonly node: FlowNode; readonly isBack: boolean };

export interface OutlineBranch {
  readonly edge: FlowEdge;
  readonly items: Outline;
}

/** Tells a drawing from its start on; what no line leads to is left out. Any drawing can be told, sound or not. */
export function outlineOf(definition: FlowDefinition, nodeTypes?: readonly NodeTypePart[]): Outline {
  const drawing = readDrawing(definition, nodeTypes);
  const [start] = idsWhere(drawing, (part) => part.isStart);
  return start === undefined ? [] : new Teller(drawing).tell(start, undefined);
}

class Teller {
  private readonly told = new Set<string>();
  /** Nodes whose own telling is not over: a line to one of them leads back. */
  private readonly open: string[] = [];
  private readonly meeting: (id: string) => string | undefined;

  constructor(private readonly drawing: Drawing) {
    this.meeting = meetingPoints(drawing);
  }

  /** Tells from a node on, until `stop`. */
  tell(from: string, stop: string | undefined): Outline {
    const items: OutlineItem[] = [];
    const depth = this.open.length;
    for (let at: string | undefined = from; at !== undefined && at !== stop;) {
      const node = this.drawing.byId.get(at);
      const part = this.drawing.partOf.get(at);
      if (node === undefined || part === undefined) break;
      if (this.told.has(at)) {
        items.push({ item: 'goto', node, isBack: this.open.includes(at) });
        break;
      }
      this.told.add(at);
      this.open.push(at);
      at = this.tellNode(items, node, part, stop);
    }
    this.open.length = depth;
    return items;
  }

  /** Tells one node with what branches off it; the node that comes next. */
  private tellNode(
    items: OutlineItem[],
    node: FlowNode,
    part: NodeTypePart,
    stop: string | undefined,
  ): string | undefined {
    const out = this.drawing.live.filter(({ from }) => from === node.id);
    const lines = out.filter(({ on }) => on === undefined);
    if (!isGate(part)) items.push({ item: 'step', node, part });
    const meeting = this.meeting(node.id);
    const next = lines.length > 1 ? meeting : lines[0]?.to;
    if (lines.length > 1) items.push(this.block(node, part, lines, meeting ?? stop));
    for (const edge of out.filter(({ on }) => on !== undefined))
      items.push(this.event(node, edge, meeting ?? stop));
    return next;
  }

  private event(node: FlowNode, edge: FlowEdge, stop: string | undefined): OutlineItem {
    const branch = this.branch(edge, stop);
    const meets = stop !== undefined && this.isOpen(branch.items) ? this.drawing.byId.get(stop) : undefined;
    return { item: 'event', on: edge.on ?? '', node, branch, ...(meets === undefined ? {} : { meets }) };
  }

  /** Whether a way goes on behind what is told of it. */
  private isOpen(items: Outline): boolean {
    const last = items.findLast(({ item }) => item !== 'event');
    return last?.item !== 'goto' && !(last?.item === 'step' && last.part.isEnd);
  }

  private block(
    node: FlowNode,
    part: NodeTypePart,
    lines: readonly FlowEdge[],
    meeting: string | undefined,
  ): OutlineItem {
    const branches = lines.map((edge) => this.branch(edge, meeting));
    const behind = meeting === undefined ? undefined : this.drawing.byId.get(meeting);
    const joined = behind && this.drawing.partOf.get(behind.id);
    const join = behind && joined?.join !== undefined ? { join: { node: behind, part: joined } } : {};
    return { item: 'branches', node, gate: gateOf(part), branches, ...join };
  }

  private branch(edge: FlowEdge, stop: string | undefined): OutlineBranch {
    return { edge, items: this.tell(edge.to, stop) };
  }
}

/** What chooses one way without a condition lets things outside choose. */
function gateOf({ split = 'xor', isBranch }: NodeTypePart): 'xor' | 'and' | 'or' | 'first' {
  return split === 'xor' && !isBranch ? 'first' : split;
}

/** Gates alone are not told as steps: what branches there says enough. */
function isGate({ split, join, waits }: NodeTypePart): boolean {
  return !waits && (split !== undefined || join !== undefined);
}

/** For each node the first one that every way on from it comes to, going forward. */
function meetingPoints(drawing: Drawing): (id: string) => string | undefined {
  const ids = [...drawing.byId.keys()];
  const number = new Map(ids.map((id, at) => [id, at]));
  const forward: number[][] = ids.map(() => []);
  for (const { from, to } of drawing.live) forward[number.get(from) ?? 0]?.push(number.get(to) ?? 0);
  const [start = ''] = idsWhere(drawing, (part) => part.isStart);
  const { dominates } = dominators(forward, number.get(start) ?? 0);
  // Turned round, from one root behind all that have no way on.
  const backward: number[][] = [...ids.map(() => []), []];
  forward.forEach((targets, from) => {
    const onward = targets.filter((to) => !dominates(to, from));
    for (const to of onward) backward[to]?.push(from);
    if (onward.length === 0) backward[ids.length]?.push(from);
  });
  const { nearest } = dominators(backward, ids.length);
  return (id) => {
    const found = nearest(number.get(id) ?? 0);
    return found === undefined ? undefined : ids[found];
  };
}
