import type { EvaluationInput, Scope } from '../expression/index.js';
import type { Issue, Part } from '../foundation/index.js';
import type { FlowEdge, FlowNode, FlowSettings, PeopleSource, RuleAction } from '../metadata/index.js';
import type { AnswerVerb, FlowEventKind, NoticeWords, PeopleFacts } from './flow-command.js';
import type { CompiledLine, CompiledNode } from './flow-model.js';
import type { AnswerOutcome, FlowItem, NodeOutcome, SuspendReason, WorkKind } from './flow-state.js';
import type { Asked, RoundPolicy } from './round.js';
import type { Verdict } from './round-tally.js';

/** What a node knows when it is entered or answered. */
export interface NodeMoment {
  readonly starter: string;
  readonly input: EvaluationInput;
  readonly people: PeopleFacts;
  readonly now: string;
  /** The flow that it belongs to, for standing deputies. */
  readonly flow: string;
  readonly settings: FlowSettings;
  /** The texts that a formula of the node gives: users of a field, keys of roles. */
  textsAt(formula: string): readonly string[];
  /** The elements of a list or the lines of a table. */
  itemsAt(formula: string): readonly FlowItem[];
  /** Whom people picked for a node. */
  chosenFor(nodeId: string): readonly string[];
  /** The instant so much time from now; working time where the flow has a calendar. */
  dueAfter(duration: string): string;
  /** The instant at which a day begins. */
  dayStart(day: string): string;
  /** The role that gets what nobody else can do. */
  readonly admin?: string;
  /** The node is opened anew because somebody returned the flow to it. */
  readonly reopened?: boolean;
}

/** Something that a node says or asks for on its way; the step turns it into effects. */
export type NodeNote =
  | {
      readonly note: 'event';
      readonly kind: FlowEventKind;
      readonly payload?: Readonly<Record<string, unknown>>;
    }
  | { readonly note: 'copy'; readonly to: readonly string[]; readonly words: NoticeWords }
  | { readonly note: 'actions'; readonly actions: readonly RuleAction[] }
  | { readonly note: 'instance'; readonly flow: string; readonly item?: FlowItem };

/** The node asks people and waits for them. */
export interface AskMove {
  readonly move: 'ask';
  readonly kind: WorkKind;
  readonly asked: readonly Asked[];
  readonly policy: RoundPolicy;
  readonly dueIn?: string;
}

/** What becomes of the token. A new kind of move is a new case here; a new node type is not. */
export type NodeMove =
  | AskMove
  | {
      readonly move: 'leave';
      readonly lines: readonly CompiledLine[];
      /** Absent on nodes that leave no mark in the trace. */
      readonly outcome?: NodeOutcome;
      readonly notes?: readonly NodeNote[];
    }
  /** All lines are begun, and the first to get anywhere ends the others. */
  | { readonly move: 'race'; readonly lines: readonly CompiledLine[] }
  /** Waits for a point in time. */
  | { readonly move: 'sleep'; readonly until: string }
  /** Waits for an event; one that came early may have been kept. */
  | { readonly move: 'listen'; readonly event: string }
  /** Waits for outside calls, made one after another. */
  | { readonly move: 'call'; readonly notes: readonly NodeNote[] }
  /** Waits for other flows that run inside, one for each item or a single one. */
  | { readonly move: 'nest'; readonly flow: string; readonly items?: readonly FlowItem[] }
  /** The whole flow is refused here and now. */
  | { readonly move: 'refuse'; readonly outcome: NodeOutcome }
  /** The flow goes back to a node before this one. */
  | { readonly move: 'back'; readonly outcome: NodeOutcome; readonly to: string }
  | { readonly move: 'end'; readonly rejected: boolean; readonly terminate: boolean }
  | { readonly move: 'stuck'; readonly reason: SuspendReason; readonly notes?: readonly NodeNote[] };

/** What of the record is open to whoever works at a node. Paths of fields. */
export interface NodeRights {
  readonly hidden: readonly string[];
  readonly readOnly: readonly string[];
  /** Fields that may be changed together with the answer. */
  readonly editable: readonly string[];
  /** Fields that must have a value before an approval or a submission. */
  readonly required: readonly string[];
}

/** What a person may do at a node, and what goes with the answer. */
export interface WorkPolicy extends NodeRights {
  readonly answers: Readonly<Partial<Record<AnswerVerb, AnswerOutcome>>>;
  readonly opinion: 'optional' | 'required' | 'required_on_reject';
  readonly mayTransfer: boolean;
  readonly mayDelegate: boolean;
  readonly mayAddSign: boolean;
  readonly mayReturn: boolean;
}

/** What happens when nobody has decided in time. */
export interface TimeoutPolicy {
  readonly after: string;
  readonly action: 'pass' | 'reject' | 'transfer' | 'remind' | 'edge';
  readonly to?: string;
  readonly every?: string;
  readonly max?: number;
}

/** Whom a node tells that nobody has decided for so long; those who owe an answer when nobody is named. */
export interface EscalationLevel {
  readonly after: string;
  readonly to?: readonly PeopleSource[];
}

/** How the outside calls of a node are made. */
export interface CallPolicy {
  readonly calls: readonly RuleAction[];
  readonly tries: number;
  readonly retryAfter: string;
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
  /** Every node of the drawing. */
  readonly nodes?: readonly FlowNode[];
  /** How many lines lead into the node. */
  readonly linesInto?: number;
  readonly settings?: FlowSettings;
  /** Keys of the flows of the same form. */
  readonly flows?: readonly string[];
}

type Config = Readonly<Record<string, unknown>>;

export interface NodeTypePart extends Part {
  readonly isStart: boolean;
  readonly isEnd: boolean;
  /** Chooses among several lines by their conditions. */
  readonly isBranch: boolean;
  /** How several normal lines out are taken: one of them, all, or every one whose condition holds. Absent: there is one. */
  readonly split?: 'xor' | 'and' | 'or';
  /** How several lines in are met: a token of each, or of each that can still come. Absent: once a token. */
  readonly join?: 'and' | 'or';
  /** At which arrival an `and` join goes on; `undefined` waits for all. */
  needOf?(config: Config): number | undefined;
  /** What becomes of the tokens that come after it went on early. */
  restOf?(config: Config): 'cancel' | 'ignore';
  /** May hold a token until somebody or something outside the step moves it. */
  readonly waits: boolean;
  /** The `on` lines that this configuration can take. */
  exits?(config: Config): readonly NonNullable<FlowEdge['on']>[];
  /** Fields and formulas that are read when the node is entered. */
  formulas?(config: Config): readonly string[];
  /** Those among them that must name people or roles. */
  peopleFields?(config: Config): readonly string[];
  /** Rule actions that the node asks for; whoever owns the actions checks them. */
  actions?(config: Config): readonly RuleAction[];
  /** How soon somebody must have approved what the node does before anybody was asked; none where that is not meant. */
  approvedWithin?(config: Config): string | undefined;
  /** Key of the template that words what it tells. */
  notification?(config: Config): string | undefined;
  /** What people may do here; only on nodes that open work. */
  work?(config: Config): WorkPolicy;
  timeout?(config: Config): TimeoutPolicy | undefined;
  escalation?(config: Config): readonly EscalationLevel[];
  calls?(config: Config): CallPolicy;
  /** The event that it waits for, and whether one that comes early is kept. */
  event?(config: Config): { readonly name: string; readonly isKept: boolean };
  /** The node whose people are picked for by those who decide this one, or by the starter. */
  choices?(config: Config): { readonly byStarter: boolean; readonly at: readonly string[] };
  /** Design-time check of one node; returns every problem, throws never. */
  verify(node: FlowNode, context: VerifyContext): readonly NodeIssue[];
  /** A token arrives; at a join, once it goes on. Pure: the same moment gives the same move. */
  enter(node: CompiledNode, moment: NodeMoment): NodeMove;
  /** What was waited for has come to a verdict; `isAuto` where no person gave it. */
  decide?(node: CompiledNode, verdict: Verdict, isAuto: boolean): NodeMove;
}
