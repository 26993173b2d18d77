import { Inject, Injectable } from '@nestjs/common';
import type { Clock } from '@dougong/kernel/foundation';
import { ClaimLost } from '../../commands/command-run.js';
import { CommandService } from '../../commands/command-service.js';
import { Database } from '../../database/database.js';
import type { SqlSession } from '../../database/sql-session.js';
import { Refusal } from '../../http/refusal.js';
import type { Log } from '../../log.js';
import { CLOCK, LOG } from '../../ports.js';
import { later } from '../../workers/later.js';
import { fireCommand } from './occasion.js';
import type { NewOccasion, Occasion } from './occasion.js';
import { failureOf } from './occasion-failure.js';
import type { OccasionFailure } from './occasion-failure.js';
import { PLATFORM } from './platform.js';

const BATCH = 50;
const ATTEMPTS_MAX = 8;
const FIRST_PAUSE_MS = 5000;
/** While one process works on an occasion, others leave it alone for so long. */
const LEASE_MS = 60_000;
const ERROR_LENGTH_MAX = 500;
const NEVER_ENDED = 'occasion_never_ended';

const KEEP = `
  INSERT INTO core.rule_occasion (id, key, kind, rule_key, form, record_id, given, due_at, created_at)
  SELECT x.id, x.key, x.kind, x.rule, x.form, x."recordId", x.given, $2, $2
    FROM jsonb_to_recordset($1::jsonb) AS x (id uuid, key text, kind text, rule text, form text, "recordId" uuid, given jsonb)
  ON CONFLICT (key) DO NOTHING`;

/** Counts the attempt before it begins, so that one which ends the process is counted, too. */
const LEASE_NEXT = `
  UPDATE core.rule_occasion o SET attempts = o.attempts + 1, due_at = $2
    FROM (SELECT id FROM core.rule_occasion
           WHERE done_at IS NULL AND failed_at IS NULL AND due_at <= $1 AND attempts < ${ATTEMPTS_MAX}
           ORDER BY due_at, id LIMIT 1 FOR UPDATE SKIP LOCKED) due
   WHERE o.id = due.id
  RETURNING o.id, o.kind, o.rule_key AS rule, o.form, o.record_id AS "recordId", o.given, o.attempts`;

/** The last attempt at these came to no end. Whoever is still at one of them holds its row, and it is left to him. */
const GIVE_UP = `
  UPDATE core.rule_occasion o SET failed_at = $1, last_error = $2, failure = $3
    FROM (SELECT id FROM core.rule_occasion
           WHERE done_at IS NULL AND failed_at IS NULL AND due_at <= $1 AND attempts >= ${ATTEMPTS_MAX}
           LIMIT ${BATCH} FOR UPDATE SKIP LOCKED) lost
   WHERE o.id = lost.id
  RETURNING o.id, o.rule_key AS rule`;

/** Takes the occasion in the transaction of its command: whoever comes second finds it locked or done. */
const CLAIM = `
  UPDATE core.rule_occasion SET done_at = $2, last_error = NULL, failure = NULL
   WHERE id = (SELECT id FROM core.rule_occasion WHERE id = $1 AND done_at IS NULL AND failed_at IS NULL
                  FOR UPDATE SKIP LOCKED)
  RETURNING id`;

const POSTPONE = `
  UPDATE core.rule_occasion SET due_at = $3, failed_at = $4, last_error = $5, failure = $6
   WHERE id = $1 AND done_at IS NULL AND failed_at IS NULL AND attempts = $2::int`;

/**
 * Calls of rules that wait to be carried out. Each is leased, which counts the attempt, and then claimed in the
 * transaction of the command that it becomes: if that commits it has happened once, if the process dies in it the occasion
 * is still there, and is tried again when the lease has run out.
 */
@Injectable()
export class OccasionQueue {
  constructor(
    private readonly database: Database,
    private readonly commands: CommandService,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(LOG) private readonly log: Log,
  ) {}

  /** Keeps occasions, each once; tells how many were new. */
  async keep(session: SqlSession, occasions: readonly NewOccasion[]): Promise<number> {
    const { rowCount } = await session.query(KEEP, [JSON.stringify(occasions), this.clock()]);
    return rowCount ?? 0;
  }

  /** Carries out a batch of what is due. Tells whether there may be more. */
  async fireDue(): Promise<boolean> {
    await this.giveUp();
    for (let count = 0; count < BATCH; count += 1) {
      const occasion = await this.lease();
      if (!occasion) return false;
      await this.fire(occasion);
    }
    return true;
  }

  private async lease(): Promise<Occasion | undefined> {
    const now = this.clock();
    const { rows } = await this.database.query<Occasion & Record<string, unknown>>(LEASE_NEXT, [
      now,
      later(now, LEASE_MS),
    ]);
    return rows[0];
  }

  /** What ended the process each time is not tried for ever. */
  private async giveUp(): Promise<void> {
    const failure: OccasionFailure = { code: NEVER_ENDED, issues: [] };
    const values = [this.clock(), NEVER_ENDED, JSON.stringify(failure)];
    const { rows } = await this.database.query<Pick<Occasion, 'id' | 'rule'> & Record<string, unknown>>(
      GIVE_UP,
      values,
    );
    for (const { id, rule } of rows)
      this.log.error({ rule, occasion: id, attempts: ATTEMPTS_MAX }, 'no attempt at a rule came to an end');
  }

  private async fire(occasion: Occasion): Promise<void> {
    try {
      await this.commands.execute({
        subject: PLATFORM,
        command: fireCommand(occasion),
        channel: 'rule',
        action: `fire:${occasion.kind}:${occasion.rule}`,
        claim: { text: CLAIM, values: [occasion.id, this.clock()] },
      });
    } catch (error) {
      if (!(error instanceof ClaimLost)) await this.postpone(occasion, error);
    }
  }

  /** What was refused would be refused again; what went wrong otherwise is tried again, ever later. */
  private async postpone(occasion: Occasion, error: unknown): Promise<void> {
    const now = this.clock();
    const { attempts } = occasion;
    const isFinal = error instanceof Refusal || attempts >= ATTEMPTS_MAX;
    const failure = failureOf(error);
    const reason = reasonOf(error, failure).slice(0, ERROR_LENGTH_MAX);
    const next = later(now, FIRST_PAUSE_MS * 2 ** (attempts - 1));
    this.log.warn({ rule: occasion.rule, occasion: occasion.id, attempts, reason }, 'a rule did not fire');
    const values = [occasion.id, attempts, next, isFinal ? now : null, reason, JSON.stringify(failure)];
    await this.database.query(POSTPONE, values);
  }
}

function reasonOf(error: unknown, { code, issues }: OccasionFailure): string {
  if (error instanceof Refusal) return [...new Set([code, ...issues.map((each) => each.code)])].join(', ');
  return error instanceof Error ? error.message : String(error);
}
