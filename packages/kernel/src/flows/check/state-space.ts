import type { Net, NetNode } from './net.js';
import { waysOut } from './net.js';
import { aheadOf } from './ahead.js';

/** Markings looked at before the search gives up. */
export const STATES_MAX = 20_000;

/** Ways of taking lines looked at before the search gives up: a wide choice has many. */
const MOVES_MAX = 400_000;

/** Lines with a token, sorted. A number from the count of lines on is the debt of an `ignore` join on a line. */
export type Marking = readonly number[];

/** Everything that can become of a marking. */
export interface StateSpace {
  /** Whether all of it was seen. */
  readonly isWhole: boolean;
  /** Markings in which nothing can move although tokens are left. */
  readonly dead: readonly Marking[];
  /** Lines on which a second token appears. */
  readonly doubled: readonly number[];
  /** Markings from which neither the end nor one of the faults above is ever reached. */
  readonly endless: readonly Marking[];
  readonly taken: ReadonlySet<number>;
  readonly ran: ReadonlySet<number>;
}

/** Whether a net is sound from a marking on: it can always end, and no line ever carries two tokens. */
export function isSoundSpace({ dead, doubled, endless }: StateSpace): boolean {
  return dead.length === 0 && doubled.length === 0 && endless.length === 0;
}

/** Looks at all markings that can follow, depth first; a marking with two tokens on a line is not followed. */
export function explore(net: Net, start: Marking = [net.entry], statesMax = STATES_MAX): StateSpace {
  return new Explorer(net, statesMax).explore(start);
}

/** What is left of a marking when a node has taken its tokens. */
interface Entry {
  readonly left: Set<number>;
  readonly isSwallowed?: boolean;
}

class Explorer {
  /** From this number on a number in a marking is the debt of a line. */
  private readonly debt: number;
  private readonly reaching: ReadonlyMap<number, Uint8Array>;
  /** Joins that swallow what comes late. */
  private readonly ignoring: readonly number[];
  private readonly ways: readonly (readonly (readonly number[])[])[];
  private readonly numbers = new Map<string, number>();
  private readonly markings: Marking[] = [];
  private readonly before: number[][] = [];
  private readonly dead: number[] = [];
  private readonly done: number[] = [];
  private readonly faulty = new Set<number>();
  private readonly doubled = new Set<number>();
  private readonly taken = new Set<number>();
  private readonly ran = new Set<number>();
  private readonly todo: number[] = [];
  private moves = 0;

  constructor(
    private readonly net: Net,
    private readonly statesMax: number,
  ) {
    this.debt = net.lines.length;
    this.reaching = linesThatReach(net);
    this.ignoring = net.nodes.flatMap(({ rest }, at) => (rest === 'ignore' ? [at] : []));
    this.ways = net.nodes.map((node) =>
      2 ** node.outs.length > MOVES_MAX && node.split === 'or' ? [] : waysOut(node, net.lines),
    );
  }

  explore(start: Marking): StateSpace {
    this.number([...start].sort((a, b) => a - b));
    let isWhole = true;
    for (let at = this.todo.pop(); at !== undefined; at = this.todo.pop()) {
      if (this.markings.length > this.statesMax || this.moves > MOVES_MAX) {
        isWhole = false;
        break;
      }
      this.follow(at);
    }
    return {
      isWhole: isWhole && this.ways.every((ways) => ways.length > 0),
      dead: this.dead.map((at) => this.markings[at] as Marking),
      doubled: [...this.doubled],
      endless: isWhole ? this.endless() : [],
      taken: this.taken,
      ran: this.ran,
    };
  }

  private number(marking: Marking): number {
    const key = String.fromCharCode(...marking);
    const known = this.numbers.get(key);
    if (known !== undefined) return known;
    const at = this.markings.push(marking) - 1;
    this.numbers.set(key, at);
    this.before.push([]);
    this.todo.push(at);
    for (const line of marking) this.taken.add(line);
    return at;
  }

  private follow(at: number): void {
    const marking = this.markings[at] as Marking;
    if (!marking.some((line) => line < this.debt)) {
      this.done.push(at);
      return;
    }
    const marked = new Set(marking);
    const asked = new Set<number>();
    let canMove = false;
    for (const line of marking) {
      const to = this.net.lines[line]?.to;
      if (to === undefined || asked.has(to)) continue;
      if (this.node(to).join !== 'xor') asked.add(to);
      const entry = this.enter(marked, to, line);
      if (entry !== undefined) canMove = this.leave(at, to, entry) || canMove;
    }
    if (canMove) return;
    this.dead.push(at);
    this.faulty.add(at);
  }

  private node(at: number): NetNode {
    return this.net.nodes[at] as NetNode;
  }

  /** The marking after the node has taken its tokens in; `undefined` while it waits. */
  private enter(marked: ReadonlySet<number>, at: number, line: number): Entry | undefined {
    const node = this.node(at);
    if (node.sink === 'all') return { left: new Set() };
    if (node.join === 'xor') return { left: without(marked, [line]) };
    const here = node.ins.filter((into) => marked.has(into));
    if (node.join === 'or') return this.isAwaited(marked, at) ? undefined : { left: without(marked, here) };
    if (node.need !== undefined) return this.enterEarly(marked, at, here);
    return here.length < node.ins.length ? undefined : { left: without(marked, here) };
  }

  /** Whether a token elsewhere can still reach a join. */
  private isAwaited(marked: ReadonlySet<number>, join: number): boolean {
    const reaching = this.reaching.get(join);
    for (const line of marked) if (reaching?.[line] === 1) return true;
    return false;
  }

  /** A join that goes on at its n-th arrival; the rest is cut off, or swallowed when it comes. */
  private enterEarly(marked: ReadonlySet<number>, at: number, here: readonly number[]): Entry | undefined {
    const { ins, need = ins.length, rest } = this.node(at);
    const owed = here.filter((line) => marked.has(this.debt + line));
    if (owed.length > 0) {
      const left = without(marked, [...owed, ...owed.map((line) => this.debt + line)]);
      return { left, isSwallowed: true };
    }
    if (here.length < need) return undefined;
    const left = without(marked, here);
    if (rest === 'ignore') for (const line of ins) if (!here.includes(line)) left.add(this.debt + line);
    if (rest === 'cancel')
      for (const line of marked) if (this.reaching.get(at)?.[line] === 1) left.delete(line);
    return { left };
  }

  /** Puts tokens onto the lines out, in every way there is; false where there is no way out. */
  private leave(from: number, at: number, { left, isSwallowed = false }: Entry): boolean {
    const { sink, outs } = this.node(at);
    if (!isSwallowed) this.ran.add(at);
    const isTakenOut = sink !== undefined || isSwallowed;
    if (!isTakenOut && outs.length === 0) return false;
    for (const way of isTakenOut ? [[]] : (this.ways[at] ?? [])) this.go(from, left, way);
    return true;
  }

  private go(from: number, left: ReadonlySet<number>, way: readonly number[]): void {
    this.moves += 1;
    const twice = way.find((line) => left.has(line));
    if (twice === undefined) {
      const marked = new Set([...left, ...way]);
      for (const join of this.ignoring) this.forgive(marked, join);
      const next = this.number([...marked].sort((a, b) => a - b));
      this.before[next]?.push(from);
    } else {
      this.doubled.add(twice);
      this.faulty.add(from);
    }
  }

  /** Takes the debts of a join away when nothing can come any more that it would swallow. */
  private forgive(marked: Set<number>, join: number): void {
    const owed = this.node(join).ins.filter((line) => marked.has(this.debt + line));
    if (owed.length === 0 || owed.some((line) => marked.has(line)) || this.isAwaited(marked, join)) return;
    for (const line of owed) marked.delete(this.debt + line);
  }

  /** Markings that lead neither to the end nor to a fault. */
  private endless(): readonly Marking[] {
    const reached = new Set([...this.done, ...this.faulty]);
    for (const at of reached) for (const earlier of this.before[at] ?? []) reached.add(earlier);
    return this.markings.filter((_, at) => !reached.has(at));
  }
}

function without(marked: ReadonlySet<number>, lines: readonly number[]): Set<number> {
  const left = new Set(marked);
  for (const line of lines) left.delete(line);
  return left;
}

/** For each join that looks ahead: the lines whose tokens can still come to it. */
function linesThatReach(net: Net): ReadonlyMap<number, Uint8Array> {
  const looking = net.nodes.flatMap((node, at) =>
    node.join === 'or' || node.need !== undefined ? [at] : [],
  );
  if (looking.length === 0) return new Map();
  const graph = net.nodes.map((node) => node.outs.map((line) => net.lines[line]?.to ?? 0));
  const ahead = aheadOf(graph, net.lines[net.entry]?.to ?? 0);
  return new Map(
    looking.map((join) => {
      const coming = ahead(join);
      // A token on a line into the join is there already.
      return [join, Uint8Array.from(net.lines, ({ to }) => (to !== join && coming.has(to) ? 1 : 0))];
    }),
  );
}
