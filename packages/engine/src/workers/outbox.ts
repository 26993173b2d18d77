import { Inject, Injectable } from '@nestjs/common';
import type { Clock } from '@dougong/kernel/foundation';
import { CHANNELS } from '../channels/channel.js';
import type { Channel, InnerChannel, OutgoingMessage } from '../channels/channel.js';
import { Database } from '../database/database.js';
import type { SqlSession } from '../database/sql-session.js';
import type { Log } from '../log.js';
import { CLOCK, LOG } from '../ports.js';
import { FlowCalls } from './flow-calls.js';
import { later } from './later.js';
import { OutsideDeliveries, OUTBOX_COLUMNS } from './outside-deliveries.js';
import { pauseAfter } from './retry-ladder.js';

const BATCH = 100;
const ERROR_LENGTH_MAX = 500;

const LOCK_BATCH = `
  SELECT ${OUTBOX_COLUMNS} FROM core.outbox o
   WHERE o.state = 'waiting' AND o.topic = $1 AND o.next_at <= $2
   ORDER BY o.next_at LIMIT $3 FOR UPDATE SKIP LOCKED`;

const MARK_DELIVERED = `
  UPDATE core.outbox SET state = 'delivered', delivered_at = $2, last_error = NULL WHERE id = ANY ($1::uuid[])`;

/**
 * Empties the outbox. Several processes may do so at once: what one has claimed the others skip.
 * Inside the database a message is delivered in the transaction that marks it.
 */
@Injectable()
export class Outbox {
  constructor(
    private readonly database: Database,
    @Inject(CHANNELS) private readonly channels: readonly Channel[],
    private readonly flowCalls: FlowCalls,
    private readonly outside: OutsideDeliveries,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(LOG) private readonly log: Log,
  ) {}

  /** Delivers one batch of every channel. Tells whether a batch was full, so that there may be more. */
  async deliverBatch(): Promise<boolean> {
    let more = await this.flowCalls.deliverBatch();
    for (const channel of this.channels) {
      const isMore =
        channel.reach === 'database'
          ? await this.deliverInside(channel)
          : await this.outside.deliverBatch(channel);
      more ||= isMore;
    }
    return more;
  }

  /** Tells whether there may be more; what one channel delivers may be a message for the next. */
  private async deliverInside(channel: InnerChannel): Promise<boolean> {
    const count = await this.countDelivered(channel);
    return count === BATCH || (count > 0 && channel.feeds);
  }

  private async countDelivered(channel: InnerChannel): Promise<number> {
    try {
      return await this.deliverInOneTransaction(channel, BATCH);
    } catch (error) {
      this.log.warn({ err: error, topic: channel.topic }, 'a batch failed; its messages go one by one');
      return this.deliverOneByOne(channel);
    }
  }

  private deliverInOneTransaction(channel: InnerChannel, limit: number): Promise<number> {
    const now = this.clock();
    return this.database.transaction(async (session) => {
      const messages = await lockBatch(session, channel.topic, now, limit);
      if (messages.length === 0) return 0;
      await channel.deliver(messages, session, now);
      await session.query(MARK_DELIVERED, [messages.map((message) => message.id), now]);
      return messages.length;
    });
  }

  /** One message that cannot be delivered must not hold up the others. */
  private async deliverOneByOne(channel: InnerChannel): Promise<number> {
    for (let done = 0; done < BATCH; done += 1) {
      const found = await this.tryNext(channel);
      if (!found) return done;
    }
    return BATCH;
  }

  private async tryNext(channel: InnerChannel): Promise<boolean> {
    let current: OutgoingMessage | undefined;
    const now = this.clock();
    try {
      await this.database.transaction(async (session) => {
        [current] = await lockBatch(session, channel.topic, now, 1);
        if (!current) return;
        await channel.deliver([current], session, now);
        await session.query(MARK_DELIVERED, [[current.id], now]);
      });
    } catch (error) {
      if (!current) throw error;
      await this.putOff(current, error);
    }
    return current !== undefined;
  }

  private async putOff(message: OutgoingMessage, error: unknown): Promise<void> {
    const { id, key, topic } = message;
    const attempts = message.attempts + 1;
    const reason = reasonOf(error).slice(0, ERROR_LENGTH_MAX);
    const pause = pauseAfter(attempts, Math.random());
    this.log.warn({ key, topic, attempts, reason }, 'not delivered');
    await this.database.query(
      `UPDATE core.outbox SET state = $2, attempts = $3, next_at = $4, last_error = $5 WHERE id = $1`,
      [
        id,
        pause === undefined ? 'failed' : 'waiting',
        attempts,
        later(this.clock(), (pause ?? 0) * 1000),
        reason,
      ],
    );
  }
}

async function lockBatch(
  session: SqlSession,
  topic: string,
  now: string,
  limit: number,
): Promise<OutgoingMessage[]> {
  const { rows } = await session.query<OutgoingMessage & Record<string, unknown>>(LOCK_BATCH, [
    topic,
    now,
    limit,
  ]);
  return rows;
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
