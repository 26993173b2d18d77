import { Inject, Injectable } from '@nestjs/common';
import type { Clock } from '@dougong/kernel/foundation';
import { Database } from '../database/database.js';
import { CLOCK } from '../ports.js';
import type { Idempotency } from './idempotency.js';
import { KeptAnswer } from './kept-answer.js';
import { Refusal } from './refusal.js';

/** Who works on a request gives a sign of life so often. */
export const BEAT_MS = 5000;
/** Whoever gave none for so long was killed, and its request may be sent again. */
const ABANDONED_AFTER_MS = 20_000;
const ASK_AGAIN_SECONDS = 5;
const CONFLICT = 409;

const CLAIM = `
  INSERT INTO core.idempotency_request AS q (principal, key, body_hash, created_at) VALUES ($1, $2, $3, $4)
  ON CONFLICT (principal, key) DO UPDATE SET created_at = $4
   WHERE q.status IS NULL AND q.body_hash = $3 AND q.created_at < $5
  RETURNING key`;

const FOUND = `
  SELECT body_hash AS hash, status, answer FROM core.idempotency_request WHERE principal = $1 AND key = $2`;

const BEAT = `
  UPDATE core.idempotency_request SET created_at = $4 WHERE principal = $1 AND key = $2 AND status IS NULL AND body_hash = $3`;

const KEEP = 'UPDATE core.idempotency_request SET status = $3, answer = $4 WHERE principal = $1 AND key = $2';

const RELEASE =
  'DELETE FROM core.idempotency_request WHERE principal = $1 AND key = $2 AND status IS NULL AND body_hash = $3';

interface FoundRow {
  readonly hash: Buffer;
  readonly status: number | null;
  readonly answer: StoredAnswer | null;
  readonly [column: string]: unknown;
}

/** What is kept of an answer; without it the answer was not to be kept. */
export interface StoredAnswer {
  readonly body: unknown;
  readonly headers: Readonly<Record<string, string>>;
}

/**
 * Answers by key of whatever is no command; commands keep theirs in their own transaction. A key is claimed before the
 * work begins, so of two requests at once one works and the other is told to wait.
 */
@Injectable()
export class KeptAnswers {
  constructor(
    private readonly database: Database,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /**
   * Takes a key for the work that is about to begin.
   * @throws KeptAnswer when it was done before.
   */
  async claim(principal: string, { key, bodyHash }: Idempotency): Promise<void> {
    const now = this.clock();
    const abandoned = new Date(Date.parse(now) - ABANDONED_AFTER_MS).toISOString();
    const { rowCount } = await this.database.query(CLAIM, [principal, key, bodyHash, now, abandoned]);
    if (rowCount === 1) return;
    const { rows } = await this.database.query<FoundRow>(FOUND, [principal, key]);
    const [found] = rows;
    if (!found || (found.status === null && found.hash.equals(bodyHash))) throw inFlight();
    if (!found.hash.equals(bodyHash)) throw new Refusal(422, 'key_reused');
    if (!found.answer) throw new Refusal(CONFLICT, 'answer_not_kept');
    throw new KeptAnswer(found.status ?? 200, found.answer.body, found.answer.headers);
  }

  /** A sign of life of whoever works on it. */
  async beat(principal: string, { key, bodyHash }: Idempotency): Promise<void> {
    await this.database.query(BEAT, [principal, key, bodyHash, this.clock()]);
  }

  /** Keeps how it ended; null: nobody may read it again. */
  async keep(
    principal: string,
    { key }: Idempotency,
    status: number,
    answer: StoredAnswer | null,
  ): Promise<void> {
    await this.database.query(KEEP, [
      principal,
      key,
      status,
      answer === null ? null : JSON.stringify(answer),
    ]);
  }

  /** Refused or failed: the same key may try again. */
  async release(principal: string, { key, bodyHash }: Idempotency): Promise<void> {
    await this.database.query(RELEASE, [principal, key, bodyHash]);
  }
}

function inFlight(): Refusal {
  return new Refusal(CONFLICT, 'key_in_flight', [], {
    params: { seconds: ASK_AGAIN_SECONDS },
    headers: { 'Retry-After': String(ASK_AGAIN_SECONDS) },
  });
}
