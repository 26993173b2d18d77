import { Inject, Injectable } from '@nestjs/common';
import type { Clock } from '@dougong/kernel/foundation';
import { ClaimLost } from '../../commands/command-run.js';
import { CommandService } from '../../commands/command-service.js';
import { Database } from '../../database/database.js';
import type { SqlSession } from '../../database/sql-session.js';
import { Refusal } from '../../http/refusal.js';
import type { Log } from '../../log.js';
import { CLOCK, LOG } from '../../ports.js';
import { fireCommand } from './occasion.js';
import type { NewOccasion, Occasion } from './occasion.js';
import { PLATFORM } from './platform.js';

const BATCH = 50;
const ATTEMPTS_MAX = 8;
const FIRST_PAUSE_MS = 5000;
const ERROR_LENGTH_MAX = 500;

const KEEP = `
  INSERT INTO core.rule_occasion (id, key, kind, rule_key, form, record_id, given, due_at, created_at)
  SELECT x.id, x.key, x.kind, x.rule, x.form, x."recordId", x.given, $2, $2
    FROM jsonb_to_recordset($1::jsonb) AS x (id uuid, key text, kind text, rule text, form text, "recordId" uuid, given jsonb)
  ON CONFLICT (key) DO NOTHING`;

const DUE = `
  SELECT id, kind, rule_key AS rule, form, record_id AS "recordId", given, attempts FROM core.rule_occasion
   WHERE done_at IS NULL AND failed_at IS NULL AND due_at <= $1 ORDER BY due_at, id LIMIT ${BATCH}`;

/** Takes the occasion in the transaction of its command: whoever comes second finds it locked or done. */
const CLAIM = `
  UPDATE core.rule_occasion SET done_at = $2, attempts = attempts + 1, last_error = NULL
   WHERE id = (SELECT id FROM core.rule_occasion WHERE id = $1 AND done_at IS NULL AND failed_at IS NULL
                  FOR UPDATE SKIP LOCKED)
  RETURNING id`;

const POSTPONE = `
  UPDATE core.rule_occasion SET attempts = $2::int, due_at = $3, failed_at = $4, last_error = $5
   WHERE id = $1 AND done_at IS NULL AND failed_at IS NULL AND attempts < $2::int`;

/**
 * Calls of rules that wait to be carried out. Each is claimed in the transaction of the command that it becomes: if that
 * commits it has happened once, if the process dies in it the occasion is still there.
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
    const { rows } = await this.database.query<Occasion & Record<string, unknown>>(DUE, [this.clock()]);
    for (const occasion of rows) await this.fire(occasion);
    return rows.length === BATCH;
  }

  private async fire(occasion: Occasion): Promise<void> {
    try {
      await this.commands.execute({
        subject: PLATFORM,
        command: fireCommand(occasion),
        channel: 'worker',
        action: `fire:${occasion.rule}`,
        claim: { text: CLAIM, values: [occasion.id, this.clock()] },
      });
    } catch (error) {
      if (!(error instanceof ClaimLost)) await this.postpone(occasion, error);
    }
  }

  /** What was refused would be refused again; what went wrong otherwise is tried again, ever later. */
  private async postpone(occasion: Occasion, error: unknown): Promise<void> {
    const now = this.clock();
    const attempts = occasion.attempts + 1;
    const isFinal = error instanceof Refusal || attempts >= ATTEMPTS_MAX;
    const reason = reasonOf(error).slice(0, ERROR_LENGTH_MAX);
    const next = new Date(Date.parse(now) + FIRST_PAUSE_MS * 2 ** occasion.attempts).toISOString();
    this.log.warn({ rule: occasion.rule, occasion: occasion.id, attempts, reason }, 'a rule did not fire');
    await this.database.query(POSTPONE, [occasion.id, attempts, next, isFinal ? now : null, reason]);
  }
}

function reasonOf(error: unknown): string {
  if (error instanceof Refusal)
    return [...new Set([error.code, ...error.issues.map(({ code }) => code)])].join(', ');
  return error instanceof Error ? error.message : String(error);
}
