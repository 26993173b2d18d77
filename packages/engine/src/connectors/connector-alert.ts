import { Inject, Injectable } from '@nestjs/common';
import type { CompiledConnector } from '@dougong/kernel/connectors';
import type { Clock, IdSource, Localized } from '@dougong/kernel/foundation';
import type { NotificationPayload } from '../channels/notification.channel.js';
import type { SqlSession } from '../database/sql-session.js';
import { CLOCK, ID_SOURCE } from '../ports.js';
import { sentenceOf } from './connector-failure.js';
import type { ConnectorFailure } from './connector-failure.js';

/** Holders of a role; without one, administrators. */
const TOLD = `
  SELECT DISTINCT u.id FROM core.user_account u JOIN core.user_role r ON r.user_id = u.id
   WHERE u.active AND u.kind = 'person' AND CASE WHEN $1::text IS NOT NULL THEN r.role_key = $1 ELSE EXISTS (
     SELECT FROM core.current_release c JOIN core.release e ON e.number = c.number, jsonb_array_elements(e.definitions) d
      WHERE d.value ->> 'kind' = 'role' AND d.value ->> 'key' = r.role_key AND d.value -> 'system' ? 'administer') END
   ORDER BY u.id`;

const INSERT = `
  INSERT INTO core.outbox (id, topic, key, payload, next_at, created_at)
  VALUES ($1, 'notification', $2, $3, $4, $4) ON CONFLICT DO NOTHING`;

/** Tells those who look after a connector that something did not come through, before others notice it. */
@Injectable()
export class ConnectorAlert {
  constructor(
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(ID_SOURCE) private readonly ids: IdSource,
  ) {}

  broken(
    session: SqlSession,
    { definition }: CompiledConnector,
    pipeline: string,
    failure: ConnectorFailure,
  ): Promise<void> {
    const of = titleIn(definition, pipeline);
    return this.tell(session, definition.alert, `connector:${definition.key}:${pipeline}:${this.ids()}`, {
      title: {
        'zh-CN': `${definition.title['zh-CN']}：${of['zh-CN']}没有完成`,
        en: `${definition.title.en}: ${of.en} did not come to its end`,
      },
      body: { 'zh-CN': sentenceOf(failure, 'zh-CN'), en: sentenceOf(failure, 'en') },
    });
  }

  left(
    session: SqlSession,
    { definition }: CompiledConnector,
    pipeline: string,
    count: number,
  ): Promise<void> {
    const of = titleIn(definition, pipeline);
    return this.tell(session, definition.alert, `connector:${definition.key}:${pipeline}:${this.ids()}`, {
      title: {
        'zh-CN': `${definition.title['zh-CN']}：${of['zh-CN']}有 ${count} 条没有通过`,
        en: `${definition.title.en}: ${count} of ${of.en} did not come through`,
      },
      body: {
        'zh-CN': '请在“连接器”里查看原因，更正后重试或忽略。',
        en: 'Look at the reasons under "Connectors", mend them, and have them tried again or let them be.',
      },
    });
  }

  differs(
    session: SqlSession,
    { definition }: CompiledConnector,
    pipeline: string,
    day: string,
    count: number,
  ): Promise<void> {
    const of = titleIn(definition, pipeline);
    return this.tell(
      session,
      definition.alert,
      `connector:${definition.key}:${pipeline}:${day}:${this.ids()}`,
      {
        title: {
          'zh-CN': `${definition.title['zh-CN']}：${of['zh-CN']} ${day} 有 ${count} 处与对方不符`,
          en: `${definition.title.en}: ${of.en} of ${day} differ in ${count} places from the other side`,
        },
      },
    );
  }

  private async tell(
    session: SqlSession,
    role: string | undefined,
    key: string,
    message: Pick<NotificationPayload, 'title' | 'body'>,
  ): Promise<void> {
    const { rows } = await session.query<{ id: string }>(TOLD, [role ?? null]);
    if (rows.length === 0) return;
    const payload: NotificationPayload = { users: rows.map(({ id }) => id), ...message };
    await session.query(INSERT, [this.ids(), key, JSON.stringify(payload), this.clock()]);
  }
}

/** What an import or an export is called. */
export function titleIn(
  { imports = [], exports = [] }: CompiledConnector['definition'],
  pipeline: string,
): Localized {
  const found = [...imports, ...exports].find(({ id }) => id === pipeline);
  return found?.title ?? { 'zh-CN': pipeline, en: pipeline };
}
