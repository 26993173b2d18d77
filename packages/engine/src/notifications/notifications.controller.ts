import { Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Query } from '@nestjs/common';
import { ApiOperation, ApiQuery, ApiTags } from '@nestjs/swagger';
import { LocalizedText } from '@dougong/kernel/metadata';
import { Type } from '@sinclair/typebox';
import type { TSchema } from '@sinclair/typebox';
import { Answers } from '../http/answers.js';
import { CurrentSubject } from '../identity/decorators.js';
import type { Subject } from '../identity/subject.js';
import { ReleaseRegistry } from '../releases/release-registry.js';
import { seenByViewer } from './seen-by-viewer.js';
import { NotificationStore } from './typeorm-notification-store.js';
import type { NotificationView } from './typeorm-notification-store.js';

const orNull = <S extends TSchema>(schema: S) => Type.Union([schema, Type.Null()]);

const NotificationWire = Type.Object({
  id: Type.String({ format: 'uuid' }),
  event: Type.String(),
  title: LocalizedText,
  body: orNull(LocalizedText),
  form: orNull(Type.String()),
  recordId: orNull(Type.String({ format: 'uuid' })),
  at: Type.String({ format: 'date-time' }),
  readAt: orNull(Type.String({ format: 'date-time' })),
});

@ApiTags('notifications')
@Controller('api/v1/notifications')
export class NotificationsController {
  constructor(
    private readonly store: NotificationStore,
    private readonly releases: ReleaseRegistry,
  ) {}

  @Get()
  @ApiOperation({ summary: 'Lists your notifications, newest first' })
  @Answers(Type.Object({ data: Type.Array(NotificationWire), unread: Type.Integer() }))
  @ApiQuery({ name: 'unread', required: false, description: '`true` leaves out what you have read' })
  async list(
    @CurrentSubject() subject: Subject,
    @Query('unread') unread?: string,
  ): Promise<{ data: readonly NotificationView[]; unread: number }> {
    const [data, count] = await Promise.all([
      this.store.list(subject.id, unread === 'true' || unread === '1'),
      this.store.unreadCount(subject.id),
    ]);
    const release = await this.releases.current();
    const shown = data.flatMap((entry) => seenByViewer(release, subject, entry) ?? []);
    return { data: shown, unread: count };
  }

  @Post(':id/actions/read')
  @HttpCode(200)
  @ApiOperation({ summary: 'Marks one of your notifications as read' })
  @Answers(NotificationWire)
  read(
    @CurrentSubject() subject: Subject,
    @Param('id', new ParseUUIDPipe()) id: string,
  ): Promise<NotificationView> {
    return this.store.markRead(subject.id, id);
  }
}
