import { Injectable } from '@nestjs/common';
import type { SqlSession } from '../database/sql-session.js';
import type { InnerChannel, OutgoingMessage } from './channel.js';
import { listensTo } from './listening.js';

/** What a message of the topic `event` carries. */
export interface EventPayload {
  /** For example `app.document.approved.v1`. */
  readonly type: string;
  readonly subject?: string;
  readonly data: Readonly<Record<string, unknown>>;
}

const FAN_OUT = `
  INSERT INTO core.outbox (id, topic, key, payload, next_at, created_at)
  SELECT gen_random_uuid(), 'webhook', m.key || ':' || e.id,
         m.payload || jsonb_build_object('endpoint', e.id, 'event', m.key, 'time', m."createdAt"), $2, $2
    FROM jsonb_to_recordset($1) AS m (key text, payload jsonb, "createdAt" text)
    JOIN core.webhook_endpoint e ON ${listensTo('m.payload')}
  ON CONFLICT (key) DO NOTHING`;

/** Makes one message for each webhook that wants the event, so that each is retried by itself. */
@Injectable()
export class EventChannel implements InnerChannel {
  readonly topic = 'event';
  readonly reach = 'database';
  readonly feeds = true;

  async deliver(messages: readonly OutgoingMessage[], session: SqlSession, now: string): Promise<void> {
    await session.query(FAN_OUT, [JSON.stringify(messages), now]);
  }
}
