import { issue } from '../foundation/index.js';
import type { Issue } from '../foundation/index.js';
import type { CompiledFlow, CompiledNode } from './flow-model.js';
import type { ChildFlow, FlowState, FlowToken, WayBack } from './flow-state.js';

/** Carrying a state over to another version of its flow, node by node. */

/** Node -> the node that takes its place; nodes inside of others by their paths. */
export type NodeMap = Readonly<Record<string, string>>;

/** Two versions of a flow, and what became of its nodes. Notes every open node without a counterpart. */
export class Migration {
  readonly issues: Issue[] = [];

  constructor(
    private readonly from: CompiledFlow,
    private readonly to: CompiledFlow,
    private readonly map: NodeMap,
    private readonly prefix = '',
  ) {}

  /** The same instance in the new version. Answers can no longer be taken back: what followed them may be drawn anew. */
  state({ closings: _closings, ...state }: FlowState): FlowState {
    return {
      ...state,
      tokens: state.tokens.map((token) => this.token(token)),
      work: state.work.map((item) => ({ ...item, nodeId: this.idOf(item.nodeId) })),
      visits: this.renamed(state.visits),
      ...(state.timers === undefined
        ? {}
        : { timers: state.timers.map((timer) => ({ ...timer, nodeId: this.idOf(timer.nodeId) })) }),
      ...(state.passed === undefined ? {} : { passed: this.passed(state.passed) }),
      ...(state.chosen === undefined ? {} : { chosen: this.renamed(state.chosen) }),
    };
  }

  private idOf(id: string): string {
    return this.map[id] ?? id;
  }

  private token({ since: _since, backTo, left, via, children, ...token }: FlowToken): FlowToken {
    const node = this.counterpart(token.nodeId);
    const line = node && this.lineInto(node, via);
    const way = backTo && this.wayBack(backTo);
    return {
      ...token,
      nodeId: this.idOf(token.nodeId),
      ...(line === undefined ? {} : { via: line }),
      ...(way === undefined ? {} : { backTo: way }),
      ...(left === undefined ? {} : { left: left.map((id) => this.idOf(id)) }),
      ...(children === undefined
        ? {}
        : { children: children.map((child) => this.child(token.nodeId, child)) }),
    };
  }

  /** The node that stands for an open one: of the same kind, so that what it waits for still makes sense. */
  private counterpart(id: string): CompiledNode | undefined {
    const node = this.to.nodes.get(this.idOf(id));
    if (node !== undefined && node.part.kind === this.from.nodes.get(id)?.part.kind) return node;
    this.issues.push(issue('unmapped', '', { node: this.prefix + id }));
    return undefined;
  }

  /** The line that the token came over: the same one, one from the same node, at worst any; at a join it must be known. */
  private lineInto(node: CompiledNode, via: string | undefined): string | undefined {
    if (via === undefined) return undefined;
    const source = this.from.lines.get(via)?.from;
    const line =
      node.into.find(({ id }) => id === via) ??
      node.into.find(({ from }) => source !== undefined && from === this.idOf(source));
    if (line === undefined && node.part.join !== undefined)
      this.issues.push(issue('unmapped', '', { node: this.prefix + node.id }));
    return line?.id ?? node.into[0]?.id;
  }

  private wayBack({ nodeId, via, then }: WayBack): WayBack | undefined {
    const node = this.to.nodes.get(this.idOf(nodeId));
    if (node === undefined) return undefined;
    const line = this.lineInto(node, via);
    const next = then && this.wayBack(then);
    return {
      nodeId: node.id,
      ...(line === undefined ? {} : { via: line }),
      ...(next === undefined ? {} : { then: next }),
    };
  }

  private child(holder: string, child: ChildFlow): ChildFlow {
    const from = this.from.subflow(child.flow);
    const to = this.to.subflow(child.flow);
    if (from === undefined || to === undefined) {
      this.issues.push(issue('unmapped', '', { node: `${this.prefix}${holder}` }));
      return child;
    }
    const inside = new Migration(from, to, this.mapInside(holder), `${this.prefix}${holder}/`);
    const state = inside.state(child.state);
    this.issues.push(...inside.issues);
    return { ...child, state };
  }

  private mapInside(holder: string): NodeMap {
    const inside = Object.entries(this.map).filter(([path]) => path.startsWith(`${holder}/`));
    return Object.fromEntries(
      inside.map(([path, to]) => [path.slice(holder.length + 1), to.slice(to.lastIndexOf('/') + 1)]),
    );
  }

  private renamed<V>(entries: Readonly<Record<string, V>>): Readonly<Record<string, V>> {
    return Object.fromEntries(Object.entries(entries).map(([id, value]) => [this.idOf(id), value]));
  }

  /** Where a return can go: nodes that are still there. */
  private passed(passed: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
    return Object.fromEntries(
      Object.entries(passed).flatMap(([id, via]) => {
        const node = this.to.nodes.get(this.idOf(id));
        return node === undefined ? [] : [[node.id, via === '' ? '' : (this.lineInto(node, via) ?? '')]];
      }),
    );
  }
}
