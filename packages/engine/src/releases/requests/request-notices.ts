import { Inject, Injectable } from '@nestjs/common';
import type { Clock, IdSource, Localized } from '@dougong/kernel/foundation';
import type { SqlSession } from '../../database/sql-session.js';
import { CLOCK, ID_SOURCE } from '../../ports.js';
import { OutboxBell } from '../../workers/outbox-bell.js';
import type { StoredRequest } from './request-store.js';

export type NoticeKind = 'asked' | 'approved' | 'rejected' | 'published' | 'failed';

const TITLES: Readonly<Record<NoticeKind, Localized>> = {
  asked: { 'zh-CN': '有一次发布等待批准', en: 'A publish waits for your approval' },
  approved: { 'zh-CN': '发布已获批准', en: 'Your publish was approved' },
  rejected: { 'zh-CN': '发布未获批准', en: 'Your publish was rejected' },
  published: { 'zh-CN': '已发布', en: 'It is published' },
  failed: { 'zh-CN': '发布没有成功', en: 'The publish failed' },
};

const TELL = `
  INSERT INTO core.outbox (id, topic, key, payload, next_at, created_at)
  VALUES ($1, 'notification', $2, $3, $4, $4) ON CONFLICT (key) DO NOTHING`;

/** Tells people about a publish that waits or waited. */
@Injectable()
export class RequestNotices {
  constructor(
    private readonly bell: OutboxBell,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(ID_SOURCE) private readonly nextId: IdSource,
  ) {}

  /** In the transaction of what is told. */
  async tell(
    session: SqlSession,
    kind: NoticeKind,
    request: Pick<StoredRequest, 'id' | 'comment'>,
    users: readonly string[],
  ): Promise<void> {
    if (users.length === 0) return;
    const { comment } = request;
    const body = comment === null ? {} : { body: { 'zh-CN': comment, en: comment } };
    const payload = { event: 'publish', users, title: TITLES[kind], ...body };
    const key = `publish_request:${request.id}:${kind}`;
    await session.query(TELL, [this.nextId(), key, JSON.stringify(payload), this.clock()]);
  }

  /** After the commit: what was told goes out now. */
  ring(): void {
    this.bell.ring();
  }
}
