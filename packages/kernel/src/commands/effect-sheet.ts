import type { RecordData } from '../expression/index.js';
import { issue, RULE_ACTIONS_MAX } from '../foundation/index.js';
import type { Issue, Localized } from '../foundation/index.js';
import type { StoredRecord } from '../records/index.js';
import { refuse } from './decision.js';
import type {
  DomainEvent,
  Effects,
  FileUseWrite,
  FlowEventWrite,
  FormulaUsesWrite,
  InstanceWrite,
  NotificationWrite,
  PostingRequest,
  RecordWrite,
  RuleFiring,
  TaskClosing,
  TaskMove,
  TaskOpening,
  TimerWrite,
  WebhookCall,
} from './effects.js';

const RECORDS_WRITTEN_MAX = 200;

/**
 * Collects what one decision wants written. It lives only while the decision is made; what leaves it is plain data.
 * A record changed several times is written once, with one new version.
 */
export class EffectSheet {
  private readonly records = new Map<string, RecordWrite>();
  private readonly instances = new Map<string, InstanceWrite>();
  readonly tasksOpened: TaskOpening[] = [];
  readonly tasksClosed: TaskClosing[] = [];
  readonly tasksMoved: TaskMove[] = [];
  readonly timersSet: TimerWrite[] = [];
  readonly timersDropped: string[] = [];
  readonly flowEvents: FlowEventWrite[] = [];
  readonly notifications: NotificationWrite[] = [];
  readonly postings: PostingRequest[] = [];
  readonly events: DomainEvent[] = [];
  readonly firings: RuleFiring[] = [];
  readonly calls: WebhookCall[] = [];
  readonly notes: Issue[] = [];
  /** Records that were read to be worked on, and how their next version begins. */
  private readonly atHand = new Map<string, RecordWrite>();
  private actions = 0;
  readonly formulaUses: FormulaUsesWrite[] = [];
  readonly fileUses: FileUseWrite[] = [];

  /** Notes a record that is made. */
  insert(form: string, record: StoredRecord): void {
    this.put({ form, kind: 'insert', record });
  }

  /** Notes how a record stands now; `before` is how it was read. */
  update(form: string, record: StoredRecord, before: StoredRecord): void {
    const noted = this.records.get(record.id);
    this.put(noted ? { ...noted, record } : { form, kind: 'update', record, before });
  }

  delete(form: string, before: StoredRecord): void {
    this.put({ form, kind: 'delete', record: before, before });
  }

  /** The record as the sheet has it, if it was written. */
  current(id: string): StoredRecord | undefined {
    return this.records.get(id)?.record;
  }

  /** Whether the record is written by this decision. */
  isNoted(id: string): boolean {
    return this.records.has(id);
  }

  /** Keeps a record ready that is written only if something changes it. */
  keepAtHand(form: string, before: StoredRecord, next: StoredRecord): void {
    this.atHand.set(before.id, { form, kind: 'update', record: next, before });
  }

  /** Counts actions of rules, those of every record that the decision touches. */
  countActions(count: number, rule: Localized | string): void {
    this.actions += count;
    if (this.actions > RULE_ACTIONS_MAX)
      refuse('invalid', [issue('too_many_actions', '', { rule, max: RULE_ACTIONS_MAX })]);
  }

  /** Where the sheet stands, so that work that may fail can be taken back. */
  mark(): () => void {
    const [records, instances] = [new Map(this.records), new Map(this.instances)];
    const lengths = this.lists().map((list) => list.length);
    return () => {
      restore(this.records, records);
      restore(this.instances, instances);
      this.lists().forEach((list, at) => list.splice(lengths[at] ?? 0));
    };
  }

  private lists(): unknown[][] {
    return [
      this.tasksOpened,
      this.tasksClosed,
      this.tasksMoved,
      this.timersSet,
      this.timersDropped,
      this.flowEvents,
      this.notifications,
      this.postings,
      this.events,
      this.firings,
      this.calls,
      this.notes,
    ];
  }

  /** Whether a flow was started or moved on the record by this decision. */
  hasInstance(recordId: string): boolean {
    return [...this.instances.values()].some((each) => each.recordId === recordId);
  }

  /** The records noted so far. */
  written(): readonly RecordWrite[] {
    return [...this.records.values()];
  }

  /** How many records of a form this decision makes so far. */
  inserted(form: string): number {
    return [...this.records.values()].filter((each) => each.kind === 'insert' && each.form === form).length;
  }

  /** Changes system or server-owned fields of a record that the sheet has already. */
  amend(id: string, changes: RecordData): StoredRecord {
    const noted = this.records.get(id);
    const write = noted ?? this.atHand.get(id);
    if (!write) throw new Error(`record ${id} is not on the sheet`);
    const changed = { ...write.record, ...changes } as StoredRecord;
    const record = noted ? changed : { ...changed, ...headOf(write.record) };
    this.records.set(id, { ...write, record });
    return record;
  }

  putInstance(write: InstanceWrite): void {
    const noted = this.instances.get(write.id);
    this.instances.set(write.id, noted ? { ...write, kind: noted.kind } : write);
  }

  /** Everything noted, as data. */
  toEffects(subject: string | null): Effects {
    return {
      subjectRecord: subject === null ? null : (this.records.get(subject)?.record ?? null),
      records: [...this.records.values()],
      instances: [...this.instances.values()],
      tasksOpened: this.openTasks(),
      tasksClosed: this.tasksClosed,
      tasksMoved: this.tasksMoved,
      timersSet: this.timersSet,
      timersDropped: this.timersDropped,
      flowEvents: this.flowEvents,
      notifications: this.messages(),
      postings: this.postings,
      events: this.events,
      firings: this.firings,
      calls: this.calls,
      notes: this.notes,
      formulaUses: this.formulaUses,
      fileUses: this.fileUses,
    };
  }

  /** A task that opened and closed within one decision was never anybody's. */
  private openTasks(): TaskOpening[] {
    const closed = new Set(this.tasksClosed.map((task) => task.id));
    return this.tasksOpened.filter((task) => !closed.has(task.id));
  }

  /** What has nobody to go to is left out; what is said twice in one decision is said once, to all. */
  private messages(): NotificationWrite[] {
    const byKey = new Map<string, NotificationWrite>();
    for (const each of this.notifications) {
      const said = byKey.get(each.key);
      byKey.set(each.key, said ? { ...said, to: [...new Set([...said.to, ...each.to])] } : each);
    }
    return [...byKey.values()].filter((each) => each.to.length > 0);
  }

  private put(write: RecordWrite): void {
    this.records.set(write.record.id, write);
    if (this.records.size > RECORDS_WRITTEN_MAX) {
      refuse('invalid', [issue('too_many_records', '', { max: RECORDS_WRITTEN_MAX })]);
    }
  }
}

/** What says which version a record is. */
function headOf({ version, updated_at, updated_by }: StoredRecord) {
  return { version, updated_at, updated_by };
}

function restore<K, V>(map: Map<K, V>, to: ReadonlyMap<K, V>): void {
  map.clear();
  for (const [key, value] of to) map.set(key, value);
}
