import { Injectable } from '@nestjs/common';
import { isGapFree, modelOf, referenceKey } from '@dougong/kernel/commands';
import type {
  BalanceRow,
  CompiledRelease,
  FileFact,
  FillNeed,
  FillRows,
  FoundRecord,
  InstanceFact,
  Needs,
  RuleTaskFact,
} from '@dougong/kernel/commands';
import type { RecordData } from '@dougong/kernel/expression';
import type { StoredRecord } from '@dougong/kernel/records';
import { createHash } from 'node:crypto';
import type { SqlSession } from '../database/sql-session.js';
import { Parameters, statementName } from '../database/sql-text.js';
import { fileColumns, readFiles } from '../files/file-facts.js';
import type { OwnNode } from '../records/hidden-at-nodes.js';
import { recordTables, referredAsJson } from '../records/record-table.js';
import { balanceRowsQuery } from '../registers/balance-rows.js';
import { findRecords } from './found-records.js';
import { HEAD, lockingQuery, readingQuery, REPLAY } from './record-query.js';

/** An answer that was given under the same idempotency key. */
export interface Replay {
  readonly hash: string;
  readonly status: number;
  readonly answer: unknown;
}

/** Which release and which directory were in force when the facts were read. */
export interface Head {
  readonly release: number | null;
  readonly directory: string;
}

export interface RecordFacts extends Head {
  readonly replay: Replay | null;
  readonly record: StoredRecord | null;
  readonly instance: InstanceFact | null;
  /** Instances run on the record that others started beside themselves. */
  readonly runsApart: boolean;
  readonly ruleTasks: readonly RuleTaskFact[];
  readonly involved: boolean;
  /** The nodes of flows at which the subject has or had a to-do. */
  readonly ownNodes: readonly OwnNode[];
  readonly references: ReadonlyMap<string, RecordData | null>;
}

/** What further reading brought. */
export interface ReadNeeds extends Head {
  readonly replay: Replay | null;
  readonly references: ReadonlyMap<string, RecordData | null>;
  readonly numbers: ReadonlyMap<string, readonly number[]>;
  readonly fills: ReadonlyMap<string, FillRows>;
  readonly found: ReadonlyMap<string, readonly FoundRecord[]>;
  readonly files?: ReadonlyMap<string, FileFact | null>;
}

/**
 * How a statement tells what it looks for. PostgreSQL plans one that names a few ids one by one only once; where several ask together
 * it would be another few each time, and each would be a statement of its own.
 */
export type Wording = 'few' | 'any';

/** For whom facts are read. */
export interface Asker {
  readonly subject: string;
  readonly key: string | null;
  /** What conditions on other records know of the time; without it those that ask for it are not met. */
  readonly time?: { readonly now: string; readonly today: string };
}

interface RecordRow extends Head {
  readonly replay: Replay | null;
  readonly instance: InstanceFact | null;
  readonly seen_revision: number | null;
  readonly runs_apart: boolean;
  readonly record: StoredRecord | null;
  readonly seen_version: number | null;
  readonly rule_tasks: RuleTaskFact[] | null;
  readonly involved: boolean;
  readonly own_nodes: OwnNode[] | null;
  readonly lookups: Record<string, RecordData> | null;
}

export interface RunningInstance {
  readonly id: string;
  /** No other instance started it. */
  readonly isMain: boolean;
}

export interface RecordQuestion {
  readonly form: string;
  readonly id: string;
  readonly subject: string;
  readonly key: string | null;
  /** The instance that is meant; without it the main one of the record. */
  readonly instance?: string | undefined;
  readonly lock: boolean;
}

const APART = `
  SELECT id, flow_key AS flow, release, revision, state FROM core.flow_instance
   WHERE form = $1 AND record_id = $2 AND ended_at IS NULL AND parent_id IS NOT NULL ORDER BY started_at, id`;

const RUNNING = `
  SELECT id, parent_id IS NULL AS "isMain" FROM core.flow_instance WHERE form = $1 AND record_id = $2 AND ended_at IS NULL
   ORDER BY parent_id IS NOT NULL, started_at, id`;

/** Reads the facts of decisions, each set of them in one statement. */
@Injectable()
export class FactStore {
  /** Reads a record with all that hangs on it; with `lock` the rows stay locked until the transaction ends. */
  async record(
    session: SqlSession,
    release: CompiledRelease,
    question: RecordQuestion,
  ): Promise<RecordFacts> {
    const text = question.lock ? lockingQuery(release, question.form) : readingQuery(release, question.form);
    const { form, id, subject, key, instance = null } = question;
    const values = [form, id, subject, key, instance];
    const read = async () => {
      const { rows } = await session.prepared<RecordRow & Record<string, unknown>>(
        statementName(text),
        text,
        values,
      );
      return rows[0] as RecordRow;
    };
    const row = await read();
    return recordFacts(isTorn(row) ? await read() : row);
  }

  /** The instances that run on a record, those that started others first. */
  async runningInstances(session: SqlSession, form: string, id: string): Promise<readonly RunningInstance[]> {
    const { rows } = await session.query<RunningInstance & Record<string, unknown>>(RUNNING, [form, id]);
    return rows;
  }

  /** The instances that others started beside themselves. */
  async instancesApart(session: SqlSession, form: string, id: string): Promise<readonly InstanceFact[]> {
    const { rows } = await session.prepared<InstanceFact & Record<string, unknown>>(
      statementName(APART),
      APART,
      [form, id],
    );
    return rows;
  }

  /** Reads references, numbers, balances and records to be changed that a decision asked for, in one round trip. */
  async needs(
    session: SqlSession,
    release: CompiledRelease,
    needs: Needs,
    asker: Asker,
    wording: Wording = 'few',
  ): Promise<ReadNeeds> {
    const parameters = new Parameters();
    const columns = [HEAD, REPLAY(parameters.add(asker.subject), parameters.add(asker.key))];
    const among = wording === 'few' ? isAmong : isAny;
    const references = referenceColumns(release, needs.references ?? [], (ids) => among(ids, parameters));
    const isCounted = (name: string) => isGapFree(release, name);
    const numbers = numberColumns(needs.numbers ?? {}, { wording, isCounted, asker }, parameters);
    const fills = fillColumns(release, needs.fills ?? [], parameters);
    const files = fileColumns(needs.files ?? [], parameters);
    const text = `SELECT ${[...columns, ...references, ...numbers.columns, ...fills.columns, ...files].join(',\n  ')}`;
    const occasion = { release, values: { ...asker.time, actor: asker.subject } };
    const [{ rows }, found] = await Promise.all([
      session.prepared<Record<string, unknown>>(statementName(text), text, parameters.values),
      findRecords(session, needs.records ?? [], occasion),
    ]);
    const row = rows[0] ?? {};
    return {
      release: row['release'] as number | null,
      directory: row['directory'] as string,
      replay: row['replay'] as Replay | null,
      references: readReferences(row, needs.references ?? []),
      numbers: numbers.read(row),
      fills: fills.read(row),
      ...(needs.files ? { files: readFiles(row, needs.files) } : {}),
      found,
    };
  }
}

/**
 * A statement that waited for a lock sees the locked row as it is now, but everything else as it was when the
 * statement began. If the two differ, it is read once more, now under the lock.
 */
function isTorn(row: RecordRow): boolean {
  return (
    (row.record?.version ?? null) !== row.seen_version ||
    (row.instance?.revision ?? null) !== row.seen_revision
  );
}

function recordFacts(row: RecordRow): RecordFacts {
  return {
    release: row.release,
    directory: row.directory,
    replay: row.replay,
    record: row.record,
    instance: row.instance,
    runsApart: row.runs_apart,
    ruleTasks: row.rule_tasks ?? [],
    involved: row.involved,
    ownNodes: row.own_nodes ?? [],
    references: new Map(Object.entries(row.lookups ?? {})),
  };
}

type ReferenceNeed = NonNullable<Needs['references']>[number];

/** @param among says that the id of `x` is one of these. */
function referenceColumns(
  release: CompiledRelease,
  needs: readonly ReferenceNeed[],
  among: (ids: readonly string[]) => string,
): string[] {
  // In one order, whoever asks first: equal questions have equal texts.
  return [...new Set(needs.map(({ form }) => form))].sort().map((form) => {
    const { header } = recordTables(modelOf(release, form));
    const row = referredAsJson(release, form, 'x');
    const ids = needs.filter((each) => each.form === form).map(({ id }) => id);
    return `(SELECT jsonb_agg(${row}) FROM ${header.name} x WHERE ${among(ids)}) AS "ref_${form}"`;
  });
}

const NAMED_IDS_MAX = 4;

/**
 * PostgreSQL takes an array for ten values and so plans anew each time it is given fewer. A few are named one by one: the statement is
 * then planned once.
 */
function isAmong(ids: readonly string[], parameters: Parameters): string {
  if (ids.length > NAMED_IDS_MAX) return isAny(ids, parameters);
  return `x.id IN (${ids.map((id) => `${parameters.add(id)}::uuid`).join(', ')})`;
}

function isAny(ids: readonly string[], parameters: Parameters): string {
  return `x.id = ANY(${parameters.add(ids)}::uuid[])`;
}

function readReferences(
  row: Record<string, unknown>,
  needs: readonly ReferenceNeed[],
): Map<string, RecordData | null> {
  const found = new Map<string, RecordData | null>(
    needs.map(({ form, id }) => [referenceKey(form, id), null]),
  );
  for (const form of new Set(needs.map((need) => need.form)))
    for (const record of (row[`ref_${form}`] as RecordData[] | null) ?? [])
      found.set(referenceKey(form, String(record['id'])), record);
  return found;
}

const SEQUENCE_NAME_MAX = 63;

/** Sequence names are limited like all names of PostgreSQL. */
function sequenceName(name: string): string {
  if (name.length <= SEQUENCE_NAME_MAX) return name;
  return createHash('sha1').update(name).digest('hex');
}

interface Drawing {
  readonly wording: Wording;
  /** Numbers of this name have no gaps. */
  readonly isCounted: (name: string) => boolean;
  readonly asker: Asker;
}

function numberColumns(
  numbers: Readonly<Record<string, number>>,
  { wording, isCounted, asker }: Drawing,
  parameters: Parameters,
) {
  // In one order, so that two who take from several counters do not wait for each other.
  const wanted = Object.entries(numbers).sort(([one], [other]) => (one < other ? -1 : 1));
  const columns = wanted.map(([name, count], at) => {
    if (isCounted(name)) return `${takenFromCounter(name, count, asker, parameters)} AS "number_${at}"`;
    const call = `core.next_number(${parameters.add(sequenceName(name))})::integer`;
    // The usual one number is no series, of which PostgreSQL would think a thousand rows.
    const drawn =
      count === 1 && wording === 'few'
        ? `ARRAY[${call}]`
        : `ARRAY(SELECT ${call} FROM generate_series(1, ${parameters.add(count)}::integer))`;
    return `${drawn} AS "number_${at}"`;
  });
  const read = (row: Record<string, unknown>) =>
    new Map(wanted.map(([name], at) => [name, row[`number_${at}`] as number[]] as const));
  return { columns, read };
}

/** A command that was answered already takes none: its transaction ends without using it. */
function takenFromCounter(
  name: string,
  count: number,
  { subject, key }: Asker,
  parameters: Parameters,
): string {
  const answered =
    `EXISTS (SELECT 1 FROM core.idempotency_request q ` +
    `WHERE q.principal = ${parameters.add(subject)} AND q.key = ${parameters.add(key)})`;
  const call = `core.take_numbers(${parameters.add(sequenceName(name))}, ${parameters.add(count)}::integer)`;
  return `CASE WHEN ${answered} THEN '{}' ELSE ${call}::integer[] END`;
}

function fillColumns(release: CompiledRelease, needs: readonly FillNeed[], parameters: Parameters) {
  const column = (register: string, where: Readonly<Record<string, string>>, name: string) => {
    const compiled = release.registers.get(register);
    if (!compiled) throw new Error(`release ${release.number} has no register ${register}`);
    return `(${balanceRowsQuery(compiled, where, (value) => parameters.add(value))}) AS "${name}"`;
  };
  const columns = needs.flatMap((need, at) => [
    column(need.register, need.where, `fill_${at}`),
    ...need.joins.map((join, index) => column(join.register, join.where, `fill_${at}_${index}`)),
  ]);
  const read = (row: Record<string, unknown>) =>
    new Map(
      needs.map((need, at) => {
        const rows = (name: string) => (row[name] as BalanceRow[] | null) ?? [];
        const joined = Object.fromEntries(
          need.joins.map((join, index) => [join.as, rows(`fill_${at}_${index}`)]),
        );
        return [need.key, { rows: rows(`fill_${at}`), joined }] as const;
      }),
    );
  return { columns, read };
}
