import { Injectable } from '@nestjs/common';
import type { SqlSession } from '../database/sql-session.js';

export interface DueTimer {
  readonly id: string;
  readonly kind: string;
  readonly dueAt: string;
  readonly payload: Readonly<Record<string, unknown>>;
  readonly taskId: string | null;
  readonly instanceId: string | null;
  readonly attempts: number;
}

/**
 * Does what a timer is for, in the transaction that removes it. Everything it does must go through `session`.
 * The timer's row is locked already, and a command removes timers while it holds its instance and record; so a handler
 * takes further locks with NOWAIT only. A lock that is taken makes it throw, and the timer is fired again later.
 */
export type TimerHandler = (timer: DueTimer, session: SqlSession, now: string) => Promise<void>;

/** Which kinds of timers there are. Features register theirs when their module starts. */
@Injectable()
export class TimerHandlers {
  private readonly handlers = new Map<string, TimerHandler>();

  register(kind: string, handler: TimerHandler): void {
    if (this.handlers.has(kind)) throw new Error(`two handlers for timers of kind ${kind}`);
    this.handlers.set(kind, handler);
  }

  of(kind: string): TimerHandler {
    const handler = this.handlers.get(kind);
    if (!handler) throw new Error(`nobody handles timers of kind ${kind}`);
    return handler;
  }
}
