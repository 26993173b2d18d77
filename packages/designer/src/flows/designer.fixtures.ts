import type { FlowDefinition, FlowEdge, FlowNode } from '@dougong/kernel/metadata';
import { Editor } from '../editing/index.js';
import { findingsOf } from './use-findings.js';
import type { Surroundings } from '../surroundings/surroundings.js';
import { claimSetup } from './flows.fixtures.js';
import { addBlockOnEdge, appendBlock } from './flow-blocks.js';
import type { FlowCommand } from './flow-edits.js';
import {
  addNodeOnEdge,
  appendNode,
  connect,
  deleteNode,
  disconnect,
  duplicateNode,
  moveNode,
  retargetEdge,
  setEdgeCondition,
  setEdgeDefault,
  setEdgeTitle,
  setNodeConfig,
  setNodeTitle,
  shiftEdge,
  tidy,
} from './flow-gestures.js';
import type { EdgeEvent } from './flow-gestures.js';
import type { Position } from './flow-edits.js';

/** Drives a flow like a hand: gestures in, the document and its findings out. No page, no server, a clock that is set. */
export class TestDesigner {
  readonly editor: Editor<FlowDefinition>;
  private clock = 0;
  private ids = 0;

  constructor(
    document: FlowDefinition,
    private readonly surroundings: Surroundings,
  ) {
    this.editor = new Editor(document, () => this.clock);
  }

  get document(): FlowDefinition {
    return this.editor.document;
  }

  /** Lets time pass, so that the next change is a step of its own. */
  wait(ms: number): this {
    this.clock += ms;
    return this;
  }

  node(id: string): FlowNode {
    const found = this.document.nodes.find((node) => node.id === id);
    if (found === undefined) throw new Error(`there is no node ${id}`);
    return found;
  }

  edge(id: string): FlowEdge {
    const found = this.document.edges.find((edge) => edge.id === id);
    if (found === undefined) throw new Error(`there is no line ${id}`);
    return found;
  }

  /** The way that a document would take, as titles; branches take their default line. */
  way(): string {
    const titles: string[] = [];
    let at = this.document.nodes.find((node) => node.type === 'start');
    while (at !== undefined && titles.length < 50) {
      titles.push(at.title.en);
      const lines = this.document.edges.filter((edge) => edge.from === at?.id && edge.on === undefined);
      const next = lines.find((edge) => edge.default === true) ?? lines[0];
      at = this.document.nodes.find((node) => node.id === next?.to);
    }
    return titles.join(' > ');
  }

  codes(): readonly string[] {
    return findingsOf(this.document, claimSetup()).map((found) => found.code);
  }

  /** A gate with its ways, as the menu puts it in. */
  addBlock(kind: string, edge: string): string {
    const block = { ...this.fresh(kind), newId: (prefix: string) => this.newId(prefix) };
    this.run(addBlockOnEdge(this.document, edge, block, this.parts));
    return block.id;
  }

  /** The same after a node. */
  appendBlock(kind: string, after?: string): string {
    const block = { ...this.fresh(kind), newId: (prefix: string) => this.newId(prefix) };
    this.run(appendBlock(this.document, after, block, this.parts));
    return block.id;
  }

  addOnEdge(kind: string, edge: string): string {
    const added = this.fresh(kind);
    this.run(addNodeOnEdge(this.document, edge, added, this.parts));
    return added.id;
  }

  append(kind: string, after?: string): string {
    const added = this.fresh(kind);
    this.run(appendNode(this.document, after, added, this.parts));
    return added.id;
  }

  remove(id: string): this {
    return this.run(deleteNode(this.document, id, this.parts));
  }

  duplicate(id: string): string {
    const { id: copy, edgeId } = this.fresh(this.node(id).type);
    this.run(duplicateNode(this.document, id, { id: copy, edgeId }, this.parts));
    return copy;
  }

  configure(id: string, property: string, value: unknown): this {
    return this.run(setNodeConfig(id, property, value));
  }

  rename(id: string, title: string): this {
    return this.run(setNodeTitle(id, { 'zh-CN': title, en: title }));
  }

  connect(from: string, to: string, on?: EdgeEvent): string {
    const id = this.newId('line');
    this.run(connect(this.document, { id, from, to, on }, this.parts));
    return id;
  }

  disconnect(id: string): this {
    return this.run(disconnect(id));
  }

  retarget(id: string, to: string): this {
    return this.run(retargetEdge(this.document, id, to, this.parts));
  }

  guard(id: string, when: FlowEdge['when']): this {
    return this.run(setEdgeCondition(id, when));
  }

  otherwise(id: string): this {
    return this.run(setEdgeDefault(this.document, id));
  }

  label(id: string, title: string | undefined): this {
    return this.run(setEdgeTitle(id, title === undefined ? undefined : { 'zh-CN': title, en: title }));
  }

  shift(id: string, by: -1 | 1): this {
    return this.run(shiftEdge(this.document, id, by));
  }

  move(id: string, place: Position): this {
    return this.run(moveNode(this.document, id, place));
  }

  tidy(): this {
    return this.run(tidy(this.document));
  }

  undo(times = 1): this {
    for (let at = 0; at < times; at += 1) this.editor.undo();
    return this;
  }

  redo(times = 1): this {
    for (let at = 0; at < times; at += 1) this.editor.redo();
    return this;
  }

  /** Takes everything back; tells how many steps that took. */
  undoAll(): number {
    let steps = 0;
    while (this.editor.snapshot().canUndo) {
      this.editor.undo();
      steps += 1;
    }
    return steps;
  }

  private readonly parts = (kind: string) => this.surroundings.catalog.part(kind);

  private fresh(kind: string) {
    const part = this.parts(kind);
    if (part === undefined) throw new Error(`there is no node type ${kind}`);
    return { part, id: this.newId(kind), edgeId: this.newId('line') };
  }

  private newId(prefix: string): string {
    this.ids += 1;
    return `${prefix}_${this.ids}`;
  }

  private run(command: FlowCommand): this {
    this.editor.run(command);
    return this;
  }
}
