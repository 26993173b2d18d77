import type { EvaluationInput, Scope } from '../expression/index.js';
import type { Issue, Localized, Part } from '../foundation/index.js';
import type { FlowEdge, FlowNode, RuleAction } from '../metadata/index.js';
import type { AnswerVerb, FlowEventKind, PeopleFacts } from './flow-command.js';
import type { CompiledLine, CompiledNode } from './flow-model.js';
import type { AnswerOutcome, FlowToken, NodeOutcome, SuspendReason, WorkKind } from './flow-state.js';

/** What a node knows when it is entered or answered. */
export interface NodeMoment {
  readonly starter: string;
  readonly input: EvaluationInput;
  readonly people: PeopleFacts;
  /** The texts that a formula of `peopleFields` gives: users of a field, keys of roles. */
  textsAt(formula: string): readonly string[];
  /** The role that gets what nobody else can do. */
  readonly admin?: string;
}

/** Something that a node says or asks for on its way; the step turns it into effects. */
export type NodeNote =
  | {
      readonly note: 'event';
      readonly kind: FlowEventKind;
      readonly payload?: Readonly<Record<string, unknown>>;
    }
  | { readonly note: 'copy'; readonly to: readonly string[]; readonly message?: Localized }
  | { readonly note: 'actions'; readonly actions: readonly RuleAction[] };

/** What becomes of the token. A new kind of move is a new case here; a new node type is not. */
export type NodeMove =
  | {
      readonly move: 'wait';
      readonly kind: WorkKind;
      readonly people: readonly string[];
      readonly mode: 'any' | 'all';
      readonly dueIn?: string;
    }
  | {
      readonly move: 'leave';
      readonly lines: readonly CompiledLine[];
      /** Absent on nodes that leave no mark in the trace. */
      readonly outcome?: NodeOutcome;
      readonly notes?: readonly NodeNote[];
    }
  /** The whole instance is refused here and now. */
  | { readonly move: 'refuse'; readonly outcome: NodeOutcome }
  | { readonly move: 'end'; readonly rejected: boolean; readonly terminate: boolean }
  | { readonly move: 'stuck'; readonly reason: SuspendReason; readonly notes?: readonly NodeNote[] };

/** What a person may do at a node, and what goes with the answer. */
export interface WorkPolicy {
  readonly answers: Readonly<Partial<Record<AnswerVerb, AnswerOutcome>>>;
  /** Paths of the fields that may be changed together with the answer. */
  readonly editable: readonly string[];
  readonly opinion: 'optional' | 'required' | 'required_on_reject';
}

/** A problem of one node; `edges` names the lines it is about. */
export interface NodeIssue extends Issue {
  readonly edges?: readonly string[];
}

/** What a part sees of the drawing when it checks one of its nodes. */
export interface VerifyContext {
  readonly scope: Scope;
  /** Pointer to the node's configuration inside the definition. */
  readonly path: string;
  /** Lines out of the node, in drawn order. */
  readonly lines: readonly FlowEdge[];
  readonly admin?: string;
  /** Known keys; a list that is absent is not checked. */
  readonly roles?: readonly string[];
  readonly users?: readonly string[];
}

export interface NodeTypePart extends Part {
  readonly isStart: boolean;
  readonly isEnd: boolean;
  /** Chooses among several lines by their conditions. */
  readonly isBranch: boolean;
  /** May hold a token until somebody or something outside the step moves it. */
  readonly waits: boolean;
  /** The `on` lines that this configuration can take. */
  exits?(config: Readonly<Record<string, unknown>>): readonly NonNullable<FlowEdge['on']>[];
  /** Fields and formulas that name people or roles, read when the node is entered. */
  peopleFields?(config: Readonly<Record<string, unknown>>): readonly string[];
  /** Rule actions that the node asks for; whoever owns the actions checks them. */
  actions?(config: Readonly<Record<string, unknown>>): readonly RuleAction[];
  /** What people may do here; only on nodes that open work. */
  work?(config: Readonly<Record<string, unknown>>): WorkPolicy;
  /** Design-time check of one node; returns every problem, throws never. */
  verify(node: FlowNode, context: VerifyContext): readonly NodeIssue[];
  /** A token arrives. Pure: the same moment gives the same move. */
  enter(node: CompiledNode, moment: NodeMoment): NodeMove;
  /** An answer came in (the last of `token.answers`); `null` goes on waiting for the `open` others. */
  decide?(node: CompiledNode, token: FlowToken, open: number): NodeMove | null;
}
