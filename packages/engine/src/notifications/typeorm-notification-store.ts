import { Inject, Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import type { Clock, Localized } from '@dougong/kernel/foundation';
import { IsNull, Repository } from 'typeorm';
import { TOLD_CHANNEL } from '../channels/notification.channel.js';
import { Database } from '../database/database.js';
import { Notification } from '../database/entities/index.js';
import { notFound } from '../http/refusal.js';
import { CLOCK } from '../ports.js';

export interface NotificationView {
  readonly id: string;
  readonly event: string;
  readonly title: Localized;
  readonly body: Localized | null;
  readonly form: string | null;
  readonly recordId: string | null;
  readonly at: string;
  readonly readAt: string | null;
}

const LIST_MAX = 100;

/** What people were told inside the application. */
@Injectable()
export class NotificationStore {
  constructor(
    @InjectRepository(Notification) private readonly notifications: Repository<Notification>,
    private readonly database: Database,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** The newest ones of a user. */
  async list(userId: string, unreadOnly: boolean): Promise<readonly NotificationView[]> {
    const found = await this.notifications.find({
      where: { userId, ...(unreadOnly ? { readAt: IsNull() } : {}) },
      order: { at: 'DESC', id: 'DESC' },
      take: LIST_MAX,
    });
    return found.map(viewOf);
  }

  unreadCount(userId: string): Promise<number> {
    return this.notifications.countBy({ userId, readAt: IsNull() });
  }

  /** Marks one as read; reading it again changes nothing. */
  async markRead(userId: string, id: string): Promise<NotificationView> {
    const change = { readAt: new Date(this.clock()) };
    const { affected } = await this.notifications.update({ id, userId, readAt: IsNull() }, change);
    // Other tabs of the person count anew.
    if (affected === 1) await this.database.notify(TOLD_CHANNEL, userId);
    const found = await this.notifications.findOneBy({ id, userId });
    if (!found) throw notFound();
    return viewOf(found);
  }
}

function viewOf({ id, event, title, body, form, recordId, at, readAt }: Notification): NotificationView {
  return {
    id,
    event,
    title,
    body,
    form,
    recordId,
    at: at.toISOString(),
    readAt: readAt?.toISOString() ?? null,
  };
}
