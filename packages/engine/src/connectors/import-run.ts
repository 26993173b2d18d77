import { Injectable } from '@nestjs/common';
import { valueAtPlace } from '@dougong/kernel/connectors';
import type { CompiledImport } from '@dougong/kernel/connectors';
import { CommandBatch } from '../commands/batch/command-batch.js';
import type { BatchResult, BatchTerms } from '../commands/batch/command-batch.js';
import { isDeadlock } from '../commands/command-refusal.js';
import { Outdated } from '../commands/run-facts.js';
import type { RunningJob } from '../jobs/running-job.js';
import { Directory } from '../people/directory.js';
import { ReleaseRegistry } from '../releases/release-registry.js';
import { ConnectorBook } from './connector-book.js';
import type { Pipe } from './connector-book.js';
import { ConnectorCalls } from './connector-calls.js';
import { RefusedThere } from './connector-failure.js';
import type { Connection } from './connector-settings.js';
import { ImportRecords, NO_IMPORTS } from './import-records.js';
import type { ImportCounts, ImportPlace } from './import-records.js';

/** Where an import stands after the last page that was committed. */
interface ImportPosition {
  readonly phase: 'pages' | 'done';
  readonly page: number;
  readonly cursor: string | null;
  /** The watermark of the whole run: what is asked must not change from page to page. */
  readonly since: string | null;
  readonly mark: string | null;
  readonly counts: ImportCounts;
}

interface Page {
  readonly items: readonly unknown[];
  /** The cursor of the next page, where there is one. */
  readonly next: string | null;
  readonly isLast: boolean;
}

const PAGES_MAX = 100_000;
const ATTEMPTS_MAX = 4;

/**
 * Brings what is new on the other side, page by page. A page is committed together with the position of the job; the watermark moves
 * when the last page is in, so that nothing is left out whatever the order in which they come.
 */
@Injectable()
export class ImportRun {
  constructor(
    private readonly calls: ConnectorCalls,
    private readonly records: ImportRecords,
    private readonly batch: CommandBatch,
    private readonly book: ConnectorBook,
    private readonly releases: ReleaseRegistry,
    private readonly directory: Directory,
  ) {}

  /** Goes on where the job stands, to the end. */
  async run(
    job: RunningJob,
    connection: Connection,
    pipe: Pipe,
    each: CompiledImport,
  ): Promise<ImportCounts> {
    for (;;) {
      const position = await this.position(job, pipe);
      if (position.phase === 'done' || job.isCancelled) return position.counts;
      if (position.page >= PAGES_MAX)
        throw new RefusedThere({ code: 'connector_pages_without_end', params: { max: PAGES_MAX } });
      const page = await this.page(connection, each, position);
      await this.take(job, pipe, each, position, page);
    }
  }

  /** Has one record brought in again, as it came; what was changed here gives way, for somebody has decided so. */
  async again(job: RunningJob, pipe: Pipe, each: CompiledImport, item: unknown): Promise<ImportCounts> {
    let counts = NO_IMPORTS;
    await this.attempt(async (terms) => {
      let results: readonly BatchResult[] = [];
      await job.chunk(async (session) => {
        const brought = await this.records.bring(session, { job, pipe, import: each, terms, decided: true }, [
          item,
        ]);
        ({ counts, results } = brought);
        return { position: { phase: 'done' }, done: 1 };
      });
      this.batch.announce(results);
    });
    return counts;
  }

  private async position(job: RunningJob, pipe: Pipe): Promise<ImportPosition> {
    const known = job.position as ImportPosition | null;
    if (known) return known;
    const since = (await this.book.state(pipe))?.watermark ?? null;
    return { phase: 'pages', page: 0, cursor: null, since, mark: null, counts: NO_IMPORTS };
  }

  private async page(
    connection: Connection,
    { definition }: CompiledImport,
    { page, cursor, since }: ImportPosition,
  ): Promise<Page> {
    const { path, query = {}, watermark, paging, records } = definition;
    const asked: Record<string, string> = { ...query };
    if (watermark && since !== null) asked[watermark.parameter] = since;
    if (paging?.sizeParameter !== undefined) asked[paging.sizeParameter] = String(paging.size);
    if (paging?.by === 'page') asked[paging.parameter] = String(page + (paging.first ?? 1));
    if (paging?.by === 'cursor' && cursor !== null) asked[paging.parameter] = cursor;
    const { json } = await this.calls.call(connection, { method: 'GET', path, query: asked });
    const items = valueAtPlace(json, records);
    if (!Array.isArray(items))
      throw new RefusedThere({ code: 'connector_no_records', params: { place: records } });
    const told = paging?.by === 'cursor' ? valueAtPlace(json, paging.next ?? '') : null;
    const next = typeof told === 'string' || typeof told === 'number' ? String(told) : '';
    const isLast =
      paging === undefined ||
      (paging.by === 'page' ? items.length < paging.size : next === '' || next === cursor);
    return { items, next: next === '' ? null : next, isLast };
  }

  private async take(
    job: RunningJob,
    pipe: Pipe,
    each: CompiledImport,
    position: ImportPosition,
    { items, next, isLast }: Page,
  ): Promise<void> {
    await this.attempt(async (terms) => {
      let results: readonly BatchResult[] = [];
      await job.chunk(async (session) => {
        const place: ImportPlace = { job, pipe, import: each, terms };
        const brought = await this.records.bring(session, place, items);
        ({ results } = brought);
        const counts = added(position.counts, brought.counts);
        const mark = later(position.mark, brought.mark ?? null);
        if (isLast) await this.book.reached(session, pipe, { ...counts }, { watermark: mark });
        const phase = isLast ? 'done' : 'pages';
        const after: ImportPosition = {
          ...position,
          phase,
          page: position.page + 1,
          cursor: next,
          mark,
          counts,
        };
        return { position: after, done: counts.read };
      });
      this.batch.announce(results);
    });
  }

  /** By other definitions or people the page is decided anew. */
  private async attempt(work: (terms: BatchTerms) => Promise<void>): Promise<void> {
    for (let failures = 0; ; failures += 1) {
      try {
        const [release, people] = await Promise.all([this.releases.current(), this.directory.current()]);
        return await work({ release, people });
      } catch (error) {
        const mayPass = error instanceof Outdated || isDeadlock(error);
        if (!mayPass || failures >= ATTEMPTS_MAX) throw error;
        await this.releases.refresh();
        await this.directory.refresh();
      }
    }
  }
}

function added(one: ImportCounts, other: ImportCounts): ImportCounts {
  const names = Object.keys(one) as (keyof ImportCounts)[];
  return Object.fromEntries(names.map((name) => [name, one[name] + other[name]])) as unknown as ImportCounts;
}

function later(one: string | null, other: string | null): string | null {
  if (one === null || other === null) return one ?? other;
  return Date.parse(one) >= Date.parse(other) ? one : other;
}
