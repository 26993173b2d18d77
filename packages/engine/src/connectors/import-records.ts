import { createHash } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { outsideKey, readOutside } from '@dougong/kernel/connectors';
import type { CompiledImport, OutsideRecord } from '@dougong/kernel/connectors';
import { businessDay } from '@dougong/kernel/foundation';
import type { Clock, IdSource, Issue } from '@dougong/kernel/foundation';
import { CommandBatch } from '../commands/batch/command-batch.js';
import type { BatchItem, BatchResult, BatchTerms } from '../commands/batch/command-batch.js';
import type { SqlSession } from '../database/sql-session.js';
import type { RunningJob } from '../jobs/running-job.js';
import { CLOCK, ID_SOURCE } from '../ports.js';
import { ConnectorBook } from './connector-book.js';
import type { Pipe } from './connector-book.js';
import { failureOf } from './connector-failure.js';
import { recordsByMatch, recordsByName, standingRecords } from './import-lookups.js';
import type { StandingRecord } from './import-lookups.js';
import { valuesHere, valuesToChange, valuesToCreate } from './import-values.js';
import type { ConnectorFailure } from './connector-failure.js';

/** What became of the records of a page. */
export interface ImportCounts {
  readonly read: number;
  readonly created: number;
  readonly updated: number;
  readonly unchanged: number;
  readonly kept: number;
  readonly failed: number;
}

export const NO_IMPORTS: ImportCounts = { read: 0, created: 0, updated: 0, unchanged: 0, kept: 0, failed: 0 };

interface Link extends Record<string, unknown> {
  readonly key: string;
  readonly recordId: string;
  readonly hash: Buffer;
  readonly version: number;
}

/** A record of theirs with what it means here. */
interface Ready {
  readonly item: unknown;
  readonly key: string;
  readonly values: Readonly<Record<string, unknown>>;
  readonly hash: Buffer;
  readonly link: Link | undefined;
  readonly meets: StandingRecord | undefined;
}

export interface ImportPlace {
  readonly job: RunningJob;
  readonly pipe: Pipe;
  readonly import: CompiledImport;
  readonly terms: BatchTerms;
  /** Somebody has decided that theirs is taken, whatever was changed here. */
  readonly decided?: boolean;
}

const LINKS = `
  SELECT their_key AS key, record_id AS "recordId", hash, version FROM core.connector_link
   WHERE connector = $1 AND pipeline = $2 AND their_key = ANY ($3) FOR UPDATE`;

const PUT_LINK = `
  INSERT INTO core.connector_link (connector, pipeline, their_key, record_id, hash, version, at)
  VALUES ($1, $2, $3, $4, $5, $6, $7)
  ON CONFLICT (connector, pipeline, their_key) DO UPDATE
     SET record_id = EXCLUDED.record_id, hash = EXCLUDED.hash, version = EXCLUDED.version, at = EXCLUDED.at`;

/**
 * Brings records of the other side into a form, in the transaction of the caller. Which record of theirs became which of ours is
 * written in the same transaction, so that one which comes again, after whatever crash, changes what it made and makes no second.
 */
@Injectable()
export class ImportRecords {
  constructor(
    private readonly batch: CommandBatch,
    private readonly book: ConnectorBook,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(ID_SOURCE) private readonly ids: IdSource,
  ) {}

  /** @returns what became of them, what to tell after the commit, and the newest mark among them. */
  async bring(
    session: SqlSession,
    place: ImportPlace,
    items: readonly unknown[],
  ): Promise<{
    readonly counts: ImportCounts;
    readonly results: readonly BatchResult[];
    readonly mark: string | undefined;
  }> {
    const counts = { ...NO_IMPORTS, read: items.length };
    const { records, unread } = this.read(place, items);
    for (const { key, item, failure } of unread) await this.leave(session, place, key, item, failure, counts);
    const ready = await this.meet(session, place, records, counts);
    const results = await this.batch.run(
      session,
      place.terms,
      ready.map((each) => this.itemOf(place, each)),
    );
    for (const [at, each] of ready.entries()) {
      const result = results[at] as BatchResult;
      if (result.kind === 'refused')
        await this.leave(session, place, each.key, each.item, failureOf(result.refusal), counts);
      else await this.note(session, place, each, result, counts);
    }
    const marks = records.flatMap(({ record }) => record.mark ?? []);
    return { counts, results, mark: marks.toSorted(byTime).at(-1) };
  }

  /** The last one of a key counts. */
  private read({ import: each }: ImportPlace, items: readonly unknown[]) {
    const now = this.clock();
    const moment = { now, today: businessDay(now) };
    const records = new Map<string, { readonly item: unknown; readonly record: OutsideRecord }>();
    const unread: { key: string; item: unknown; failure: ConnectorFailure }[] = [];
    for (const item of items) {
      const read = readOutside(each, item, moment);
      if (read.ok) records.set(read.value.key, { item, record: read.value });
      else
        unread.push({
          key: outsideKey(each, item) ?? hashOf(item).toString('hex'),
          item,
          failure: invalidOf(read.error),
        });
    }
    return { records: [...records.values()], unread };
  }

  /** Finds what each record became before, or which of ours has its key; and what it refers to. */
  private async meet(
    session: SqlSession,
    place: ImportPlace,
    records: readonly { readonly item: unknown; readonly record: OutsideRecord }[],
    counts: { kept: number; unchanged: number; failed: number },
  ): Promise<readonly Ready[]> {
    const keys = records.map(({ record }) => record.key);
    const { connector, pipeline } = place.pipe;
    const { rows } = await session.query<Link>(LINKS, [connector, pipeline, keys]);
    const links = new Map(rows.map((link) => [link.key, link]));
    const byMatch = await recordsByMatch(
      session,
      place,
      keys.filter((key) => !links.has(key)),
    );
    const standing = await standingRecords(session, place, [
      ...rows.map(({ recordId }) => recordId),
      ...byMatch.values(),
    ]);
    const named = await recordsByName(
      session,
      place,
      records.map(({ record }) => record),
    );
    const taken = new Set<string>();
    const ready: Ready[] = [];
    for (const { item, record } of records) {
      const { values, issues } = valuesHere(record, named);
      const link = links.get(record.key);
      const id = link?.recordId ?? byMatch.get(record.key);
      const each: Ready = {
        item,
        key: record.key,
        values,
        hash: hashOf(values),
        link,
        meets: id === undefined ? undefined : standing.get(id),
      };
      const verdict = issues.length > 0 ? invalidOf(issues) : this.judge(place, each, taken);
      if (verdict === 'unchanged' || verdict === 'kept') {
        counts[verdict] += 1;
        await this.book.closeLetters(session, place.pipe, [each.key]);
      } else if (verdict === 'take') ready.push(each);
      else await this.leave(session, place, each.key, item, verdict, counts);
    }
    return ready;
  }

  private judge(
    { import: { definition }, decided = false }: ImportPlace,
    { link, meets, hash }: Ready,
    taken: Set<string>,
  ): 'take' | 'unchanged' | 'kept' | ConnectorFailure {
    if (meets && taken.has(meets.id)) return { code: 'connector_key_twice' };
    if (meets) taken.add(meets.id);
    if (link?.hash.equals(hash) && meets && !decided) return 'unchanged';
    const isChangedHere = link !== undefined && meets?.version !== link.version;
    if (!isChangedHere || decided || definition.conflict === 'theirs') return 'take';
    if (definition.conflict === 'ours') return 'kept';
    return { code: meets ? 'connector_conflict' : 'connector_record_gone' };
  }

  private itemOf({ job, import: { form, lines } }: ImportPlace, { values, meets }: Ready): BatchItem {
    const head = { subject: job.by, channel: 'import' as const, requestId: job.id };
    if (!meets) {
      const command = {
        ...{ type: 'create' as const, form: form.key, id: this.ids() },
        values: valuesToCreate(values),
      };
      return { request: { ...head, action: 'create', command } };
    }
    const patch = valuesToChange(values, lines?.definition.table, meets);
    const command = { type: 'change' as const, form: form.key, id: meets.id, patch };
    return { request: { ...head, action: 'update', command } };
  }

  private async note(
    session: SqlSession,
    { pipe }: ImportPlace,
    each: Ready,
    { outcome, before }: Extract<BatchResult, { kind: 'done' }>,
    counts: { created: number; updated: number; unchanged: number },
  ): Promise<void> {
    const { record } = outcome;
    if (!record) return;
    const { connector, pipeline } = pipe;
    const values = [connector, pipeline, each.key, record.id, each.hash, record.version, this.clock()];
    await session.query(PUT_LINK, values);
    await this.book.closeLetters(session, pipe, [each.key]);
    const isSame = before?.version === record.version;
    counts[before === undefined ? 'created' : isSame ? 'unchanged' : 'updated'] += 1;
  }

  private async leave(
    session: SqlSession,
    { pipe }: ImportPlace,
    source: string,
    payload: unknown,
    failure: ConnectorFailure,
    counts: { failed: number; kept: number },
  ): Promise<void> {
    const isLeft = await this.book.leaveLetter(session, pipe, { source, payload, failure });
    counts[isLeft ? 'failed' : 'kept'] += 1;
  }
}

function invalidOf(issues: readonly Issue[]): ConnectorFailure {
  return { code: 'invalid', issues };
}

/** Moments with and without fractions, in whatever zone, and marks that are no moments. */
function byTime(one: string, other: string): number {
  const [first, second] = [Date.parse(one), Date.parse(other)];
  if (!Number.isNaN(first) && !Number.isNaN(second) && first !== second) return first - second;
  return one < other ? -1 : one > other ? 1 : 0;
}

function hashOf(value: unknown): Buffer {
  return createHash('sha256').update(JSON.stringify(value, sortedKeys)).digest();
}

/** The same record says the same, in whatever order its properties come. */
function sortedKeys(_name: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1)));
}
