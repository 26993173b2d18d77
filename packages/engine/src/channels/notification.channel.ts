import { Injectable } from '@nestjs/common';
import type { Localized } from '@dougong/kernel/foundation';
import type { SqlSession } from '../database/sql-session.js';
import type { InnerChannel, OutgoingMessage } from './channel.js';

/** What a message of the topic `notification` carries. */
export interface NotificationPayload {
  /** Ids of the users who are told; each gets it once. */
  readonly users: readonly string[];
  readonly title: Localized;
  readonly body?: Localized;
  readonly form?: string;
  readonly recordId?: string;
}

const INSERT = `
  INSERT INTO core.notification (user_id, key, title, body, form, record_id, at)
  SELECT u.id, m.key, m.payload -> 'title', nullif(m.payload -> 'body', 'null'), m.payload ->> 'form',
         (m.payload ->> 'recordId')::uuid, m."createdAt"
    FROM jsonb_to_recordset($1) AS m (key text, payload jsonb, "createdAt" timestamptz),
         jsonb_array_elements_text(m.payload -> 'users') AS person (id)
    JOIN core.user_account u ON u.id = person.id::uuid
  ON CONFLICT (user_id, key) DO NOTHING`;

/** Notifications inside the application. */
@Injectable()
export class NotificationChannel implements InnerChannel {
  readonly topic = 'notification';
  readonly reach = 'database';

  async deliver(messages: readonly OutgoingMessage[], session: SqlSession): Promise<void> {
    await session.query(INSERT, [JSON.stringify(messages)]);
  }
}
