import { Inject, Injectable } from '@nestjs/common';
import { exported, totalOf, valueAtPlace, writeOutside } from '@dougong/kernel/connectors';
import type { CompiledExport } from '@dougong/kernel/connectors';
import { businessDay } from '@dougong/kernel/foundation';
import type { Clock } from '@dougong/kernel/foundation';
import type { EvaluationInput } from '@dougong/kernel/expression';
import type { SqlSession } from '../database/sql-session.js';
import type { RunningJob } from '../jobs/running-job.js';
import { CLOCK } from '../ports.js';
import { ConnectorBook } from './connector-book.js';
import type { Pipe } from './connector-book.js';
import { ConnectorCalls } from './connector-calls.js';
import { RefusedThere } from './connector-failure.js';
import type { ConnectorFailure } from './connector-failure.js';
import type { Connection } from './connector-settings.js';
import { ExportSources } from './export-sources.js';
import type { ExportSource, SourceQuestion } from './export-sources.js';

export interface ExportCounts {
  readonly sent: number;
  readonly skipped: number;
  readonly failed: number;
}

const NO_EXPORTS: ExportCounts = { sent: 0, skipped: 0, failed: 0 };

interface ExportPosition {
  readonly counts: ExportCounts;
}

/** What became of one. */
type Sending =
  | { readonly kind: 'sent'; readonly theirKey: string | null; readonly total: string | null }
  | { readonly kind: 'skipped' }
  | { readonly kind: 'failed'; readonly failure: ConnectorFailure };

const SENT = `
  INSERT INTO core.connector_sent (connector, pipeline, source, version, day, number, their_key, total, skipped, at)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
  ON CONFLICT (connector, pipeline, source) DO UPDATE
     SET version = EXCLUDED.version, day = EXCLUDED.day, number = EXCLUDED.number,
         their_key = coalesce(EXCLUDED.their_key, connector_sent.their_key), total = EXCLUDED.total, skipped = EXCLUDED.skipped, at = EXCLUDED.at`;

/**
 * Sends what has not gone out yet, one after another, each with a key of its own: what was sent just before a process died is sent again
 * with the same key, by which the other side knows it.
 */
@Injectable()
export class ExportRun {
  constructor(
    private readonly calls: ConnectorCalls,
    private readonly sources: ExportSources,
    private readonly book: ConnectorBook,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** @param only one of them alone, which waits among the dead letters. */
  async run(
    job: RunningJob,
    connection: Connection,
    pipe: Pipe,
    each: CompiledExport,
    only?: string,
  ): Promise<ExportCounts> {
    const state = await this.book.state(pipe);
    const question: SourceQuestion = {
      pipe,
      export: each,
      subject: job.by,
      since: connection.since,
      through: only === undefined ? (state?.settledThrough ?? null) : null,
      ...(only === undefined ? {} : { only }),
    };
    // Taken before the first question, so that what comes meanwhile is looked at by the next run.
    const through = await this.sources.through(question);
    for (;;) {
      const found = await this.sources.next(question);
      for (const source of found) {
        if (job.isCancelled) return countsOf(job);
        await this.sendOne(job, connection, pipe, each, source);
      }
      if (found.length > 0 && only === undefined) continue;
      if (only === undefined)
        await job.chunk(async (session) => {
          await this.book.reached(session, pipe, { ...countsOf(job) }, { settledThrough: through });
          return { position: job.position, done: job.done };
        });
      return countsOf(job);
    }
  }

  private async sendOne(
    job: RunningJob,
    connection: Connection,
    pipe: Pipe,
    each: CompiledExport,
    source: ExportSource,
  ): Promise<void> {
    const sending = await this.send(connection, pipe, each, source);
    const counts = countsOf(job);
    await job.chunk(async (session) => {
      await this.note(session, pipe, source, sending);
      return {
        position: { counts: { ...counts, [sending.kind]: counts[sending.kind] + 1 } },
        done: job.done + 1,
      };
    });
  }

  private async send(
    connection: Connection,
    pipe: Pipe,
    each: CompiledExport,
    { source, version, record }: ExportSource,
  ): Promise<Sending> {
    const now = this.clock();
    const input: EvaluationInput = exported(record, { now, today: businessDay(now) });
    if (each.condition && !each.condition.holds(input)) return { kind: 'skipped' };
    const { body, issues } = writeOutside(each, input);
    if (issues.length > 0) return { kind: 'failed', failure: { code: 'invalid', issues } };
    const { method, path, keyHeader, answerKey } = each.definition;
    // What is posted once has one key, whatever has changed since it was sent.
    const part = method === 'PUT' ? `${source}/${version}` : source;
    const key = `${pipe.connector}/${pipe.pipeline}/${part}`;
    const headers = keyHeader === undefined ? {} : { [keyHeader.toLowerCase()]: key };
    try {
      const { json } = await this.calls.call(connection, { method, path, headers, body });
      const told = answerKey === undefined ? null : valueAtPlace(json, answerKey);
      const theirKey = typeof told === 'string' || typeof told === 'number' ? String(told) : null;
      return { kind: 'sent', theirKey, total: totalOf(each, input) };
    } catch (error) {
      if (error instanceof RefusedThere) return { kind: 'failed', failure: error.failure };
      throw error;
    }
  }

  /** What its condition leaves out counts as done: it is not looked at again unless it changes. */
  private async note(session: SqlSession, pipe: Pipe, source: ExportSource, sending: Sending): Promise<void> {
    if (sending.kind === 'failed') {
      const { record, number } = source;
      const payload = { number, record: { ...record } };
      await this.book.leaveLetter(session, pipe, {
        source: source.source,
        payload,
        failure: sending.failure,
      });
      return;
    }
    const { theirKey, total } = sending.kind === 'sent' ? sending : { theirKey: null, total: null };
    await session.query(SENT, [
      pipe.connector,
      pipe.pipeline,
      source.source,
      source.version,
      source.day,
      source.number,
      theirKey,
      total,
      sending.kind === 'skipped',
      this.clock(),
    ]);
    await this.book.closeLetters(session, pipe, [source.source]);
  }
}

function countsOf({ position }: RunningJob): ExportCounts {
  return (position as ExportPosition | null)?.counts ?? NO_EXPORTS;
}
