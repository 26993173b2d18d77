import { Injectable } from '@nestjs/common';
import type { ReceiverSettlement, RunParameters } from '@dougong/kernel/costing';
import type { Issue } from '@dougong/kernel/foundation';
import type { SqlSession } from '../database/sql-session.js';
import type { KeptInputs } from './kept-inputs.js';
import { hashOf } from './kept-inputs.js';
import type { ResultRow } from './run-rows.js';

export type RunState = 'running' | 'done' | 'official' | 'superseded' | 'failed';

/** A version of a period without its inputs. */
export interface RunHead extends Record<string, unknown> {
  readonly id: string;
  readonly allocation: string;
  readonly from: string;
  readonly to: string;
  readonly version: number;
  readonly state: RunState;
  readonly parameters: RunParameters;
  readonly release: number;
  readonly formulas: Readonly<Record<string, string>>;
  readonly comment: string | null;
  readonly rerunOf: string | null;
  readonly hasInputs: boolean;
  readonly inputHash: string | null;
  readonly issues: readonly Issue[] | null;
  readonly startedBy: string;
  readonly startedAt: string;
  readonly finishedAt: string | null;
  readonly officialBy: string | null;
  readonly officialAt: string | null;
  /** Documents that settle it: how many are planned, and how many stand. */
  readonly settlements: number;
  readonly settled: number;
}

export interface NewRun {
  readonly id: string;
  readonly allocation: string;
  readonly from: string;
  readonly to: string;
  readonly parameters: RunParameters;
  readonly release: number;
  readonly formulas: Readonly<Record<string, string>>;
  readonly comment: string | null;
  readonly rerunOf: string | null;
  readonly by: string;
  readonly at: string;
}

/** What was worked out, to be written. */
export interface RunOutcome {
  readonly results: readonly ResultRow[];
  readonly trace: readonly object[];
  readonly variances: readonly object[];
  readonly settlements: readonly ReceiverSettlement[];
}

const PERIOD_LOCK = `SELECT pg_advisory_xact_lock(hashtextextended('costing.run/' || $1 || '/' || $2, 0))`;

const INSERT = `
  INSERT INTO costing.run (id, allocation, period_from, period_to, version, parameters, release, formulas, comment, rerun_of,
                           inputs, input_hash, started_by, started_at)
  SELECT $1, $2, $3::date, $4::date,
         (SELECT coalesce(max(version), 0) + 1 FROM costing.run WHERE allocation = $2 AND period_from = $3::date),
         $5, $6, $7, $8, $9, r.inputs, r.input_hash, $10, $11
    FROM (SELECT 1) one LEFT JOIN costing.run r ON r.id = $9`;

const HEAD = `
  SELECT r.id, r.allocation, r.period_from AS "from", r.period_to AS "to", r.version, r.state, r.parameters, r.release,
         r.formulas, r.comment, r.rerun_of AS "rerunOf", r.inputs IS NOT NULL AS "hasInputs",
         encode(r.input_hash, 'hex') AS "inputHash", r.issues, r.started_by AS "startedBy", r.started_at AS "startedAt",
         r.finished_at AS "finishedAt", r.official_by AS "officialBy", r.official_at AS "officialAt",
         s.settlements, s.settled
    FROM costing.run r, LATERAL (
      SELECT count(*)::int AS settlements, count(s.made_at)::int AS settled
        FROM costing.settlement s WHERE s.run_id = r.id) s`;

/** One run that waits to be worked out, kept from other processes until the transaction ends. */
const CLAIM = `
  SELECT id FROM costing.run WHERE state = 'running' ORDER BY started_at LIMIT 1 FOR UPDATE SKIP LOCKED`;

const KEEP = `UPDATE costing.run SET inputs = $2::jsonb, input_hash = $3 WHERE id = $1 AND state = 'running'`;

const FAIL = `
  UPDATE costing.run SET state = 'failed', issues = $2, finished_at = $3 WHERE id = $1 AND state = 'running'`;

/** Everything at once, so that a run is whole or not there; whoever comes second finds it done. */
const FINISH = `
  WITH done AS (
    UPDATE costing.run SET state = 'done', finished_at = $2, settlements = $3::jsonb
     WHERE id = $1 AND state = 'running' RETURNING id),
  results AS (
    INSERT INTO costing.result SELECT done.id, x.* FROM done, jsonb_to_recordset($4::jsonb) x(
      ord integer, receiver text, product text, part text, element text, item text, quantity numeric, amount numeric,
      unit numeric)),
  traces AS (
    INSERT INTO costing.trace SELECT done.id, x.* FROM done, jsonb_to_recordset($5::jsonb) x(
      ord integer, kind text, place text, name text, element text, driver text, receiver text, source text, row_id text,
      quantity numeric, total numeric, amount numeric)),
  variances AS (
    INSERT INTO costing.variance SELECT done.id, x.* FROM done, jsonb_to_recordset($6::jsonb) x(
      ord integer, receiver text, product text, kind text, item text, standard_quantity numeric, standard_price numeric,
      actual_quantity numeric, actual_amount numeric, standard numeric, total numeric, price numeric, usage numeric))
  SELECT id FROM done`;

/** Versions of cost runs as rows. */
@Injectable()
export class RunStore {
  /** Makes the next version of a period; a run again of another takes its inputs along. */
  async make(session: SqlSession, run: NewRun): Promise<void> {
    await this.lockPeriod(session, run);
    await session.query(INSERT, [
      run.id,
      run.allocation,
      run.from,
      run.to,
      JSON.stringify(run.parameters),
      run.release,
      JSON.stringify(run.formulas),
      run.comment,
      run.rerunOf,
      run.by,
      run.at,
    ]);
  }

  /** Keeps others from making a version of the period, or one of its versions official, until the transaction ends. */
  async lockPeriod(
    session: SqlSession,
    { allocation, from }: Pick<NewRun, 'allocation' | 'from'>,
  ): Promise<void> {
    await session.query(PERIOD_LOCK, [allocation, from]);
  }

  async head(session: SqlSession, id: string): Promise<RunHead | undefined> {
    const { rows } = await session.query<RunHead>(`${HEAD} WHERE r.id = $1`, [id]);
    return rows[0];
  }

  async list(
    session: SqlSession,
    allocation: string | undefined,
    from: string | undefined,
    limit: number,
  ): Promise<readonly RunHead[]> {
    const { rows } = await session.query<RunHead>(
      `${HEAD} WHERE ($1::text IS NULL OR r.allocation = $1) AND ($2::date IS NULL OR r.period_from = $2::date)
        ORDER BY r.period_from DESC, r.allocation, r.version DESC LIMIT $3`,
      [allocation ?? null, from ?? null, limit],
    );
    return rows;
  }

  async claim(session: SqlSession): Promise<string | undefined> {
    const { rows } = await session.query<{ id: string }>(CLAIM);
    return rows[0]?.id;
  }

  async keepInputs(session: SqlSession, id: string, kept: KeptInputs): Promise<void> {
    const text = JSON.stringify(kept);
    await session.query(KEEP, [id, text, hashOf(text)]);
  }

  async inputs(session: SqlSession, id: string): Promise<KeptInputs | undefined> {
    const { rows } = await session.query<{ inputs: KeptInputs | null }>(
      'SELECT inputs FROM costing.run WHERE id = $1',
      [id],
    );
    return rows[0]?.inputs ?? undefined;
  }

  async fail(session: SqlSession, id: string, issues: readonly Issue[], at: string): Promise<void> {
    await session.query(FAIL, [id, JSON.stringify(issues), at]);
  }

  async finish(session: SqlSession, id: string, outcome: RunOutcome, at: string): Promise<void> {
    const { settlements, results, trace, variances } = outcome;
    const values = [settlements, results, trace, variances].map((rows) => JSON.stringify(rows));
    await session.query(FINISH, [id, at, ...values]);
  }
}
