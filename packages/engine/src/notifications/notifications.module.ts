import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { Notification } from '../database/entities/index.js';
import { NotificationStore } from './typeorm-notification-store.js';
import { NotificationsController } from './notifications.controller.js';
import { NotificationHub } from './stream/notification-hub.js';
import { NotificationStreamController } from './stream/notification-stream.controller.js';
import { Preferences } from './preferences.js';
import { PreferencesController } from './preferences.controller.js';

@Module({
  imports: [TypeOrmModule.forFeature([Notification])],
  controllers: [NotificationStreamController, NotificationsController, PreferencesController],
  providers: [NotificationHub, NotificationStore, Preferences],
})
export class NotificationsModule {}
