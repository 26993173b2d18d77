import type { FlowDefinition } from '../metadata/index.js';
import { comesTo } from './check/ahead.js';
import { canFinish, flowNet } from './check/can-finish.js';
import type { TokenPlace } from './check/can-finish.js';
import { forwardGraph } from './check/forward-lines.js';
import { graphOf, reachable } from './check/graph.js';
import type { Graph } from './check/graph.js';
import type { Net } from './check/net.js';
import type { NodeTypePart } from './node-type.js';

/** Markings looked at before a return is taken to be harmless: people wait for the answer. */
const MARKINGS_MAX = 2000;

/** Which nodes can be reached from which: going forward, and by way of backward lines as well. Asked rarely, kept once known. */
export class Reach {
  private forwardLines: Graph | undefined;
  private net: Net | undefined;
  private comes: ((from: string, join: string) => boolean) | undefined;
  private readonly known = new Map<string, ReadonlySet<string>>();

  constructor(
    private readonly definition: FlowDefinition,
    private readonly nodeTypes: readonly NodeTypePart[],
  ) {}

  /** Whether a token on `from` can still come to a join in this round: backward lines of loops around the join do not count. */
  leads(from: string, join: string): boolean {
    this.comes ??= comesTo(this.definition, this.nodeTypes);
    return this.comes(from, join);
  }

  /** Everything behind a node, going forward only. */
  ahead(from: string): ReadonlySet<string> {
    this.forwardLines ??= forwardGraph(this.definition, this.nodeTypes);
    return this.behind(`> ${from}`, this.forwardLines, from);
  }

  /** Everything behind a node, backward lines included. */
  anyway(from: string): ReadonlySet<string> {
    const { nodes, edges } = this.definition;
    const ids = nodes.map((node) => node.id);
    return this.behind(`* ${from}`, () => graphOf(ids, edges), from);
  }

  /** Whether the flow is known not to end for sure with tokens on these lines. */
  isDeadEnd(tokens: readonly TokenPlace[]): boolean {
    this.net ??= flowNet(this.definition, this.nodeTypes);
    return this.net !== undefined && canFinish(this.net, tokens, MARKINGS_MAX) === 'no';
  }

  private behind(key: string, graph: Graph | (() => Graph), from: string): ReadonlySet<string> {
    const known = this.known.get(key);
    if (known !== undefined) return known;
    const lines = typeof graph === 'function' ? graph() : graph;
    const found = reachable(lines, lines.get(from) ?? []);
    this.known.set(key, found);
    return found;
  }
}
