import { Injectable } from '@nestjs/common';
import type { Localized } from '@dougong/kernel/foundation';
import type { NotificationEvent, ToldFields } from '@dougong/kernel/notifications';
import type { SqlSession } from '../database/sql-session.js';
import { announce } from './announcements.js';
import type { InboxRow, OutsideRow } from './announcements.js';
import { AnnouncementFactsReader } from './announcement-facts.js';
import type { InnerChannel, OutgoingMessage } from './channel.js';

/** What a message of the topic `notification` carries. */
export interface NotificationPayload {
  /** What kind of thing happened; `rule` unless told. */
  readonly event?: NotificationEvent;
  /** Ids of the users who are told; each gets it once. */
  readonly users: readonly string[];
  readonly title: Localized;
  readonly body?: Localized;
  readonly form?: string;
  readonly recordId?: string;
  /** What the texts repeat of a record. */
  readonly tells?: ToldFields;
  /** Kind of channel, `app` among them -> what is said there instead. */
  readonly channels?: Readonly<Record<string, PayloadText>>;
  /** What is filled into the texts for each reader: id of who did it, and the instant by which it is due. */
  readonly marks?: { readonly actor?: string; readonly due?: string };
}

/** The words of a message, and what they repeat of a record. */
export type PayloadText = Pick<NotificationPayload, 'title' | 'body' | 'tells'>;

/** Streams hear of new notifications over this channel of the database. */
export const TOLD_CHANNEL = 'core_told';

/** Numbers become visible in their order, so that whoever resumes after one has missed none below it. */
const LOCK = `SELECT pg_advisory_xact_lock(hashtext('core.notification'))`;

/** The same thing about the same record, told again within a minute and not read yet, is told once. */
const INSERT = `
  INSERT INTO core.notification (user_id, key, event, title, body, form, record_id, at)
  SELECT DISTINCT ON (m.user, coalesce(m."recordId"::text || m.event || m.title::text || coalesce(m.body::text, ''), m.key))
         m.user, m.key, m.event, m.title, m.body, m.form, m."recordId", m.at
    FROM jsonb_to_recordset($1) AS m ("user" uuid, key text, event text, title jsonb, body jsonb, form text, "recordId" uuid, at timestamptz)
   WHERE m."recordId" IS NULL OR NOT EXISTS (
           SELECT FROM core.notification n
            WHERE n.user_id = m.user AND n.read_at IS NULL AND n.record_id = m."recordId" AND n.event = m.event
              AND n.title = m.title AND n.body IS NOT DISTINCT FROM m.body AND n.key <> m.key
              AND n.at > m.at - interval '1 minute')
  ON CONFLICT (user_id, key) DO NOTHING`;

/** The same holds outside, where nobody knows what was read: what went out or waits to was told. */
const SEND = `
  INSERT INTO core.outbox (id, topic, key, payload, next_at, created_at)
  SELECT gen_random_uuid(), 'delivery', m.key, m.payload, m."dueAt", $2
    FROM jsonb_to_recordset($1) AS m (key text, payload jsonb, "dueAt" timestamptz)
   WHERE m.payload ->> 'recordId' IS NULL OR NOT EXISTS (
           SELECT FROM core.outbox o
            WHERE o.topic = 'delivery' AND coalesce(o.payload ->> 'channel', o.payload ->> 'endpoint') = m.payload ->> 'channel'
              AND o.created_at > $2::timestamptz - interval '1 minute' AND o.state <> 'failed' AND o.key <> m.key
              AND o.payload ->> 'user' = m.payload ->> 'user' AND o.payload ->> 'recordId' = m.payload ->> 'recordId'
              AND o.payload -> 'title' = m.payload -> 'title' AND o.payload -> 'body' IS NOT DISTINCT FROM m.payload -> 'body')
  ON CONFLICT (key) DO NOTHING`;

/** Notifications inside the application, and one message for each channel over which somebody wants to be told. */
@Injectable()
export class NotificationChannel implements InnerChannel {
  readonly topic = 'notification';
  readonly reach = 'database';
  readonly feeds = true;

  constructor(private readonly facts: AnnouncementFactsReader) {}

  async deliver(messages: readonly OutgoingMessage[], session: SqlSession, now: string): Promise<void> {
    const payloads = messages.map(({ payload }) => payload as unknown as NotificationPayload);
    const facts = await this.facts.read(session, payloads);
    const told = messages.flatMap((message) => announce(message, facts, now));
    const inbox = told.flatMap((each) => each.inbox);
    const outside = toldOnce(told.flatMap((each) => each.outside));
    await keepInside(session, inbox);
    // What two processes tell at the same time is told once as well.
    if (inbox.length === 0 && outside.length > 0) await session.query(LOCK);
    if (outside.length > 0) await session.query(SEND, [JSON.stringify(outside), now]);
  }
}

/** Puts messages into the lists of people and tells the streams of it. */
export async function keepInside(session: SqlSession, rows: readonly InboxRow[]): Promise<void> {
  if (rows.length === 0) return;
  await session.query(LOCK);
  await session.query(INSERT, [JSON.stringify(rows)]);
  await session.query('SELECT pg_notify($1, $2)', [TOLD_CHANNEL, '']);
}

const MINUTE_MS = 60_000;

/** What one batch would tell somebody twice within a minute over the same channel goes out once. */
function toldOnce(rows: readonly OutsideRow[]): readonly OutsideRow[] {
  const toldAt = new Map<string, number>();
  return rows.filter(({ payload, at }) => {
    const { user, channel, title, body, recordId } = payload;
    if (recordId === undefined) return true;
    const thing = JSON.stringify([user, channel, title, body, recordId]);
    const [before, now] = [toldAt.get(thing), Date.parse(at)];
    if (before !== undefined && Math.abs(now - before) < MINUTE_MS) return false;
    toldAt.set(thing, now);
    return true;
  });
}
