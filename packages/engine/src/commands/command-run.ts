import type {
  Command,
  CompiledRelease,
  Facts,
  FillRows,
  FoundRecord,
  TimeBudget,
} from '@dougong/kernel/commands';
import type { RecordData } from '@dougong/kernel/expression';
import type { IdSource } from '@dougong/kernel/foundation';
import type { StoredRecord } from '@dougong/kernel/records';
import type { DatabaseUsage } from '../database/sql-session.js';
import { kernelSubject } from '../identity/kernel-subject.js';
import type { Channel, Subject } from '../identity/subject.js';
import type { DirectorySnapshot } from '../people/directory.js';
import { businessDay } from '@dougong/kernel/foundation';

/** What the way in says about a command. */
export interface CommandRequest {
  readonly subject: Subject;
  readonly command: CommandDraft;
  readonly channel: Channel;
  readonly ip?: string;
  readonly agent?: string;
  readonly requestId?: string;
  /** Names the audit entry: `create`, `act:submit`. */
  readonly action: string;
  /** One intention of the caller: a repeat gets the first answer. */
  readonly idempotency?: { readonly key: string; readonly bodyHash: Buffer };
  /** The same path with a rollback at its end. */
  readonly preview?: boolean;
  readonly usage?: DatabaseUsage;
  /** The instance that the command is about, where several run on one record; the main one otherwise. */
  readonly instance?: string;
  /** Of a delete: flows that run on the record are cancelled in the same transaction, by an administrator of theirs. */
  readonly force?: boolean;
  /** A statement that takes what the command stands for, in its transaction; if it takes nothing, somebody else did. */
  readonly claim?: { readonly text: string; readonly values: readonly unknown[] };
}

/** Somebody else has carried out, or is carrying out, what the command stands for. */
export class ClaimLost extends Error {}

type WithoutTime<C> = C extends Command ? Omit<C, 'at'> : never;

/** A command before the engine gives it its instant. */
export type CommandDraft = WithoutTime<Command>;

/** One attempt at a command: what it goes by and what it has learned so far. */
export class CommandRun {
  command: Command;
  readonly today: string;
  facts: Facts;
  /** Whether a statement of this attempt has shown that release and people are those in force. */
  headChecked = false;
  /** Whether its writing ends the transaction. */
  isLast = true;
  /** Instances that others started beside themselves run on the record. */
  runsApart = false;
  /** Keys of the rules that fired in what was decided. */
  fired: readonly string[] = [];
  /** Fields that nodes hide from the subject while he works there. */
  hidden: ReadonlySet<string> = new Set();

  constructor(
    readonly request: CommandRequest,
    readonly release: CompiledRelease,
    readonly people: DirectorySnapshot,
    readonly at: string,
    ids: IdSource,
    /** Shared by all attempts. */
    readonly budget: TimeBudget,
  ) {
    this.command = { ...request.command, at, ...(request.force === true ? { force: true } : {}) } as Command;
    this.today = businessDay(at);
    this.facts = {
      subject: kernelSubject(request.subject),
      ids,
      people,
      references: new Map(),
      numbers: new Map(),
      fills: new Map(),
    };
  }

  /** Whether the caller has seen another version of the record. */
  isStaleFor(record: StoredRecord | undefined): boolean {
    const { version } = this.command as Command & { readonly version?: number };
    return version !== undefined && version !== record?.version;
  }

  /** A command before it in the same transaction has met the version that the caller has seen. */
  forgetVersion(): void {
    const { version: _seen, ...others } = this.command as Command & { readonly version?: number };
    this.command = others as Command;
  }

  /** Takes what was read with the record. */
  take(found: {
    readonly record: StoredRecord | null;
    readonly instance: Facts['instance'] | null;
    readonly runsApart: boolean;
    readonly ruleTasks: Facts['ruleTasks'];
    readonly involved: boolean;
    readonly references: ReadonlyMap<string, RecordData | null>;
  }): void {
    this.runsApart = found.runsApart;
    this.facts = {
      ...this.facts,
      record: found.record ?? undefined,
      instance: found.instance ?? undefined,
      ruleTasks: found.ruleTasks,
      involved: found.involved,
      hidden: this.hidden,
      references: found.references,
    };
  }

  /** Adds what a decision asked for. */
  learn(read: {
    readonly references: ReadonlyMap<string, RecordData | null>;
    readonly numbers: ReadonlyMap<string, readonly number[]>;
    readonly fills: ReadonlyMap<string, FillRows>;
    readonly found: ReadonlyMap<string, readonly FoundRecord[]>;
    readonly files?: Facts['files'];
  }): void {
    const numbers = new Map(this.facts.numbers);
    for (const [name, drawn] of read.numbers) numbers.set(name, [...(numbers.get(name) ?? []), ...drawn]);
    this.facts = {
      ...this.facts,
      references: new Map([...this.facts.references, ...read.references]),
      numbers,
      fills: new Map([...this.facts.fills, ...read.fills]),
      found: new Map([...(this.facts.found ?? []), ...read.found]),
      files: new Map([...(this.facts.files ?? []), ...(read.files ?? [])]),
    };
  }
}
