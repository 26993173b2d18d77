import { Inject, Injectable } from '@nestjs/common';
import type { Clock } from '@dougong/kernel/foundation';
import { Database } from '../../database/database.js';
import { CLOCK } from '../../ports.js';
import type { OwnerConnection } from './owner-connection.js';
import type { TableObject } from './table-objects.js';

export type PublishPhase = 'prepare' | 'switch' | 'finish' | 'done' | 'failed';

/** How far a publish has come. */
export interface PublishProgress {
  readonly run: string;
  readonly phase: PublishPhase;
  /** What it does now: kind of step and table. */
  readonly step: string | null;
  /** Rows of this step, where it goes through rows. */
  readonly done: number;
  readonly total: number;
  readonly stepsDone: number;
  readonly stepsTotal: number;
}

/** A publish as its table keeps it. */
export interface PublishRun extends Omit<PublishProgress, 'run'> {
  readonly id: string;
  readonly release: number;
  readonly base: number;
  readonly actor: string | null;
  /** Why it failed: the code of the refusal, or what went wrong. */
  readonly error: { readonly code: string } | null;
  readonly startedAt: string;
  readonly updatedAt: string;
  readonly endedAt: string | null;
}

/** A publish that did not come to its end. */
export interface OpenRun {
  readonly id: string;
  readonly release: number;
  readonly phase: PublishPhase;
  /** What it has made or was about to make. */
  readonly made: readonly TableObject[];
  /** What it was to drop after its switch. */
  readonly outlived: readonly TableObject[];
  readonly [column: string]: unknown;
}

export interface NewRun {
  readonly release: number;
  readonly base: number;
  readonly actor: string | null;
  readonly made: readonly TableObject[];
  readonly outlived: readonly TableObject[];
  readonly stepsTotal: number;
}

const FIELDS = `
  id::text, release, base, actor, phase, step, done::integer, total::integer, steps_done AS "stepsDone", steps_total AS "stepsTotal",
  error, started_at AS "startedAt", updated_at AS "updatedAt", ended_at AS "endedAt"`;

/** The record of publishes: written by the owner's connection, which dies with the publish; read by everybody who may design. */
@Injectable()
export class PublishRuns {
  constructor(
    private readonly database: Database,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** The newest first. */
  async list(limit: number): Promise<readonly PublishRun[]> {
    const { rows } = await this.database.query<PublishRun & Record<string, unknown>>(
      `SELECT ${FIELDS} FROM core.publish_run ORDER BY core.publish_run.id DESC LIMIT $1`,
      [limit],
    );
    return rows;
  }

  async find(id: string): Promise<PublishRun | undefined> {
    const { rows } = await this.database.query<PublishRun & Record<string, unknown>>(
      `SELECT ${FIELDS} FROM core.publish_run WHERE core.publish_run.id = $1`,
      [id],
    );
    return rows[0];
  }

  /** Those that nobody ended. Whoever holds the publish lock knows that nobody is working on them. */
  open(owner: OwnerConnection): Promise<readonly OpenRun[]> {
    return owner.query<OpenRun>(
      'SELECT id::text, release, phase, made, outlived FROM core.publish_run WHERE ended_at IS NULL ORDER BY core.publish_run.id',
    );
  }

  /** Notes everything that is about to be made before the first of it is. */
  async begin(owner: OwnerConnection, run: NewRun): Promise<string> {
    const rows = await owner.query<{ id: string }>(
      `INSERT INTO core.publish_run (release, base, actor, phase, made, outlived, steps_total, started_at, updated_at)
       VALUES ($1, $2, $3, 'prepare', $4, $5, $6, $7, $7) RETURNING id::text`,
      [
        run.release,
        run.base,
        run.actor,
        JSON.stringify(run.made),
        JSON.stringify(run.outlived),
        run.stepsTotal,
        this.clock(),
      ],
    );
    return rows[0]!.id;
  }

  async tell(owner: OwnerConnection, progress: PublishProgress): Promise<void> {
    await owner.query(
      `UPDATE core.publish_run SET phase = $2, step = $3, done = $4, total = $5, steps_done = $6, updated_at = $7 WHERE id = $1`,
      [
        progress.run,
        progress.phase,
        progress.step,
        progress.done,
        progress.total,
        progress.stepsDone,
        this.clock(),
      ],
    );
  }

  async end(owner: OwnerConnection, id: string, phase: 'done' | 'failed', error?: string): Promise<void> {
    await owner.query(
      `UPDATE core.publish_run SET phase = $2, step = NULL, error = $3, updated_at = $4, ended_at = $4 WHERE id = $1`,
      [id, phase, error === undefined ? null : JSON.stringify({ code: error }), this.clock()],
    );
  }
}

/** In the transaction of the switch: from here on the publish goes forward only. */
export const SWITCHED = `UPDATE core.publish_run SET phase = 'finish' WHERE id = $1`;
