import { assertNever, LANGUAGES } from '../../../foundation/index.js';
import type { FlowDefinition, FlowEdge, FlowNode } from '../../../metadata/index.js';
import type { NodeTypePart } from '../../node-type.js';
import { NODE_TYPES } from '../../node-types/index.js';
import type { FlowFix } from './flow-fix.js';

/** The drawing after the fix, as one new definition; the one given stays as it is. A fix of another drawing changes nothing. */
export function applyFix(
  definition: FlowDefinition,
  fix: FlowFix,
  nodeTypes: readonly NodeTypePart[] = NODE_TYPES,
): FlowDefinition {
  return new Edit(definition, nodeTypes).apply(fix);
}

class Edit {
  constructor(
    private readonly definition: FlowDefinition,
    private readonly nodeTypes: readonly NodeTypePart[],
  ) {}

  apply(fix: FlowFix): FlowDefinition {
    switch (fix.kind) {
      case 'set_default':
        return this.setDefault(fix.edge);
      case 'clear_condition':
        return this.withEdge(fix.edge, ({ when: _, default: __, ...edge }) => edge);
      case 'delete_line':
        return this.with({ edges: this.edges.filter(({ id }) => id !== fix.edge) });
      case 'move_line':
        return this.withEdge(fix.edge, (edge) => ({ ...edge, to: fix.to }));
      case 'add_line':
        return this.with({
          edges: [...this.edges, this.line(fix.from, fix.to, fix.on ? { on: fix.on } : {})],
        });
      case 'delete_node':
        return fix.nodes.reduce((left, id) => new Edit(left, this.nodeTypes).deleteNode(id), this.definition);
      case 'change_type':
        return this.withNode(fix.node, (node) => this.retyped(node, fix.type));
      case 'insert_join':
        return this.insertJoin(fix);
      case 'insert_split':
        return this.insertSplit(fix);
      case 'insert_exit':
        return this.insertExit(fix);
      case 'add_start':
        return this.addStart(fix);
      case 'add_end':
        return this.addEnd(fix);
      case 'set_config':
        return this.withNode(fix.node, ({ config: { [fix.key]: _, ...config }, ...node }) => ({
          ...node,
          config: fix.value === undefined ? config : { ...config, [fix.key]: fix.value },
        }));
      default:
        return assertNever(fix);
    }
  }

  private get nodes(): readonly FlowNode[] {
    return this.definition.nodes;
  }

  private get edges(): readonly FlowEdge[] {
    return this.definition.edges;
  }

  private with(changed: {
    readonly nodes?: readonly FlowNode[];
    readonly edges?: readonly FlowEdge[];
    readonly layout?: FlowDefinition['layout'];
  }): FlowDefinition {
    const { layout = this.definition.layout } = changed;
    return {
      ...this.definition,
      nodes: [...(changed.nodes ?? this.nodes)],
      edges: [...(changed.edges ?? this.edges)],
      ...(layout ? { layout } : {}),
    };
  }

  private withEdge(id: string, change: (edge: FlowEdge) => FlowEdge): FlowDefinition {
    return this.with({ edges: this.edges.map((edge) => (edge.id === id ? change(edge) : edge)) });
  }

  private withNode(id: string, change: (node: FlowNode) => FlowNode): FlowDefinition {
    return this.with({ nodes: this.nodes.map((node) => (node.id === id ? change(node) : node)) });
  }

  /** A title that only said what kind of node it was says what kind it is now. */
  private retyped(node: FlowNode, type: string): FlowNode {
    const [before, after] = [this.titleOf(node.type), this.titleOf(type)];
    const title = Object.fromEntries(
      LANGUAGES.map((language) => [
        language,
        node.title[language] === before[language] ? after[language] : node.title[language],
      ]),
    ) as FlowNode['title'];
    return { ...node, type, title, config: {} };
  }

  private setDefault(id: string): FlowDefinition {
    const chosen = this.edges.find((edge) => edge.id === id);
    const edges = this.edges.map((edge): FlowEdge => {
      if (edge.from !== chosen?.from || edge.on !== undefined) return edge;
      const { when, default: _, ...plain } = edge;
      if (edge.id === id) return { ...plain, default: true };
      return when === undefined ? plain : { ...plain, when };
    });
    return this.with({ edges });
  }

  private deleteNode(id: string): FlowDefinition {
    const out = this.edges.filter(({ from, on }) => from === id && on === undefined);
    const next = out.length === 1 ? out[0]?.to : undefined;
    const edges = this.edges
      .filter(({ from }) => from !== id)
      .flatMap((edge) => {
        if (edge.to !== id) return [edge];
        return next === undefined || next === id ? [] : [{ ...edge, to: next }];
      });
    const layout = this.definition.layout && { ...this.definition.layout };
    if (layout) delete layout[id];
    return this.with({
      nodes: this.nodes.filter((node) => node.id !== id),
      edges,
      ...(layout ? { layout } : {}),
    });
  }

  private insertJoin({ before, type, edges }: Extract<FlowFix, { kind: 'insert_join' }>): FlowDefinition {
    const join = this.node('join', type);
    const led = this.edges.map((edge) =>
      edges.includes(edge.id) && edge.to === before ? { ...edge, to: join.id } : edge,
    );
    return this.place(join, before, [...led, this.line(join.id, before)]);
  }

  private insertSplit({ after, type, on }: Extract<FlowFix, { kind: 'insert_split' }>): FlowDefinition {
    const split = this.node('branch', type);
    const out = this.edges.filter((edge) => edge.from === after && edge.on === on);
    const led = this.edges.map((edge): FlowEdge => {
      if (!out.includes(edge)) return edge;
      const { on: _, ...plain } = edge;
      const isLast = edge === out.at(-1) && out.every((each) => each.default !== true);
      return { ...plain, from: split.id, ...(isLast ? { default: true as const } : {}) };
    });
    return this.place(split, after, [...led, this.line(after, split.id, on === undefined ? {} : { on })]);
  }

  private insertExit({ edge: id, type, to }: Extract<FlowFix, { kind: 'insert_exit' }>): FlowDefinition {
    const old = this.edges.find((edge) => edge.id === id);
    if (!old) return this.definition;
    const branch = this.node('branch', type);
    const led = this.edges.map((edge) => (edge === old ? { ...edge, to: branch.id } : edge));
    const exit = this.line(branch.id, to);
    const on = this.line(branch.id, old.to, { id: this.freshId('line', [exit.id]), default: true });
    return this.place(branch, old.from, [...led, exit, on]);
  }

  private addStart({ type, to }: Extract<FlowFix, { kind: 'add_start' }>): FlowDefinition {
    const start = this.node('start', type);
    return this.with({
      nodes: [start, ...this.nodes],
      edges: to === undefined ? this.edges : [this.line(start.id, to), ...this.edges],
    });
  }

  private addEnd({ type, from }: Extract<FlowFix, { kind: 'add_end' }>): FlowDefinition {
    const end = this.node('end', type);
    const lines = from.reduce<FlowEdge[]>((made, id) => {
      const taken = made.map((line) => line.id);
      return [...made, this.line(id, end.id, { id: this.freshId('line', taken) })];
    }, []);
    return this.with({ nodes: [...this.nodes, end], edges: [...this.edges, ...lines] });
  }

  private node(name: string, type: string): FlowNode {
    return { id: this.freshId(name), type, title: this.titleOf(type), config: {} };
  }

  private titleOf(type: string): FlowNode['title'] {
    return this.nodeTypes.find((part) => part.kind === type)?.title ?? { 'zh-CN': type, en: type };
  }

  private line(from: string, to: string, rest: Partial<FlowEdge> = {}): FlowEdge {
    return { id: this.freshId('line'), from, to, ...rest };
  }

  /** A new node beside the one that it was made for, where that has a place. */
  private place(node: FlowNode, beside: string, edges: readonly FlowEdge[]): FlowDefinition {
    const at = this.definition.layout?.[beside];
    return this.with({
      nodes: [...this.nodes, node],
      edges,
      ...(at ? { layout: { ...this.definition.layout, [node.id]: { x: at.x + 40, y: at.y + 60 } } } : {}),
    });
  }

  private freshId(name: string, alsoTaken: readonly string[] = []): string {
    const taken = new Set([...this.nodes, ...this.edges].map(({ id }) => id).concat(alsoTaken));
    for (let number = 1; ; number += 1) if (!taken.has(`${name}_${number}`)) return `${name}_${number}`;
  }
}
