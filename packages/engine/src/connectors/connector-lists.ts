import { Injectable } from '@nestjs/common';
import type { CompiledConnector } from '@dougong/kernel/connectors';
import type { Language } from '@dougong/kernel/foundation';
import { Database } from '../database/database.js';
import { findingToWire } from '../expressions/wire-findings.js';
import { sentence } from '../http/sentences/index.js';
import { limitParameter, textParameter, wordParameter } from '../records/query-text.js';
import type { RawQuery } from '../records/query-text.js';
import { ReleaseRegistry } from '../releases/release-registry.js';
import { ConnectorBook } from './connector-book.js';
import type { PipeState } from './connector-book.js';
import type { ConnectorFailure } from './connector-failure.js';
import { sentenceOf } from './connector-failure.js';
import { ConnectorSettings } from './connector-settings.js';
import { LETTER_STATES } from './connector.wire.js';
import type { ComparisonWire, ConnectorWire, LetterWire, RunWire } from './connector.wire.js';

type PipelineWire = ConnectorWire['pipelines'][number];

interface PipeWork extends Record<string, unknown> {
  readonly connector: string;
  readonly pipeline: string;
  readonly letters: number;
  readonly running: number;
}

const LIMIT_DEFAULT = 50;
const LIMIT_MAX = 200;

const WORK = `
  SELECT connector, pipeline, sum(letters)::integer AS letters, sum(running)::integer AS running
    FROM (SELECT connector, pipeline, 1 AS letters, 0 AS running FROM core.connector_letter WHERE state = 'open'
          UNION ALL
          SELECT params ->> 'connector', params ->> 'pipeline', 0, 1 FROM core.job
           WHERE kind = 'connector' AND state IN ('queued', 'running')) w
   GROUP BY connector, pipeline`;

const RUNS = `
  SELECT id, params, state, created_at AS "createdAt", finished_at AS "finishedAt", result, code, issues, refusal FROM core.job
   WHERE kind = 'connector' AND params ->> 'connector' = $1 AND ($2::text IS NULL OR params ->> 'pipeline' = $2)
   ORDER BY created_at DESC, id DESC LIMIT $3`;

interface RunRow extends Record<string, unknown> {
  readonly id: string;
  readonly params: { readonly pipeline: string; readonly day?: string; readonly letter?: string };
  readonly state: string;
  readonly createdAt: string;
  readonly finishedAt: string | null;
  readonly result: { readonly counts?: Readonly<Record<string, number>> } | null;
  readonly code: string | null;
  readonly issues: ConnectorFailure['issues'] | null;
  readonly refusal: { readonly params?: Readonly<Record<string, unknown>> } | null;
}

const LETTERS = `
  SELECT id, pipeline, source, payload, failure, attempts, state, created_at AS "createdAt", failed_at AS "failedAt", settled_at AS "settledAt"
    FROM core.connector_letter
   WHERE connector = $1 AND state = $2 AND ($3::text IS NULL OR pipeline = $3) ORDER BY created_at DESC, id DESC LIMIT $4`;

interface LetterRow extends Omit<LetterWire, 'cause' | 'issues' | 'number'>, Record<string, unknown> {
  readonly failure: ConnectorFailure;
}

const COMPARISONS = `
  SELECT pipeline, day, at, ours, theirs, missing, unknown, different FROM core.connector_comparison
   WHERE connector = $1 AND ($2::text IS NULL OR pipeline = $2) ORDER BY day DESC, pipeline LIMIT $3`;

/** Connectors as administrators see them. */
@Injectable()
export class ConnectorLists {
  constructor(
    private readonly database: Database,
    private readonly releases: ReleaseRegistry,
    private readonly settings: ConnectorSettings,
    private readonly book: ConnectorBook,
  ) {}

  /** The connectors of the release in force, with how far they are. */
  async all(language: Language): Promise<readonly ConnectorWire[]> {
    const { connectors } = await this.releases.refresh();
    const [set, states, work] = [await this.settings.all(), await this.book.states(), await this.work()];
    const stateOf = new Map(states.map((state) => [`${state.connector}/${state.pipeline}`, state]));
    return [...connectors.values()].map((connector) => {
      const { key, title, auth } = connector.definition;
      const pipelines = pipelinesOf(connector).map((pipeline) => {
        const name = `${key}/${pipeline.id}`;
        return { ...pipeline, ...standing(stateOf.get(name), work.get(name), language) };
      });
      return { key, title, auth: auth.kind, settings: set.get(key) ?? null, pipelines };
    });
  }

  async runs(connector: string, query: RawQuery, language: Language): Promise<readonly RunWire[]> {
    await this.settings.compiled(connector);
    const values = [connector, textParameter(query, 'pipeline') ?? null, limitOf(query)];
    const { rows } = await this.database.query<RunRow>(RUNS, values);
    return rows.map(({ id: job, params, state, createdAt, finishedAt, result, code, issues, refusal }) => ({
      job,
      pipeline: params.pipeline,
      wish: params.letter === undefined ? (params.day === undefined ? 'run' : 'compare') : 'retry',
      state,
      createdAt,
      finishedAt,
      counts: result?.counts ?? null,
      cause: code === null ? null : causeOf({ code, issues: issues ?? [], ...refusal }, language),
    }));
  }

  async letters(connector: string, query: RawQuery, language: Language): Promise<readonly LetterWire[]> {
    await this.settings.compiled(connector);
    const state = wordParameter(query, 'state', LETTER_STATES) ?? 'open';
    const values = [connector, state, textParameter(query, 'pipeline') ?? null, limitOf(query)];
    const { rows } = await this.database.query<LetterRow>(LETTERS, values);
    return rows.map(({ failure, ...row }) => ({
      ...row,
      number: numberIn(row.payload),
      cause: causeOf(failure, language),
      issues: (failure.issues ?? []).map((found) => findingToWire(found, language)),
    }));
  }

  async comparisons(connector: string, query: RawQuery): Promise<readonly ComparisonWire[]> {
    await this.settings.compiled(connector);
    const values = [connector, textParameter(query, 'pipeline') ?? null, limitOf(query)];
    const { rows } = await this.database.query<ComparisonWire & Record<string, unknown>>(COMPARISONS, values);
    return rows;
  }

  private async work(): Promise<ReadonlyMap<string, PipeWork>> {
    const { rows } = await this.database.query<PipeWork>(WORK);
    return new Map(rows.map((row) => [`${row.connector}/${row.pipeline}`, row]));
  }
}

function limitOf(query: RawQuery): number {
  return limitParameter(query, LIMIT_DEFAULT, LIMIT_MAX);
}

function pipelinesOf({ definition }: CompiledConnector) {
  const { imports = [], exports = [] } = definition;
  return [
    ...imports.map(({ id, title, schedule = null }) => ({
      id,
      title,
      direction: 'in' as const,
      schedule,
      comparison: false,
    })),
    ...exports.map(({ id, title, schedule = null, comparison }) => ({
      id,
      title,
      direction: 'out' as const,
      schedule,
      comparison: comparison !== undefined,
    })),
  ];
}

function standing(
  state: PipeState | undefined,
  work: PipeWork | undefined,
  language: Language,
): Omit<PipelineWire, 'id' | 'title' | 'direction' | 'schedule' | 'comparison'> {
  return {
    watermark: state?.watermark ?? null,
    lastRunAt: state?.lastRunAt ?? null,
    lastOutcome: state?.lastOutcome ?? null,
    lastCause: state?.lastFailure ? causeOf(state.lastFailure, language) : null,
    lastCounts: state?.lastCounts ?? null,
    failures: state?.failures ?? 0,
    retryAt: state?.retryAt ?? null,
    deadLetters: work?.letters ?? 0,
    underWay: (work?.running ?? 0) > 0,
  };
}

function causeOf(failure: ConnectorFailure, language: Language): string {
  return failure.code === 'invalid'
    ? sentenceOf(failure, language)
    : sentence(failure.code, failure.params ?? {}, language);
}

function numberIn(payload: unknown): string | null {
  if (typeof payload !== 'object' || payload === null || !('number' in payload)) return null;
  return typeof payload.number === 'string' ? payload.number : null;
}
