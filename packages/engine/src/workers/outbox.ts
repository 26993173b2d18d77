import { Inject, Injectable } from '@nestjs/common';
import type { Clock } from '@dougong/kernel/foundation';
import { CHANNELS } from '../channels/channel.js';
import type {
  Channel,
  DeliveryResult,
  InnerChannel,
  OuterChannel,
  OutgoingMessage,
} from '../channels/channel.js';
import { Database } from '../database/database.js';
import type { SqlSession } from '../database/sql-session.js';
import type { Log } from '../log.js';
import { CLOCK, LOG } from '../ports.js';
import { deliverySignals } from '../signals/signals.js';
import type { DeliverySignal } from '../signals/signals.js';
import { FlowCalls } from './flow-calls.js';
import { later } from './later.js';
import { pauseAfter } from './retry-ladder.js';

const BATCH = 100;
/** While one process calls a receiver, others leave the message alone for so long. */
const LEASE_MS = 60_000;
const CALLS_AT_ONCE = 8;
const ERROR_LENGTH_MAX = 500;

const COLUMNS = `o.id, o.topic, o.key, o.payload, o.created_at AS "createdAt", o.attempts`;

const LOCK_BATCH = `
  SELECT ${COLUMNS} FROM core.outbox o
   WHERE o.state = 'waiting' AND o.topic = $1 AND o.next_at <= $2
   ORDER BY o.next_at LIMIT $3 FOR UPDATE SKIP LOCKED`;

const LEASE_BATCH = `
  UPDATE core.outbox o SET attempts = o.attempts + 1, next_at = $3
    FROM (SELECT id FROM core.outbox
           WHERE state = 'waiting' AND topic = $1 AND next_at <= $2
           ORDER BY next_at LIMIT $4 FOR UPDATE SKIP LOCKED) due
   WHERE o.id = due.id
  RETURNING ${COLUMNS}`;

const MARK_DELIVERED = `
  UPDATE core.outbox SET state = 'delivered', delivered_at = $2, last_error = NULL WHERE id = ANY ($1::uuid[])`;

/**
 * Empties the outbox. Several processes may do so at once: what one has claimed the others skip.
 * Inside the database a message is delivered in the transaction that marks it; over the network it is leased first and
 * called with no lock held, so a process that dies in the call leaves it to be called again under the same key.
 */
@Injectable()
export class Outbox {
  constructor(
    private readonly database: Database,
    @Inject(CHANNELS) private readonly channels: readonly Channel[],
    private readonly flowCalls: FlowCalls,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(LOG) private readonly log: Log,
  ) {}

  /** Delivers one batch of every channel. Tells whether a batch was full, so that there may be more. */
  async deliverBatch(): Promise<boolean> {
    let more = await this.flowCalls.deliverBatch();
    for (const channel of this.channels) {
      const count =
        channel.reach === 'database' ? await this.deliverInside(channel) : await this.deliverOutside(channel);
      // What one channel delivers may be a message for the next.
      more ||= count === BATCH || (count > 0 && channel.topic === 'event');
    }
    return more;
  }

  private async deliverInside(channel: InnerChannel): Promise<number> {
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
      await this.settle(
        { ...current, attempts: current.attempts + 1 },
        { outcome: 'again', reason: reasonOf(error) },
      );
    }
    return current !== undefined;
  }

  private async deliverOutside(channel: OuterChannel): Promise<number> {
    const now = this.clock();
    const until = later(now, LEASE_MS);
    const { rows } = await this.database.query<OutgoingMessage & Record<string, unknown>>(LEASE_BATCH, [
      channel.topic,
      now,
      until,
      CALLS_AT_ONCE,
    ]);
    await Promise.all(
      rows.map(async (message) => this.settle(message, await callReceiver(channel, message))),
    );
    return rows.length === CALLS_AT_ONCE ? BATCH : rows.length;
  }

  private async settle(message: OutgoingMessage, result: DeliveryResult): Promise<void> {
    const now = this.clock();
    if (result.outcome === 'delivered') {
      await this.database.query(MARK_DELIVERED, [[message.id], now]);
      return;
    }
    const reason = result.reason.slice(0, ERROR_LENGTH_MAX);
    const pause =
      result.outcome === 'again'
        ? pauseAfter(message.attempts, Math.random(), result.afterSeconds)
        : undefined;
    this.log.warn(
      { key: message.key, topic: message.topic, attempts: message.attempts, reason },
      'not delivered',
    );
    await this.database.query(
      `UPDATE core.outbox SET state = $2, attempts = $3, next_at = $4, last_error = $5 WHERE id = $1`,
      [
        message.id,
        pause === undefined ? 'failed' : 'waiting',
        message.attempts,
        later(now, (pause ?? 0) * 1000),
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

async function callReceiver(channel: OuterChannel, message: OutgoingMessage): Promise<DeliveryResult> {
  const signal: DeliverySignal = { topic: channel.topic, attempt: message.attempts };
  return deliverySignals.tracePromise(async () => {
    const result = await tryReceiver(channel, message);
    signal.outcome = result.outcome;
    return result;
  }, signal);
}

async function tryReceiver(channel: OuterChannel, message: OutgoingMessage): Promise<DeliveryResult> {
  try {
    return await channel.deliver(message);
  } catch (error) {
    return { outcome: 'again', reason: reasonOf(error) };
  }
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
