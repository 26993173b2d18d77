import type { FlowEventKind, NoticeReason, TaskOutcome } from './flow-command.js';
import type { CompiledFlow, CompiledNode } from './flow-model.js';
import type { FlowState, FlowStatus, FlowTimer, FlowToken, TimerKind, WorkItem } from './flow-state.js';
import { nodeMoment } from './node-moment.js';
import type { NodeMoment } from './node-type.js';
import type { Step } from './step.js';

/** Where a nested flow hangs: the token of the subflow node that holds it. */
export interface Parent {
  readonly level: Level;
  readonly tokenId: number;
  readonly index?: number;
}

export type Draft = { -readonly [K in keyof FlowState]: FlowState[K] };

interface EventAbout {
  readonly nodeId?: string;
  readonly actor?: string;
  readonly payload?: Readonly<Record<string, unknown>>;
}

/**
 * One flow while a step is made: the instance itself, or a flow that runs inside of it. Keeps the draft of its state;
 * the lists in it are replaced and never changed, so the state before the step stays as it was.
 */
export class Level {
  readonly draft: Draft;
  /** Flows inside, by the token that holds them. */
  readonly children = new Map<number, Level[]>();

  constructor(
    readonly flow: CompiledFlow,
    readonly step: Step,
    state: FlowState,
    readonly parent?: Parent,
  ) {
    this.draft = { ...state };
    for (const token of state.tokens) if (token.children !== undefined) this.openChildren(token);
  }

  private openChildren({ id, children = [] }: FlowToken): void {
    this.children.set(
      id,
      children.map(({ flow, index, state }) => {
        const nested = this.flow.subflow(flow);
        if (nested === undefined) throw new Error(`flow ${this.flow.key} has no flow ${flow} inside`);
        return new Level(nested, this.step, state, {
          level: this,
          tokenId: id,
          ...(index === undefined ? {} : { index }),
        });
      }),
    );
  }

  get root(): Level {
    return this.parent?.level.root ?? this;
  }

  get depth(): number {
    return this.parent === undefined ? 0 : this.parent.level.depth + 1;
  }

  /** Whether this flow and all around it still go on. */
  get isAlive(): boolean {
    return this.draft.status === 'running' && (this.parent?.level.isAlive ?? true);
  }

  /** What stands before the ids of its nodes where they must be told apart from those of other flows. */
  get prefix(): string {
    if (this.parent === undefined) return '';
    const { level, tokenId, index } = this.parent;
    const holder = level.draft.tokens.find((token) => token.id === tokenId)?.nodeId ?? '';
    return `${level.prefix}${holder}${index === undefined ? '' : `[${index}]`}/`;
  }

  pathOf(nodeId: string): string {
    return this.prefix + nodeId;
  }

  nodeOf(id: string): CompiledNode {
    const node = this.flow.nodes.get(id);
    if (node === undefined) throw new Error(`flow ${this.flow.key} has no node ${id}`);
    return node;
  }

  /** What a node of this flow knows now. */
  moment(): NodeMoment {
    return nodeMoment(this.flow, this.draft, { ...this.step.facts, input: this.step.input });
  }

  event(kind: FlowEventKind, about: EventAbout = {}): void {
    const nodeId = about.nodeId === undefined ? {} : { nodeId: this.pathOf(about.nodeId) };
    this.step.record.event(kind, { ...about, ...nodeId });
  }

  notify(to: readonly string[], reason: NoticeReason, nodeId?: string): void {
    this.step.record.notify(to, reason, nodeId === undefined ? undefined : this.pathOf(nodeId));
  }

  nextId(): number {
    this.draft.tokenSeq += 1;
    return this.draft.tokenSeq;
  }

  token(id: number): FlowToken | undefined {
    return this.draft.tokens.find((token) => token.id === id);
  }

  /** Puts a token to rest, in the place of the one it was. */
  rest(token: FlowToken): void {
    const others = this.draft.tokens.filter((other) => other.id !== token.id);
    this.draft.tokens = [...others, token];
  }

  drop(token: FlowToken): void {
    this.draft.tokens = this.draft.tokens.filter((other) => other.id !== token.id);
    this.children.delete(token.id);
  }

  /** Sends tokens on their way, the first of them first. */
  move(...tokens: readonly FlowToken[]): void {
    for (const token of [...tokens].reverse()) this.step.moving.push({ level: this, token });
  }

  openWork(item: WorkItem): void {
    this.draft.work = [...this.draft.work, item];
    const nodeId = this.pathOf(item.nodeId);
    this.step.record.add({ type: 'open_task', task: { ...item, nodeId } });
    this.event('task_opened', {
      nodeId: item.nodeId,
      payload: {
        taskId: item.id,
        assignee: item.assignee,
        visit: item.visit,
        ...(item.for === undefined ? {} : { for: item.for }),
      },
    });
  }

  closeWork(id: string, outcome: TaskOutcome, by?: string, comment?: string): void {
    if (!this.draft.work.some((item) => item.id === id)) return;
    this.draft.work = this.draft.work.filter((item) => item.id !== id);
    this.step.record.add({
      type: 'close_task',
      taskId: id,
      outcome,
      ...(by === undefined ? {} : { by }),
      ...(comment === undefined ? {} : { comment }),
    });
  }

  workOf(token: Pick<FlowToken, 'id'>): readonly WorkItem[] {
    return this.draft.work.filter((item) => item.tokenId === token.id);
  }

  setTimer(token: FlowToken, kind: TimerKind, dueAt: string, rung?: number): void {
    this.putTimer({
      id: this.step.facts.ids(),
      tokenId: token.id,
      nodeId: token.nodeId,
      visit: token.visit ?? 1,
      kind,
      ...(rung === undefined ? {} : { rung }),
      dueAt,
      fired: 0,
    });
  }

  putTimer(timer: FlowTimer): void {
    const others = (this.draft.timers ?? []).filter((other) => other.id !== timer.id);
    this.draft.timers = [...others, timer];
    this.step.record.add({ type: 'set_timer', timer: { ...timer, nodeId: this.pathOf(timer.nodeId) } });
  }

  dropTimers(holds: (timer: FlowTimer) => boolean): void {
    const timers = this.draft.timers ?? [];
    for (const timer of timers.filter(holds)) this.step.record.add({ type: 'drop_timer', timerId: timer.id });
    if (timers.some(holds)) this.draft.timers = timers.filter((timer) => !holds(timer));
  }

  /** Stops this flow; a nested one has no word in it beyond its own. */
  stop(status: FlowStatus): void {
    this.draft.status = status;
  }
}

/** The level and all levels inside of it. */
export function allLevels(level: Level): readonly Level[] {
  return [level, ...[...level.children.values()].flat().flatMap(allLevels)];
}
