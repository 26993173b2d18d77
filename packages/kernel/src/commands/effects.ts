import type { RecordData, WireValue } from '../expression/index.js';
import type { FlowState, FlowTimer, TaskOutcome } from '../flows/index.js';
import type { FieldUse } from '../forms/index.js';
import type { Issue, Localized } from '../foundation/index.js';
import type { NotificationEvent, ToldFields } from '../notifications/index.js';
import type { PostingOrder } from '../registers/index.js';
import type { StoredRecord } from '../records/index.js';

/** What a decision wants written, as data. Only the unit of work writes, and it writes all of it or nothing. */

export interface FieldChange {
  readonly path: string;
  readonly old: WireValue;
  readonly new: WireValue;
}

export interface RecordWrite {
  readonly form: string;
  readonly kind: 'insert' | 'update' | 'delete';
  readonly record: StoredRecord;
  /** What stood there before an update or delete. */
  readonly before?: StoredRecord;
}

export interface InstanceWrite {
  readonly id: string;
  readonly kind: 'insert' | 'update';
  readonly flow: string;
  readonly release: number;
  readonly form: string;
  readonly recordId: string;
  readonly revision: number;
  readonly state: FlowState;
  /** The instance that started it, and the node in which it did. */
  readonly parent?: { readonly instanceId: string; readonly nodeId: string };
}

export interface TaskOpening {
  readonly id: string;
  /** `resubmit` is the starter's, of a document that came back to him. */
  readonly kind: 'approve' | 'handle' | 'resubmit' | 'complete' | 'cc';
  readonly form: string;
  readonly recordId: string;
  readonly title: Localized;
  readonly assignee: string;
  /** The principal of a standing deputy. */
  readonly for?: string;
  /** Whose task the assignee helps with. */
  readonly helps?: string;
  readonly openedAt: string;
  readonly dueAt?: string;
  readonly instanceId?: string;
  readonly nodeId?: string;
  /** The action of the record whose success closes a task of kind `complete`. */
  readonly action?: string;
  readonly rule?: string;
  /** Fields that its node hides from whoever works there. */
  readonly hidden?: readonly string[];
}

export interface TaskClosing {
  readonly id: string;
  readonly outcome: TaskOutcome | 'completed';
  readonly by?: string;
  readonly comment?: string;
}

/** A task whose node has another name in a newer version of its flow. */
export interface TaskMove {
  readonly id: string;
  readonly nodeId: string;
  readonly title: Localized;
  readonly hidden?: readonly string[];
}

/** A timer of a flow; setting one that is there changes it. */
export interface TimerWrite extends FlowTimer {
  readonly instanceId: string;
}

export interface FlowEventWrite {
  readonly instanceId: string;
  readonly seq: number;
  readonly kind: string;
  readonly nodeId?: string;
  readonly actor?: string;
  readonly payload?: Readonly<Record<string, unknown>>;
}

/** The words of a message for one kind of channel. */
export type ChannelWrite = Pick<NotificationWrite, 'title' | 'body' | 'tells'>;

/** A message to people, delivered after the commit. `key` makes a second delivery harmless. */
export interface NotificationWrite {
  readonly key: string;
  /** What kind of thing happened; people choose by it what reaches them where. */
  readonly event: NotificationEvent;
  /** What the text repeats of a record; whoever may not see all of it is not told the text. */
  readonly tells?: ToldFields;
  readonly to: readonly string[];
  readonly title: Localized;
  readonly body?: Localized;
  /** Kind of channel -> what is said there instead. */
  readonly channels?: Readonly<Record<string, ChannelWrite>>;
  /** What is filled into the texts for each reader: id of who did it, and the instant by which it is due. */
  readonly marks?: { readonly actor?: string; readonly due?: string };
  /** The record that it leads to, if it is about one. */
  readonly form?: string;
  readonly recordId?: string;
}

/** A posting asked for; its movements are settled once the balances that it touches are locked. */
export interface PostingRequest extends PostingOrder {
  readonly form: string;
  readonly recordId: string;
  readonly rule?: string;
  readonly flow?: string;
  readonly instanceId?: string;
  /** What becomes of the command when it cannot be settled; without it the command is refused. */
  readonly onError?: 'skip' | 'warn';
}

/** Something that others may want to hear of; webhooks carry it out. */
export interface DomainEvent {
  readonly type: string;
  readonly form: string;
  readonly recordId: string;
  readonly data: Readonly<Record<string, WireValue>>;
}

/** A call of an outside system, delivered after the commit. `key` makes a second delivery harmless. */
export interface WebhookCall {
  readonly key: string;
  /** Key of the endpoint among the settings of the installation. */
  readonly endpoint: string;
  /** The record that it is about, if there is one. */
  readonly form?: string;
  readonly recordId?: string;
  readonly payload: RecordData;
  readonly rule: string;
  /** The instance that waits for the call: whoever makes it reports its end by `key`. */
  readonly instanceId?: string;
  /** Not made before this instant. */
  readonly notBefore?: string;
}

export interface RuleFiring {
  readonly rule: string;
  /** The actions of its `else` ran. */
  readonly branch?: 'else';
  readonly form: string;
  readonly recordId: string;
}

/** With what the functions of a release worked out the numbers that a record keeps from this version on. */
export interface FormulaUsesWrite {
  readonly form: string;
  readonly recordId: string;
  readonly version: number;
  readonly uses: readonly FieldUse[];
}

/** A record has a file from now on, or has it no longer. */
export interface FileUseWrite {
  readonly fileId: string;
  readonly form: string;
  readonly recordId: string;
  readonly used: boolean;
}

export interface Effects {
  /** The record that the command was about, as it stands after it. */
  readonly subjectRecord: StoredRecord | null;
  readonly records: readonly RecordWrite[];
  readonly instances: readonly InstanceWrite[];
  readonly tasksOpened: readonly TaskOpening[];
  readonly tasksClosed: readonly TaskClosing[];
  readonly tasksMoved: readonly TaskMove[];
  readonly timersSet: readonly TimerWrite[];
  readonly timersDropped: readonly string[];
  readonly flowEvents: readonly FlowEventWrite[];
  readonly notifications: readonly NotificationWrite[];
  readonly postings: readonly PostingRequest[];
  readonly events: readonly DomainEvent[];
  readonly firings: readonly RuleFiring[];
  readonly calls: readonly WebhookCall[];
  /** What refused nothing: warnings are shown to whoever acted, infos are failures that a rule was told to skip. */
  readonly notes: readonly Issue[];
  readonly formulaUses: readonly FormulaUsesWrite[];
  readonly fileUses: readonly FileUseWrite[];
}
