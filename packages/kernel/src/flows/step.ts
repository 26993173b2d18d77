import type { FlowCommand, FlowFacts } from './flow-command.js';
import type { CompiledNode } from './flow-model.js';
import type { FlowToken } from './flow-state.js';
import type { Level } from './level.js';
import type { NodeMove } from './node-type.js';
import { StepRecord } from './step-record.js';

/** Carries out what a node says; here because nodes that are decided and nodes that are entered call each other. */
export type Apply = (level: Level, token: FlowToken, node: CompiledNode, move: NodeMove) => void;

/** One step in the making: what the levels of nested flows share while it lasts. What it leaves is data. */
export class Step {
  readonly record: StepRecord;
  /** Tokens on their way, the next one last: a branch runs to its wait before its sibling starts. */
  readonly moving: { readonly level: Level; readonly token: FlowToken }[] = [];
  /** The record as the nodes see it; actions change it. */
  input: FlowFacts['input'];
  autoSteps = 0;
  /** Paths of human nodes that earlier approvals have closed, with the visit. */
  readonly repeated = new Map<string, number>();

  constructor(
    readonly facts: FlowFacts,
    command: FlowCommand | { readonly at: string },
    eventSeq: number,
    readonly apply: Apply,
  ) {
    this.record = new StepRecord(eventSeq, command.at);
    this.input = facts.input;
  }

  /** Takes tokens of a level off their way, all of them unless some are meant; gives them. */
  halt(level: Level, isMeant: (token: FlowToken) => boolean = () => true): readonly FlowToken[] {
    const halted = this.moving.filter((one) => one.level === level && isMeant(one.token));
    const others = this.moving.filter((one) => !halted.includes(one));
    this.moving.splice(0, this.moving.length, ...others);
    return halted.map((one) => one.token);
  }

  /** Changes the tokens of a level that are on their way. */
  changeMoving(level: Level, change: (token: FlowToken) => FlowToken): void {
    const changed = this.moving.map((one) =>
      one.level === level ? { level, token: change(one.token) } : one,
    );
    this.moving.splice(0, this.moving.length, ...changed);
  }

  isMovingIn(level: Level): boolean {
    return this.moving.some((one) => one.level === level);
  }
}
