import type { RecordData } from '../expression/index.js';
import type { FlowState, PeopleFacts } from '../flows/index.js';
import type { IdSource } from '../foundation/index.js';
import type { Balance } from '../registers/index.js';
import type { Subject } from '../access/index.js';
import type { StoredRecord } from '../records/index.js';
import type { RecordQuery } from '../rules/index.js';

/** What a decision may look at. Everything was read before; a decision reads nothing itself. */

/** The instance that is in force for the record, locked. */
export interface InstanceFact {
  readonly id: string;
  readonly flow: string;
  /** The release it was started with; its graph and policies come from there. */
  readonly release: number;
  readonly revision: number;
  readonly state: FlowState;
}

/** An open task that a rule made: it closes when `action` of its record succeeds. */
export interface RuleTaskFact {
  readonly id: string;
  readonly assignee: string;
  readonly action: string;
}

/** A balance row as a fill reads it: dimension and resource values by their keys. */
export type BalanceRow = Readonly<Record<string, string | null>>;

/** Rows of one fill: the register's own, and those of each joined register by its name in the fill. */
export interface FillRows {
  readonly rows: readonly BalanceRow[];
  readonly joined: Readonly<Record<string, readonly BalanceRow[]>>;
}

/** A file that somebody uploaded. */
export interface FileFact {
  readonly id: string;
  readonly owner: string;
  /** For which field it was uploaded. */
  readonly form: string;
  readonly field: string;
  readonly name: string;
  readonly mediaType: string;
  readonly bytes: number;
  /** A record has it already. */
  readonly used: boolean;
}

/** Another record that rules change, read with its lines and locked. */
export interface FoundRecord {
  readonly record: StoredRecord;
  /** A flow instance runs on it. */
  readonly running?: boolean;
}

export interface Facts {
  readonly subject: Subject;
  readonly ids: IdSource;
  readonly people: PeopleFacts;
  readonly record?: StoredRecord;
  readonly instance?: InstanceFact;
  readonly ruleTasks?: readonly RuleTaskFact[];
  /** Whether the subject has or had a task on the record: what the row scope `assigned` asks. */
  readonly involved?: boolean;
  /** Fields of the record that nodes of flows hide from the subject, beside what grants hide. */
  readonly hidden?: ReadonlySet<string>;
  /** Records referred to, by form and id; header fields only. `null` means: looked for and not there. */
  readonly references: ReadonlyMap<string, RecordData | null>;
  /** Drawn numbers, by the name of their sequence. */
  readonly numbers: ReadonlyMap<string, readonly number[]>;
  readonly fills: ReadonlyMap<string, FillRows>;
  /** Files by their ids. `null` means: looked for and not there. */
  readonly files?: ReadonlyMap<string, FileFact | null>;
  readonly balances?: ReadonlyMap<string, Balance>;
  /** Records that rules change, by the key of the question; empty where none was found. */
  readonly found?: ReadonlyMap<string, readonly FoundRecord[]>;
}

/** Key under which a record referred to stands among the facts. */
export function referenceKey(form: string, id: string): string {
  return `${form}/${id}`;
}

/** What must be read before the decision can be made. The engine reads all of it in one statement. */
export interface Needs {
  readonly references?: readonly { readonly form: string; readonly id: string }[];
  /** Name of a number sequence -> how many numbers. */
  readonly numbers?: Readonly<Record<string, number>>;
  readonly fills?: readonly FillNeed[];
  /** Ids of files. */
  readonly files?: readonly string[];
  /** To be locked in the order of form and id; by a question with `max`, at most one more than that is read. */
  readonly records?: readonly RecordNeed[];
}

export interface RecordNeed {
  /** Key among `facts.found`. */
  readonly key: string;
  readonly query: RecordQuery;
}

/** Key under which the answer to a question for records stands among the facts. */
export function queryKey(query: RecordQuery): string {
  if ('id' in query) return referenceKey(query.form, query.id);
  const { form, match, where, max } = query;
  return `${form}?${JSON.stringify([Object.entries(match).sort(), where ?? true, max])}`;
}

export interface FillNeed {
  /** Key among `facts.fills`. */
  readonly key: string;
  readonly register: string;
  /** Dimension -> value that it must equal. */
  readonly where: Readonly<Record<string, string>>;
  readonly joins: readonly {
    readonly as: string;
    readonly register: string;
    readonly where: Readonly<Record<string, string>>;
  }[];
}
