import type { FlowEdge } from '../../metadata/index.js';
import type { Drawing, DrawnNode } from './drawing.js';
import { idsWhere } from './drawing.js';

/**
 * A drawing as a token net. Tokens stand on lines; a node takes tokens off the lines into it as its join says and puts
 * tokens onto the lines out of it as its split says. A node that joins and splits is drawn as two. All ordinary ends
 * lead into one sink that waits for whatever can still come.
 */
export interface Net {
  readonly nodes: readonly NetNode[];
  readonly lines: readonly NetLine[];
  /** The line on which the first token appears. */
  readonly entry: number;
}

/** `xor`: one line, each token alone. `and`: all lines. `or`: as many as hold, or can still come. */
export type Gate = 'xor' | 'and' | 'or';

export interface NetNode {
  /** The drawn nodes that it stands for; none for the common sink. */
  readonly ids: readonly string[];
  readonly join: Gate;
  readonly split: Gate;
  /** An `and` join that goes on at this arrival; the other lines are cut off, or owed and swallowed. */
  readonly need?: number;
  readonly rest?: 'cancel' | 'ignore';
  /** Takes tokens out: one token, or with `all` every token that there is. */
  readonly sink?: 'own' | 'all';
  readonly ins: readonly number[];
  readonly outs: readonly number[];
}

export interface NetLine {
  /** The node it leaves; -1 where tokens come from outside, if any come at all. */
  readonly from: number;
  readonly to: number;
  readonly isDefault: boolean;
  /** The drawn line; absent inside a node that is drawn as two, and on the entry. */
  readonly edge?: string;
  /** Drawn nodes that were swallowed by a reduction: they run when the line is taken. */
  readonly swallowed: readonly string[];
}

/** From nowhere. */
export const OUTSIDE = -1;

/** Builds the net of a drawing that has one start; lines that nobody takes stay as lines on which no token appears. */
export function netOf(drawing: Drawing): Net | undefined {
  const starts = idsWhere(drawing, (part) => part.isStart);
  return starts.length === 1 ? new NetBuilder(drawing).build(starts[0] ?? '') : undefined;
}

interface Draft {
  ids: readonly string[];
  join: Gate;
  split: Gate;
  need?: number;
  rest?: 'cancel' | 'ignore';
  sink?: 'own' | 'all';
  ins: number[];
  outs: number[];
}

class NetBuilder {
  private readonly nodes: Draft[] = [];
  private readonly lines: NetLine[] = [];
  /** Where lines into and out of a drawn node are tied. */
  private readonly doors = new Map<string, { readonly into: number; readonly out: number }>();
  /** Where the events of a node leave that splits in another way. */
  private readonly eventDoors = new Map<string, number>();

  /** Whether several tokens can be about; if not, an end that cancels the others is like any end. */
  private readonly isForked: boolean;

  constructor(private readonly drawing: Drawing) {
    this.isForked = drawing.nodes.some(({ part }) => part.split === 'and' || part.split === 'or');
  }

  build(start: string): Net {
    const ends = this.add({ ids: [], join: 'or', split: 'xor', sink: 'own' });
    for (const drawn of this.drawing.nodes) this.addDrawn(drawn, ends);
    const live = new Set(this.drawing.live);
    for (const edge of this.drawing.definition.edges) this.addEdge(edge, live.has(edge));
    const entry = this.tie(OUTSIDE, this.doors.get(start)?.into ?? ends);
    return { nodes: this.nodes, lines: this.lines, entry };
  }

  private add(draft: Omit<Draft, 'ins' | 'outs'>): number {
    return this.nodes.push({ ...draft, ins: [], outs: [] }) - 1;
  }

  private tie(from: number, to: number, edge?: FlowEdge): number {
    const id = this.lines.length;
    const isDefault = edge?.default === true;
    this.lines.push({ from, to, isDefault, swallowed: [], ...(edge === undefined ? {} : { edge: edge.id }) });
    this.nodes[from]?.outs.push(id);
    this.nodes[to]?.ins.push(id);
    return id;
  }

  private addDrawn({ node, part }: DrawnNode, ends: number): void {
    const ids = [node.id];
    if (part.isEnd) {
      const isAll = this.isForked && node.config['terminate'] === true;
      // Every line into an ordinary end leads to the common sink: two of them at once are no harm.
      const end = isAll ? this.add({ ids, join: 'xor', split: 'xor', sink: 'all' }) : ends;
      this.doors.set(node.id, { into: end, out: end });
      return;
    }
    const need = part.needOf?.(node.config);
    const rest = part.restOf?.(node.config) ?? 'cancel';
    const join = part.join ?? 'xor';
    const split = part.split ?? 'xor';
    const first = this.add({ ids, join, split: 'xor', ...(need === undefined ? {} : { need, rest }) });
    this.doors.set(node.id, { into: first, out: this.addSplit(node.id, first, split) });
  }

  /** A node that takes several lines out stands behind its own join; its events are one more choice before it. */
  private addSplit(id: string, first: number, split: Gate): number {
    const lines = this.drawing.linesOf.get(id) ?? [];
    const intoIt = this.drawing.linesInto.get(id) ?? [];
    const isChosen = split !== 'xor' && lines.some((line) => line.on !== undefined);
    if (isChosen) this.eventDoors.set(id, first);
    if (!isChosen && (intoIt.length < 2 || lines.length < 2)) {
      (this.nodes[first] as Draft).split = split;
      return first;
    }
    const second = this.add({ ids: [id], join: 'xor', split });
    this.tie(first, second);
    return second;
  }

  private addEdge(edge: FlowEdge, isLive: boolean): void {
    const from = this.doors.get(edge.from);
    const to = this.doors.get(edge.to);
    if (to === undefined) return;
    const source = edge.on === undefined ? from?.out : (this.eventDoors.get(edge.from) ?? from?.out);
    const isTaken = isLive && source !== undefined && this.nodes[source]?.sink === undefined;
    this.tie(isTaken ? source : OUTSIDE, to.into, edge);
  }
}

/** The lines out of a node that one run of it may take, each way as one set. */
export function waysOut({ split, outs }: NetNode, lines: readonly NetLine[]): readonly (readonly number[])[] {
  if (outs.length === 0) return [[]];
  if (split === 'and') return [outs];
  if (split === 'xor' || outs.length === 1) return outs.map((line) => [line]);
  const others = outs.filter((line) => lines[line]?.isDefault !== true);
  const defaults = outs.filter((line) => lines[line]?.isDefault === true);
  return [...defaults.map((line) => [line]), ...nonEmptySubsets(others)];
}

function nonEmptySubsets(lines: readonly number[]): readonly (readonly number[])[] {
  let subsets: (readonly number[])[] = [[]];
  for (const line of lines) subsets = subsets.flatMap((subset) => [subset, [...subset, line]]);
  return subsets.slice(1);
}
