import type { ConditionTrace } from '@dougong/kernel/expression';
import type { Localized } from '@dougong/kernel/foundation';
import type { MenuDefinition, RuleDefinition } from '@dougong/kernel/metadata';

export * from './session-contract.js';

/** The answers of the engine's HTTP interface, version 1. Decimals are strings everywhere and stay so. */

export type RecordValue =
  | string
  | number
  | boolean
  | null
  | undefined
  | readonly RecordValues[]
  | readonly string[]
  | Readonly<Record<string, string | undefined>>;

/** A record or a line as it travels; references are ids. */
export interface RecordValues {
  readonly [field: string]: RecordValue;
}

export interface StoredRecord extends RecordValues {
  readonly id: string;
  readonly version: number;
  readonly status: string;
}

/** A name in every language, or as it was typed. */
export type Title = Localized | string;

export interface DepartmentEntry {
  readonly key: string;
  readonly title: Localized;
  readonly parent: string | null;
  /** `company`, `branch` or `store`: it has books of its own. */
  readonly organisation?: string | null;
  readonly active: boolean;
}

export interface UserEntry {
  readonly id: string;
  readonly login: string;
  readonly name: string;
  readonly post: Localized | null;
  /** Key of the department. */
  readonly department?: string | null;
}

export interface FormEntry {
  readonly key: string;
  readonly title: Title;
  readonly usage: 'master' | 'document' | 'log';
  readonly can: {
    readonly read: boolean;
    readonly create: boolean;
    readonly update: boolean;
    readonly delete: boolean;
    readonly import: boolean;
    readonly export: boolean;
    readonly print?: boolean;
    readonly share?: boolean;
    readonly actions: readonly string[];
  };
  /** Fields that the user is not told of: `cost`, `lines.cost`. */
  readonly hidden?: readonly string[];
}

/** A flow and what the user has to do with it: see its figures, look after its instances. */
export interface FlowEntry {
  readonly key: string;
  readonly title: Title;
  readonly form: string;
  readonly can: { readonly read: boolean; readonly administer: boolean };
}

export interface AppAnswer {
  readonly application: { readonly key: string; readonly title: Title; readonly version: string };
  readonly release: { readonly number: number };
  readonly menu: MenuDefinition['sections'];
  readonly forms: readonly FormEntry[];
  readonly registers: readonly { readonly key: string; readonly title: Title }[];
  readonly flows: readonly FlowEntry[];
  readonly taskCount: number;
}

/** The rules that a form on the screen asks. */
export interface FormRulesAnswer {
  readonly form: string;
  readonly release: number;
  readonly rules: readonly RuleDefinition[];
}

export type RuleOutcome =
  | 'fired'
  | 'not_met'
  | 'blank'
  | 'not_triggered'
  | 'group'
  | 'not_effective'
  | 'disabled'
  | 'not_reached'
  | 'no_lines';

/** What became of a rule for a record, or for one line of it. */
export interface RuleTraceEntry {
  readonly line?: string;
  readonly outcome: RuleOutcome;
  readonly sentence: Localized;
  /** Every operand with its value, and the comparison that settled the answer. */
  readonly condition?: ConditionTrace;
}

/** A rule of a form and what it makes of one record. */
export interface RecordRule {
  readonly rule: {
    readonly key: string;
    readonly title: Localized;
    readonly phase: string;
    readonly enabled: boolean;
  };
  readonly outcome: RuleOutcome;
  readonly sentence: Localized;
  /** One for each line of a rule over lines. */
  readonly trace: readonly RuleTraceEntry[];
}

export interface RecordRulesAnswer {
  readonly data: readonly RecordRule[];
  /** Rules about fields that are hidden from the asker. */
  readonly withheld: number;
  readonly release: number;
}

/** What a reference is called: beside the ids, by form and id. */
export interface ReferenceLabel {
  readonly code?: string;
  readonly title?: string;
}

export type References = Readonly<Record<string, Readonly<Record<string, ReferenceLabel>>>>;
export type UserNames = Readonly<Record<string, string>>;

export interface RecordPage {
  readonly data: readonly StoredRecord[];
  readonly refs?: References;
  readonly users?: UserNames;
  readonly nextCursor?: string;
  readonly total?: number;
}

export interface RecordAction {
  readonly id: string;
  readonly title: Title;
  /**
   * `task`: an answer to a task; `step`: what else its holder may do with it; `flow`: what may be done with the flow
   * without a task.
   */
  readonly kind: 'lifecycle' | 'task' | 'step' | 'flow' | 'delete';
  readonly taskId?: string;
  /** The instance, where it is not the main one of the record. */
  readonly instance?: string;
  readonly nodeTitle?: Title;
  /** Answers: whose task it is that the user helps with, or for whom he stands in. */
  readonly helps?: string;
  readonly forUser?: string;
  /** Whether the answer takes, or must have, a comment. */
  readonly opinion?: 'none' | 'optional' | 'required' | 'required_on_reject';
  readonly allowed: boolean;
  /** Code of the reason for which it is not allowed, and what its sentence is made with. */
  readonly reason?: string;
  readonly reasonParams?: Readonly<Record<string, unknown>>;
  /** Fields that are still blank and that the action asks for. */
  readonly missing?: readonly string[];
  /** Nodes that it can be about: where a return can go, whose answer can be taken back. */
  readonly nodes?: readonly { readonly id: string; readonly title: Title }[];
  /** People that it can be about: signers who can be taken out again. */
  readonly people?: readonly string[];
  /** Return: how the flow goes on afterwards unless somebody says otherwise. */
  readonly after?: 'redo' | 'back';
  /** Nodes whose people must be picked along with it. */
  readonly choices?: readonly NodeChoice[];
}

/** A node whose people somebody picks: its id as `chosen` takes it. */
export interface NodeChoice {
  readonly node: string;
  readonly title: Title;
}

/** Node -> the people picked for it. */
export type Choices = Readonly<Record<string, readonly string[]>>;

/** What a rule wants people to know although it refused nothing. */
export interface Note {
  readonly pointer: string;
  readonly code: string;
  /** The sentence, in the language of the request. */
  readonly detail: string;
}

export interface RecordAnswer {
  readonly record: StoredRecord;
  /** Only in answers to what was written. */
  readonly notes?: readonly Note[];
  readonly refs?: References;
  readonly users?: UserNames;
  readonly actions: readonly RecordAction[];
  readonly editable: {
    readonly header: readonly string[];
    readonly lines: Readonly<Record<string, readonly string[]>>;
  };
  readonly flow?: { readonly instanceId: string };
}

/** Changed lines of one table: those with an id are updated, those without are added. */
export interface LinesPatch {
  readonly upsert?: readonly RecordValues[];
  readonly delete?: readonly string[];
}

/** Changed fields, and changed lines per table. */
export interface RecordPatch {
  readonly [field: string]: RecordValue | LinesPatch;
}

/** What comes with an answer or an action. */
export interface AnswerBody {
  readonly comment?: string;
  readonly record?: RecordPatch;
  readonly chosen?: Choices;
}

export interface FlowNodeState {
  readonly id: string;
  readonly type: string;
  readonly title: Title;
  readonly state: 'done' | 'active' | 'planned' | 'skipped';
  readonly people: readonly string[];
  readonly at?: string;
  readonly due?: string;
  /** How it ended; only of a node that is done. */
  readonly outcome?: string;
  readonly visits: number;
  /** Why the flow cannot go on here. */
  readonly stuck?: string;
  /** Why the flow will come here, or passes it over. */
  readonly why?: NodeReason;
}

/** The line to a node, and what the branch before it decided. */
export interface NodeReason {
  readonly edge: string;
  /** Left out where no branch decides, and for those from whom fields of the form are hidden. */
  readonly condition?: {
    /** The line that the branch takes. */
    readonly edge: string | null;
    /** No condition held. */
    readonly default: boolean;
    readonly tried: readonly unknown[];
  };
}

export interface FlowEvent {
  readonly seq: number;
  readonly kind: string;
  readonly nodeId: string | null;
  readonly actor: string | null;
  readonly at: string;
  readonly payload: Readonly<Record<string, unknown>> | null;
  /** What happened, as people read it. */
  readonly words: Localized;
}

export interface FlowInstance {
  readonly id: string;
  readonly flow: { readonly key: string; readonly title: Title; readonly release: number };
  readonly status: string;
  readonly startedBy: string;
  readonly startedAt: string;
  readonly endedAt: string | null;
  readonly nodes: readonly FlowNodeState[];
  readonly events: readonly FlowEvent[];
}

/** A definition by its key, with the title it had in the release that is spoken of. */
export interface KnownDefinition {
  readonly key: string;
  readonly title: Title;
}

/** What posted a movement. The rule `flow/node` is an action of a node. */
export interface MovementOrigin {
  readonly posting: KnownDefinition;
  readonly rule: KnownDefinition | null;
  readonly flow: KnownDefinition | null;
}

export interface Movement {
  readonly id: string;
  readonly at: string;
  readonly businessDate: string;
  readonly register?: string;
  readonly key: Readonly<Record<string, string | null>>;
  readonly direction: 'in' | 'out';
  readonly resources: Readonly<Record<string, string>>;
  readonly balanceAfter?: Readonly<Record<string, string>>;
  readonly form: string;
  readonly recordId: string;
  readonly code?: string;
  readonly lineNo?: number;
  readonly origin: MovementOrigin;
  readonly instanceId?: string;
  readonly release?: number;
  readonly actor?: string;
}

/** A line of a voucher; the side that it does not stand on is `null`. */
export interface VoucherLine {
  readonly id: string;
  readonly account: { readonly code: string; readonly title: Localized };
  readonly side: 'debit' | 'credit';
  readonly debit: string | null;
  readonly credit: string | null;
}

export interface Voucher {
  readonly id: string;
  readonly number: string;
  readonly date: string;
  readonly summary: Localized;
  readonly form: string;
  readonly recordId: string;
  readonly code: string | null;
  readonly lines: readonly VoucherLine[];
  readonly total: string;
}

export interface HistoryEntry {
  readonly at: string;
  readonly actor: string | null;
  /** For whom the actor stood in. */
  readonly onBehalfOf?: string | null;
  readonly action: string;
  /** What a rule did, where `action` is no word that people know. */
  readonly title?: Localized;
  readonly channel: string;
  readonly changes: readonly { readonly path: string; readonly old: unknown; readonly new: unknown }[];
}

export interface RecordHistory {
  readonly data: readonly HistoryEntry[];
  readonly users: UserNames;
  /** What references among the changed values are called. */
  readonly refs: References;
}

export interface RelatedRecord {
  readonly form: string;
  readonly id: string;
  readonly code: string | null;
  readonly title: string | null;
  readonly status: string;
  readonly relation: 'refers_to' | 'referred_by';
  /** Whose turn it is, where something about it waits for somebody. */
  readonly holders: readonly { readonly id: string; readonly name: string }[];
  /** The field that makes the relation, and the form that the other record belongs to. */
  readonly fieldTitle: Localized;
  readonly formTitle: Localized;
}

export type TaskState = 'open' | 'done' | 'started' | 'cc' | 'entrusted';
export type TaskActionName = 'approve' | 'reject' | 'submit' | 'complete' | 'read';
/** What the holder of a task does with it besides answering. */
export type TaskStepName = 'transfer' | 'delegate' | 'add-sign' | 'remove-sign' | 'return';
/** What is done with the flow of a record without a task. */
export type FlowActionName = 'resubmit' | 'recall' | 'revoke' | 'take-back' | 'urge' | 'comment';

export interface TaskFact {
  readonly field: string;
  readonly title: Title;
  readonly value: RecordValue;
  readonly format?: string;
}

export interface Task {
  readonly id: string;
  readonly kind: 'approve' | 'handle' | 'resubmit' | 'complete' | 'cc' | 'started';
  readonly title: Title;
  readonly form: string;
  readonly recordId: string;
  readonly code?: string;
  readonly recordTitle?: string;
  readonly status: string;
  readonly assignee: string;
  /** For whom the assignee stands in. */
  readonly forUser?: string | null;
  /** Whose task the assignee helps with. */
  readonly helps?: string | null;
  /** Why it cannot be answered together with others; open tasks only. */
  readonly alone?: 'no_approval' | 'fields_required' | 'missing_choice';
  readonly openedAt: string;
  readonly dueAt?: string | null;
  readonly facts: readonly TaskFact[];
  readonly nodeTitle?: Title;
  readonly flowTitle?: Title;
  readonly state: string;
  readonly outcome?: string | null;
  readonly doneAt?: string | null;
  readonly comment?: string | null;
}

export interface TaskPage {
  readonly data: readonly Task[];
  readonly counts: Readonly<Record<TaskState, number>>;
  readonly users?: UserNames;
  readonly nextCursor?: string;
}

export interface Notification {
  readonly id: string;
  readonly title: Title;
  readonly body?: Title;
  readonly form?: string;
  readonly recordId?: string;
  readonly at: string;
  readonly readAt?: string | null;
}

export interface BalanceRow {
  readonly key: Readonly<Record<string, string | null>>;
  readonly resources: Readonly<Record<string, string>>;
  readonly keyId: string;
}

export interface BalancePage {
  readonly data: readonly BalanceRow[];
  readonly refs?: References;
  readonly nextCursor?: string;
}

export interface MovementPage {
  readonly data: readonly Movement[];
  readonly refs?: References;
  readonly users?: UserNames;
  readonly nextCursor?: string;
}

/** Which vouchers: of one document, of one organisation, on one account, between two days. */
export type VoucherQuestion = {
  readonly recordId?: string;
  readonly organisation?: string;
  readonly account?: string;
  readonly from?: string;
  readonly to?: string;
};

export interface VoucherPage {
  readonly data: readonly Voucher[];
  readonly nextCursor?: string;
}

export interface DefinitionEntry {
  readonly kind: string;
  readonly key: string;
  readonly title: Title;
  readonly version: number;
}

export interface Draft {
  readonly kind: string;
  readonly key: string;
  readonly definition: unknown;
  readonly baseRelease: number | null;
  readonly updatedAt: string;
  readonly updatedBy: string | null;
}

export interface DraftList {
  /** Grows with every change of any draft; a publish names the one it has seen. */
  readonly revision: number;
  readonly drafts: readonly Draft[];
}

export interface Finding {
  readonly severity: 'error' | 'warning' | 'info';
  readonly code: string;
  readonly kind: string;
  readonly key: string;
  readonly path: string;
  readonly nodes?: readonly string[];
  readonly params?: Readonly<Record<string, unknown>>;
}

/** A filter of a list: field, operator, value. */
export interface RecordFilter {
  readonly field: string;
  readonly op: 'eq' | 'ne' | 'gt' | 'gte' | 'lt' | 'lte' | 'in' | 'contains' | 'has' | 'any' | 'blank';
  readonly value: string;
}

export interface RecordQuery {
  readonly limit?: number;
  readonly cursor?: string;
  readonly sort?: string;
  readonly list?: string;
  readonly text?: string;
  readonly filters?: readonly RecordFilter[];
  readonly countExact?: boolean;
}
