import type { Gate, Net, NetLine, NetNode } from './net.js';
import { OUTSIDE } from './net.js';

/**
 * Makes a net smaller without changing whether it is sound: what is well nested goes away, and only what can be wrong is
 * left. A wholly nested net is left with its entry and its sink.
 */
export function reduceNet(net: Net): Net {
  const reducer = new Reducer(net);
  reducer.run();
  return reducer.kernel();
}

/** Whether a net is nothing but a way from its entry to the sink. */
export function isTrivial({ nodes, lines }: Net): boolean {
  return nodes.length === 1 && lines.length === 1;
}

interface Node extends Omit<NetNode, 'ins' | 'outs'> {
  need?: number;
  ins: number[];
  outs: number[];
}

interface Line extends Omit<NetLine, 'from' | 'to' | 'swallowed' | 'isDefault'> {
  from: number;
  to: number;
  isDefault: boolean;
  swallowed: readonly string[];
}

/** Which joins stand parallel lines of a split as if they were one line. */
const MATCHING: Readonly<Record<Gate, readonly Gate[]>> = {
  xor: ['xor', 'or'],
  and: ['and', 'or'],
  or: ['or'],
};

class Reducer {
  private readonly nodes: (Node | undefined)[];
  private readonly lines: (Line | undefined)[];
  private readonly entry: number;
  private readonly queue: number[];
  private readonly isQueued: boolean[];

  constructor(net: Net) {
    this.nodes = net.nodes.map((node) => ({ ...node, ins: [...node.ins], outs: [...node.outs] }));
    this.lines = net.lines.map((line) => ({ ...line }));
    this.entry = net.entry;
    this.queue = net.nodes.map((_, at) => at);
    this.isQueued = net.nodes.map(() => true);
  }

  run(): void {
    for (let at = this.queue.pop(); at !== undefined; at = this.queue.pop()) {
      this.isQueued[at] = false;
      const node = this.nodes[at];
      if (node === undefined) continue;
      if (this.mergeParallel(at, node)) this.push(at);
      if (this.dropSmallLoop(at, node)) this.push(at);
      if (this.joinUp(at, node) || this.splitUp(at, node)) continue;
      this.removePassage(at, node);
    }
  }

  /** What is left, numbered anew. */
  kernel(): Net {
    const newNode = renumbered(this.nodes);
    const newLine = renumbered(this.lines);
    const ofLines = (lines: readonly number[]): number[] => lines.map((line) => newLine[line] ?? OUTSIDE);
    return {
      nodes: this.nodes.flatMap((node) =>
        node === undefined ? [] : [{ ...node, ins: ofLines(node.ins), outs: ofLines(node.outs) }],
      ),
      lines: this.lines.flatMap((line) =>
        line === undefined
          ? []
          : [{ ...line, from: newNode[line.from] ?? OUTSIDE, to: newNode[line.to] ?? OUTSIDE }],
      ),
      entry: newLine[this.entry] ?? 0,
    };
  }

  private line(id: number): Line {
    return this.lines[id] as Line;
  }

  private push(at: number): void {
    if (at === OUTSIDE || this.isQueued[at] === true || this.nodes[at] === undefined) return;
    this.isQueued[at] = true;
    this.queue.push(at);
  }

  /** R1: a node with one line in and one out is a piece of line. */
  private removePassage(at: number, node: Node): void {
    const [into, out] = [node.ins[0], node.outs[0]];
    if (node.ins.length !== 1 || node.outs.length !== 1 || into === undefined || out === undefined) return;
    if (into === out || node.sink !== undefined || (node.need ?? 1) > 1) return;
    const [first, second] = [this.line(into), this.line(out)];
    first.swallowed = [...first.swallowed, ...node.ids, ...second.swallowed];
    this.lead(into, out);
    this.nodes[at] = undefined;
    this.push(first.from);
    this.push(first.to);
  }

  /** Lets a line arrive where another one does, in its place. */
  private lead(line: number, inPlaceOf: number): void {
    const { to } = this.line(inPlaceOf);
    this.line(line).to = to;
    const target = this.nodes[to] as Node;
    target.ins[target.ins.indexOf(inPlaceOf)] = line;
    this.lines[inPlaceOf] = undefined;
  }

  /** R2: lines from one split to a join that matches are one line. */
  private mergeParallel(at: number, node: Node): boolean {
    if (node.outs.length < 2) return false;
    const byTarget = new Map<number, number[]>();
    for (const out of node.outs) {
      const { to } = this.line(out);
      byTarget.set(to, [...(byTarget.get(to) ?? []), out]);
    }
    let merged = false;
    for (const [target, lines] of byTarget)
      if (lines.length > 1 && this.mayMerge(node, target, lines)) merged = this.merge(node, target, lines);
    return merged;
  }

  private mayMerge(split: Node, target: number, lines: readonly number[]): boolean {
    const join = this.nodes[target] as Node;
    if (!MATCHING[split.split].includes(join.join)) return false;
    if (join.need === undefined) return true;
    // Who does not wait for all must see all of them come from here.
    const isWhole = lines.length === split.outs.length && lines.length === join.ins.length;
    return split.split === 'and' && isWhole && join.need <= lines.length;
  }

  private merge(split: Node, target: number, [kept = 0, ...others]: readonly number[]): true {
    const join = this.nodes[target] as Node;
    const gone = new Set(others);
    const line = this.line(kept);
    line.isDefault = line.isDefault && others.every((other) => this.line(other).isDefault);
    line.swallowed = [line, ...others.map((other) => this.line(other))].flatMap((each) => each.swallowed);
    for (const other of others) this.lines[other] = undefined;
    split.outs = split.outs.filter((out) => !gone.has(out));
    join.ins = join.ins.filter((into) => !gone.has(into));
    delete join.need;
    this.push(target);
    return true;
  }

  /** R3: a merge, a choice behind it, and a way straight back between them. */
  private dropSmallLoop(at: number, split: Node): boolean {
    const [into] = split.ins;
    if (split.split !== 'xor' || split.ins.length !== 1 || into === undefined) return false;
    const start = this.line(into).from;
    const merge = this.nodes[start];
    if (merge === undefined || start === at || merge.join !== 'xor' || merge.outs.length !== 1) return false;
    const back = split.outs.filter((out) => this.line(out).to === start);
    // The last way out must stay: without it the loop has no end.
    if (back.length === 0 || back.length === split.outs.length || back.length === merge.ins.length)
      return false;
    const line = this.line(into);
    line.swallowed = [...line.swallowed, ...back.flatMap((each) => this.line(each).swallowed)];
    split.outs = split.outs.filter((out) => !back.includes(out));
    merge.ins = merge.ins.filter((each) => !back.includes(each));
    for (const each of back) this.lines[each] = undefined;
    this.push(start);
    return true;
  }

  /** R4 for splits: a choice right behind a choice is one choice, and so for `and`. */
  private splitUp(at: number, node: Node): boolean {
    const [into] = node.ins;
    if (node.ins.length !== 1 || node.outs.length < 2 || into === undefined) return false;
    const line = this.line(into);
    const before = this.nodes[line.from];
    if (before === undefined || line.from === at || before.split !== node.split) return false;
    if (node.split === 'or' || before.outs.length < 2) return false;
    const inherited = [...line.swallowed, ...node.ids];
    for (const out of node.outs) {
      this.line(out).from = line.from;
      this.line(out).swallowed = [...inherited, ...this.line(out).swallowed];
    }
    before.outs.splice(before.outs.indexOf(into), 1, ...node.outs);
    this.forget(at, into, line.from);
    return true;
  }

  /** R4 for joins: a join right before a join of its kind is one join. */
  private joinUp(at: number, node: Node): boolean {
    const [out] = node.outs;
    if (node.outs.length !== 1 || node.ins.length < 2 || out === undefined) return false;
    const line = this.line(out);
    const behind = this.nodes[line.to] as Node;
    if (line.to === at || behind.join !== node.join || behind.ins.length < 2) return false;
    if (node.need !== undefined || behind.need !== undefined) return false;
    for (const into of node.ins) {
      this.line(into).to = line.to;
      this.line(into).swallowed = [...this.line(into).swallowed, ...node.ids, ...line.swallowed];
    }
    behind.ins.splice(behind.ins.indexOf(out), 1, ...node.ins);
    for (const into of node.ins) this.push(this.line(into).from);
    this.forget(at, out, line.to);
    return true;
  }

  private forget(at: number, line: number, heir: number): void {
    this.nodes[at] = undefined;
    this.lines[line] = undefined;
    this.push(heir);
    const { ins, outs } = this.nodes[heir] as Node;
    for (const each of ins) this.push(this.line(each).from);
    for (const each of outs) this.push(this.line(each).to);
  }
}

/** Old number -> new number of what is still there. */
function renumbered(items: readonly unknown[]): readonly (number | undefined)[] {
  let next = 0;
  return items.map((item) => (item === undefined ? undefined : next++));
}
