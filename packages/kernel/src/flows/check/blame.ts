import type { Net, NetNode } from './net.js';
import { OUTSIDE } from './net.js';
import type { Marking } from './state-space.js';

/** Finding, for a fault of a net, the drawn nodes that disagree. */

export interface WaitingBlame {
  /** The join that waits, and the choice that leaves out what it waits for. */
  readonly join: readonly string[];
  readonly split: readonly string[];
}

/** The joins of a dead marking that nothing can release, each with the nearest choice before its missing lines. */
export function blameWaiting(net: Net, marking: Marking): readonly WaitingBlame[] {
  const marked = new Set(marking);
  const waiting = net.nodes.flatMap((node, at) =>
    node.ids.length > 0 && node.join !== 'xor' && node.ins.some((line) => marked.has(line)) ? [at] : [],
  );
  const roots = waiting.filter((join) => !isAwaitedIn(net, marking, join));
  return (roots.length > 0 ? roots : waiting).map((at) => {
    const join = net.nodes[at] as NetNode;
    const missing = join.ins.filter((line) => !marked.has(line));
    const split = nearestBefore(net, sourcesOf(net, missing), (node) => isChoice(node));
    return { join: join.ids, split: split?.ids ?? [] };
  });
}

/** Whether a token elsewhere could, by the lines alone, still come to the join. */
function isAwaitedIn(net: Net, marking: Marking, join: number): boolean {
  const before = new Set([join]);
  for (const at of before) for (const from of sourcesOf(net, net.nodes[at]?.ins ?? [])) before.add(from);
  return marking.some((line) => {
    const to = net.lines[line]?.to ?? OUTSIDE;
    return to !== join && before.has(to);
  });
}

export interface DoubledBlame {
  /** The node that may run twice, and the split that sends out both tokens. */
  readonly merge: readonly string[];
  readonly split: readonly string[];
}

/** The merge before a line with two tokens, and the nearest split that fills several lines. */
export function blameDoubled(net: Net, line: number): DoubledBlame {
  const [source = OUTSIDE] = sourcesOf(net, [line]);
  const isMerge = (node: NetNode): boolean =>
    node.join === 'xor' && node.ins.length > 1 && node.ids.length > 0;
  const merge = nearestBefore(net, [source], isMerge);
  const at = merge === undefined ? source : net.nodes.indexOf(merge);
  const split = nearestBefore(net, sourcesOf(net, net.nodes[at]?.ins ?? []), isFork);
  return { merge: merge?.ids ?? net.nodes[source]?.ids ?? [], split: split?.ids ?? [] };
}

/** The drawn nodes to which the tokens of a marking go. */
export function nodesOn(net: Net, marking: Marking): readonly string[] {
  return marking.flatMap((line) => {
    const to = net.nodes[net.lines[line]?.to ?? OUTSIDE];
    return [...(net.lines[line]?.swallowed ?? []), ...(to?.ids ?? [])];
  });
}

function isChoice({ split, outs }: NetNode): boolean {
  return split !== 'and' && outs.length > 1;
}

function isFork({ split, outs }: NetNode): boolean {
  return split !== 'xor' && outs.length > 1;
}

function sourcesOf(net: Net, lines: readonly number[]): readonly number[] {
  return lines.map((line) => net.lines[line]?.from ?? OUTSIDE).filter((from) => from !== OUTSIDE);
}

/** The first node that fits, going back from some nodes, those first. */
function nearestBefore(
  net: Net,
  from: readonly number[],
  fits: (node: NetNode) => boolean,
): NetNode | undefined {
  const seen = new Set(from);
  for (const at of seen) {
    const node = net.nodes[at];
    if (node === undefined) continue;
    if (fits(node)) return node;
    for (const before of sourcesOf(net, node.ins)) seen.add(before);
  }
  return undefined;
}
