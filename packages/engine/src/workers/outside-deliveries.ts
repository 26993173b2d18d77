import { Inject, Injectable } from '@nestjs/common';
import type { Clock } from '@dougong/kernel/foundation';
import type { DeliveryResult, OuterChannel, OutgoingMessage } from '../channels/channel.js';
import { Database } from '../database/database.js';
import type { Log } from '../log.js';
import { CLOCK, LOG } from '../ports.js';
import { deliverySignals } from '../signals/signals.js';
import type { DeliverySignal } from '../signals/signals.js';
import { DeliveryPlaces } from './delivery-places.js';
import { later } from './later.js';
import { pauseAfter } from './retry-ladder.js';

/** While one process calls a receiver, others leave the message alone for so long. */
const LEASE_MS = 60_000;
const CALLS_AT_ONCE = 8;
const ERROR_LENGTH_MAX = 500;

export const OUTBOX_COLUMNS = `o.id, o.topic, o.key, o.payload, o.created_at AS "createdAt", o.attempts`;

const LEASE_BATCH = `
  UPDATE core.outbox o SET attempts = o.attempts + 1, next_at = $3
    FROM (SELECT id FROM core.outbox
           WHERE state = 'waiting' AND topic = $1 AND next_at <= $2
           ORDER BY next_at LIMIT $4 FOR UPDATE SKIP LOCKED) due
   WHERE o.id = due.id
  RETURNING ${OUTBOX_COLUMNS}`;

/** Waiting for a receiver is no attempt. */
const POSTPONE = `
  UPDATE core.outbox SET attempts = attempts - 1, next_at = $2 WHERE id = ANY ($1::uuid[]) AND state = 'waiting'`;

/** What was given up meanwhile stays so, and what was delivered is. */
const SETTLE = `
  WITH tried AS (
    INSERT INTO core.delivery_attempt (message, attempt, at, outcome, reason, status, answer, took_ms)
    SELECT x.id, x.attempt, $2, $3, $4, $5, $6, $7 FROM jsonb_to_recordset($1) AS x (id uuid, attempt integer)
     WHERE EXISTS (SELECT FROM core.outbox o WHERE o.id = x.id))
  UPDATE core.outbox o
     SET state = x.state, attempts = x.attempt, last_error = $4, next_at = coalesce(x.next, o.next_at),
         delivered_at = CASE WHEN x.state = 'delivered' THEN $2::timestamptz END
    FROM jsonb_to_recordset($1) AS x (id uuid, attempt integer, state text, next timestamptz)
   WHERE o.id = x.id AND o.state = 'waiting'`;

/**
 * Calls receivers outside. A message is leased first and sent with no lock held, so a process that dies in the call leaves it to
 * be sent again under the same key. How each attempt went is kept.
 */
@Injectable()
export class OutsideDeliveries {
  constructor(
    private readonly database: Database,
    private readonly places: DeliveryPlaces,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(LOG) private readonly log: Log,
  ) {}

  /** Tells whether there may be more. */
  async deliverBatch(channel: OuterChannel): Promise<boolean> {
    const now = this.clock();
    const { rows } = await this.database.query<OutgoingMessage & Record<string, unknown>>(LEASE_BATCH, [
      channel.topic,
      now,
      later(now, LEASE_MS),
      channel.batch,
    ]);
    const groups = groupsOf(rows, (message) => channel.groupOf(message));
    const work = groups.values();
    await Promise.all(
      Array.from({ length: Math.min(CALLS_AT_ONCE, groups.length) }, async () => {
        for (const group of work) await this.deliverGroup(channel, group);
      }),
    );
    return rows.length === channel.batch;
  }

  private async deliverGroup(channel: OuterChannel, messages: readonly OutgoingMessage[]): Promise<void> {
    const [first] = messages;
    if (!first) return;
    const place = channel.placeOf(first);
    const until = await this.places.enter(place, this.clock(), channel.perMinute(first));
    if (until !== undefined) {
      await this.database.query(POSTPONE, [messages.map(({ id }) => id), until]);
      return;
    }
    const begun = performance.now();
    const result = await call(channel, messages);
    await this.places.note(place, this.clock(), result);
    await this.settle(messages, result, Math.round(performance.now() - begun));
  }

  private async settle(
    messages: readonly OutgoingMessage[],
    result: DeliveryResult,
    tookMs: number,
  ): Promise<void> {
    const now = this.clock();
    const reason = result.outcome === 'delivered' ? null : result.reason.slice(0, ERROR_LENGTH_MAX);
    if (reason !== null) {
      const { key, topic, attempts } = messages[0] as OutgoingMessage;
      this.log.warn({ key, topic, attempts, count: messages.length, reason }, 'not delivered');
    }
    await this.database.query(SETTLE, [
      JSON.stringify(messages.map((message) => ({ ...stateAfter(message, result, now), id: message.id }))),
      now,
      result.outcome,
      reason,
      result.status ?? null,
      result.answer?.slice(0, ERROR_LENGTH_MAX) ?? null,
      tookMs,
    ]);
  }
}

function groupsOf<T>(all: readonly T[], nameOf: (one: T) => string): readonly (readonly T[])[] {
  const groups = new Map<string, T[]>();
  for (const one of all) {
    const group = groups.get(nameOf(one));
    if (group) group.push(one);
    else groups.set(nameOf(one), [one]);
  }
  return [...groups.values()];
}

function stateAfter({ attempts }: OutgoingMessage, result: DeliveryResult, now: string) {
  if (result.outcome === 'delivered') return { attempt: attempts, state: 'delivered', next: null };
  const pause =
    result.outcome === 'again' ? pauseAfter(attempts, Math.random(), result.afterSeconds) : undefined;
  if (pause === undefined) return { attempt: attempts, state: 'failed', next: null };
  return { attempt: attempts, state: 'waiting', next: later(now, pause * 1000) };
}

async function call(channel: OuterChannel, messages: readonly OutgoingMessage[]): Promise<DeliveryResult> {
  const signal: DeliverySignal = { topic: channel.topic, attempt: messages[0]?.attempts ?? 0 };
  return deliverySignals.tracePromise(async () => {
    const result = await tryReceiver(channel, messages);
    signal.outcome = result.outcome;
    return result;
  }, signal);
}

async function tryReceiver(
  channel: OuterChannel,
  messages: readonly OutgoingMessage[],
): Promise<DeliveryResult> {
  try {
    return await channel.deliver(messages);
  } catch (error) {
    return { outcome: 'again', reason: error instanceof Error ? error.message : String(error) };
  }
}
