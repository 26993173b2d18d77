import { addDuration, assertNever } from '../foundation/index.js';
import type { Issue } from '../foundation/index.js';
import type { AnswerCommand, FlowFacts, FlowStep } from './flow-command.js';
import type { CompiledFlow, CompiledLine, CompiledNode } from './flow-model.js';
import type {
  AnswerOutcome,
  FlowState,
  FlowStatus,
  FlowToken,
  NodeOutcome,
  SuspendReason,
  WorkItem,
} from './flow-state.js';
import { nodeMoment } from './node-moment.js';
import type { NodeMoment, NodeMove, NodeNote } from './node-type.js';
import { activeUsers, onePerUser } from './people.js';
import { StepRecord } from './step-record.js';

type Waiting = Extract<NodeMove, { move: 'wait' }>;

/**
 * One step in the making: moves tokens until all of them wait or are gone, and writes down the effects in order.
 * Lives for one call; what it leaves is a new state, the old one is not touched.
 */
export class StepRun {
  private readonly record: StepRecord;
  /** Tokens on their way, the next one last: a branch runs to its wait before its sibling starts. */
  private readonly moving: FlowToken[] = [];
  private status: FlowStatus;
  private reason: string | undefined;
  private tokens: FlowToken[];
  private work: WorkItem[];
  private readonly visits: Record<string, number>;
  private refusedEnd: boolean;
  private tokenSeq: number;
  private autoSteps = 0;
  private input: FlowFacts['input'];

  constructor(
    private readonly flow: CompiledFlow,
    private readonly before: FlowState,
    private readonly facts: FlowFacts,
    at: string,
  ) {
    this.status = before.status;
    this.reason = before.reason;
    this.tokens = [...before.tokens];
    this.work = [...before.work];
    this.visits = { ...before.visits };
    this.refusedEnd = before.refusedEnd === true;
    this.tokenSeq = before.tokenSeq;
    this.record = new StepRecord(before.eventSeq, at);
    this.input = facts.input;
  }

  /** Puts the first token on the start and lets it go. */
  start(): void {
    this.record.event('started', { actor: this.before.starter });
    this.record.recordState(this.flow.definition.states.running);
    this.tokenSeq += 1;
    this.moving.push({ id: this.tokenSeq, nodeId: this.flow.start.id });
    this.runToRest();
  }

  /** Takes a person's answer to an open work item, and goes on where it decides the node. */
  answer(item: WorkItem, outcome: AnswerOutcome, command: AnswerCommand): void {
    const node = this.nodeOf(item.nodeId);
    const token = this.tokenOf(item);
    this.closeTask(item, outcome, command);
    const answered: FlowToken = {
      ...token,
      answers: [...(token.answers ?? []), { taskId: item.id, by: command.by, outcome }],
    };
    const open = this.work.filter((other) => other.tokenId === token.id).length;
    const move = node.part.decide?.(node, answered, open) ?? null;
    this.tokens = this.tokens.filter((other) => other.id !== token.id);
    if (move === null) {
      this.tokens.push(answered);
      return;
    }
    this.cancelWork(token);
    this.apply(answered, node, move);
    this.runToRest();
  }

  /** Ends the instance from outside; everything open is cancelled. */
  cancel(by: string, reason: string): void {
    this.record.event('cancelled', { actor: by, payload: { reason } });
    this.cancelOpenNodes();
    this.status = 'cancelled';
    this.reason = reason;
  }

  /** The new state and the effects. */
  result(): FlowStep {
    const state: FlowState = {
      format: 1,
      status: this.status,
      ...(this.reason === undefined ? {} : { reason: this.reason }),
      starter: this.before.starter,
      // A suspended step keeps the tokens it could not move, to be taken up again.
      tokens: [...this.tokens, ...this.moving].sort((a, b) => a.id - b.id),
      work: this.work,
      visits: this.visits,
      ...(this.refusedEnd ? { refusedEnd: true } : {}),
      tokenSeq: this.tokenSeq,
      eventSeq: this.record.eventSeq,
    };
    return { state, effects: this.record.effects };
  }

  private runToRest(): void {
    while (this.status === 'running') {
      const token = this.moving.pop();
      if (token === undefined) break;
      this.enter(token);
    }
    if (this.status !== 'running' || this.tokens.length > 0) return;
    this.finish(this.refusedEnd ? 'rejected' : 'approved');
  }

  private enter(token: FlowToken): void {
    const node = this.nodeOf(token.nodeId);
    const move = node.part.enter(node, this.moment());
    if (move.move !== 'wait') this.autoSteps += 1;
    if (this.autoSteps > this.flow.autoStepsMax) return this.suspend(token, 'loop_limit');
    const visit = (this.visits[node.id] ?? 0) + 1;
    this.visits[node.id] = visit;
    this.apply({ ...token, visit }, node, move);
  }

  private apply(token: FlowToken, node: CompiledNode, move: NodeMove): void {
    switch (move.move) {
      case 'wait':
        return this.open(token, node, move);
      case 'leave':
        this.note(node, move.notes);
        if (move.outcome !== undefined) this.closeNode(token, move.outcome);
        return this.send(token, move.lines);
      case 'refuse':
        this.closeNode(token, move.outcome);
        this.cancelOpenNodes();
        return this.finish('rejected');
      case 'end':
        this.closeNode(token, 'end');
        if (move.rejected) this.refusedEnd = true;
        if (move.terminate) this.cancelOpenNodes();
        return;
      case 'stuck':
        this.note(node, move.notes);
        return this.suspend(token, move.reason);
      default:
        return assertNever(move);
    }
  }

  private open(token: FlowToken, node: CompiledNode, move: Waiting): void {
    const visit = token.visit ?? 1;
    const dueAt = move.dueIn === undefined ? undefined : this.dueAt(move.dueIn);
    this.tokens.push({ ...token, mode: move.mode, answers: [] });
    for (const assignee of move.people) {
      const task: WorkItem = {
        id: this.facts.ids(),
        tokenId: token.id,
        nodeId: node.id,
        visit,
        assignee,
        kind: move.kind,
        openedAt: this.facts.now,
        ...(dueAt === undefined ? {} : { dueAt }),
      };
      this.work.push(task);
      this.record.add({ type: 'open_task', task });
      this.record.event('task_opened', { nodeId: node.id, payload: { taskId: task.id, assignee, visit } });
    }
    this.record.notify(move.people, 'task', node.id);
  }

  private dueAt(duration: string): string {
    const due = addDuration(this.facts.now, duration);
    if (due.ok) return due.value;
    throw new Error(`a compiled flow holds a bad duration: ${describe(due.error)}`);
  }

  /** The token itself goes over the first line; further lines get tokens of their own. */
  private send(token: FlowToken, lines: readonly CompiledLine[]): void {
    const sent = lines.map((line, at) => {
      if (at > 0) this.tokenSeq += 1;
      return { id: at === 0 ? token.id : this.tokenSeq, nodeId: line.to, via: line.id };
    });
    this.moving.push(...sent.reverse());
  }

  private note(node: CompiledNode, notes: readonly NodeNote[] = []): void {
    for (const entry of notes) {
      switch (entry.note) {
        case 'event':
          this.record.event(entry.kind, {
            nodeId: node.id,
            ...(entry.payload === undefined ? {} : { payload: entry.payload }),
          });
          break;
        case 'copy':
          this.record.notify(entry.to, 'cc', node.id, entry.message);
          break;
        case 'actions':
          this.record.add({ type: 'run_actions', nodeId: node.id, actions: entry.actions });
          this.input = this.facts.afterActions?.(entry.actions, this.input) ?? this.input;
          break;
        default:
          assertNever(entry);
      }
    }
  }

  private closeTask(item: WorkItem, outcome: AnswerOutcome, command: AnswerCommand): void {
    const comment = command.comment === undefined ? {} : { comment: command.comment };
    this.work = this.work.filter((other) => other.id !== item.id);
    this.record.add({ type: 'close_task', taskId: item.id, outcome, by: command.by, ...comment });
    this.record.event(outcome, {
      nodeId: item.nodeId,
      actor: command.by,
      payload: { taskId: item.id, visit: item.visit, ...comment },
    });
  }

  private cancelWork(token: FlowToken): void {
    const open = this.work.filter((item) => item.tokenId === token.id);
    this.work = this.work.filter((item) => item.tokenId !== token.id);
    for (const item of open) this.record.add({ type: 'close_task', taskId: item.id, outcome: 'cancelled' });
  }

  private cancelOpenNodes(): void {
    const open = this.tokens
      .filter((token) => token.visit !== undefined)
      .sort((a, b) => (a.nodeId === b.nodeId ? a.id - b.id : a.nodeId < b.nodeId ? -1 : 1));
    for (const token of open) {
      this.cancelWork(token);
      this.closeNode(token, 'cancelled');
    }
    this.tokens = [];
    this.moving.length = 0;
  }

  private closeNode(token: FlowToken, outcome: NodeOutcome): void {
    this.record.event('node_closed', { nodeId: token.nodeId, payload: { outcome, visit: token.visit ?? 1 } });
  }

  private suspend(token: FlowToken, reason: SuspendReason): void {
    // As if it had not been taken in yet, so that the node can be entered again.
    const { id, nodeId, via } = token;
    this.tokens.push({ id, nodeId, ...(via === undefined ? {} : { via }) });
    this.status = 'suspended';
    this.reason = reason;
    this.record.event('suspended', { nodeId: token.nodeId, payload: { reason } });
    const { admin } = this.flow.definition;
    const admins = admin === undefined ? [] : onePerUser(activeUsers([{ role: admin }], this.moment()));
    this.record.notify(admins, 'suspended', token.nodeId);
  }

  private finish(result: 'approved' | 'rejected'): void {
    this.status = result;
    this.record.event('ended', { payload: { result } });
    this.record.recordState(this.flow.definition.states[result]);
    this.record.notify(activeUsers([{ starter: true }], this.moment()), result);
  }

  private moment(): NodeMoment {
    return nodeMoment(this.flow, this.before.starter, { input: this.input, people: this.facts.people });
  }

  private nodeOf(id: string): CompiledNode {
    const node = this.flow.nodes.get(id);
    if (node === undefined) throw new Error(`flow ${this.flow.key} has no node ${id}`);
    return node;
  }

  private tokenOf(item: WorkItem): FlowToken {
    const token = this.tokens.find((candidate) => candidate.id === item.tokenId);
    if (token === undefined) throw new Error(`work item ${item.id} belongs to no token`);
    return token;
  }
}

function describe(found: Issue): string {
  return `${found.code} ${JSON.stringify(found.params)}`;
}
