import type { RecordData } from '../expression/index.js';
import { issue } from '../foundation/index.js';
import type { StoredRecord } from '../records/index.js';
import { refuse } from './decision.js';
import type {
  DomainEvent,
  Effects,
  FlowEventWrite,
  InstanceWrite,
  NotificationWrite,
  PostingRequest,
  RecordWrite,
  RuleFiring,
  TaskClosing,
  TaskOpening,
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
  readonly flowEvents: FlowEventWrite[] = [];
  readonly notifications: NotificationWrite[] = [];
  readonly postings: PostingRequest[] = [];
  readonly events: DomainEvent[] = [];
  readonly firings: RuleFiring[] = [];

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

  /** How many records of a form this decision makes so far. */
  inserted(form: string): number {
    return [...this.records.values()].filter((each) => each.kind === 'insert' && each.form === form).length;
  }

  /** Changes system or server-owned fields of a record that the sheet has already. */
  amend(id: string, changes: RecordData): StoredRecord {
    const noted = this.records.get(id);
    if (!noted) throw new Error(`record ${id} is not on the sheet`);
    const record = { ...noted.record, ...changes } as StoredRecord;
    this.records.set(id, { ...noted, record });
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
      flowEvents: this.flowEvents,
      notifications: this.messages(),
      postings: this.postings,
      events: this.events,
      firings: this.firings,
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
