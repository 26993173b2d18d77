import { Inject, Injectable } from '@nestjs/common';
import type { Clock, IdSource } from '@dougong/kernel/foundation';
import type { NotificationPayload } from '../../channels/notification.channel.js';
import type { SqlSession } from '../../database/sql-session.js';
import { CLOCK, ID_SOURCE } from '../../ports.js';

const ADMINISTRATORS = `
  SELECT DISTINCT u.id
    FROM core.current_release c JOIN core.release e ON e.number = c.number, jsonb_array_elements(e.definitions) d,
         core.user_role r JOIN core.user_account u ON u.id = r.user_id
   WHERE d.value ->> 'kind' = 'role' AND d.value -> 'system' ? 'administer' AND r.role_key = d.value ->> 'key'
     AND u.active AND u.kind = 'person' ORDER BY u.id`;

const INSERT = `
  INSERT INTO core.outbox (id, topic, key, payload, next_at, created_at)
  VALUES ($1, 'notification', $2, $3, $4, $4) ON CONFLICT DO NOTHING`;

/** Tells administrators that somebody was switched off from outside, so that they hand over what hangs on him. */
@Injectable()
export class LeavingNotice {
  constructor(
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(ID_SOURCE) private readonly ids: IdSource,
  ) {}

  async tell(session: SqlSession, user: string, name: string): Promise<void> {
    const { rows } = await session.query<{ id: string }>(ADMINISTRATORS);
    if (rows.length === 0) return;
    const payload: NotificationPayload = {
      event: 'people',
      users: rows.map(({ id }) => id),
      title: { 'zh-CN': `${name} 已停用，请交接`, en: `${name} was switched off: hand over` },
      body: {
        'zh-CN': '人员目录停用了这个账号，会话和密钥已经失效。请在“组织”里交接他的待办、部门和角色。',
        en: 'The directory of people switched the account off; sessions and keys have ended. Hand over tasks, departments and roles under "Organisation".',
      },
    };
    const id = this.ids();
    await session.query(INSERT, [id, `left:${user}:${id}`, JSON.stringify(payload), this.clock()]);
  }
}
