import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { Notification } from '../database/entities/index.js';
import { NotificationStore } from './typeorm-notification-store.js';
import { NotificationsController } from './notifications.controller.js';
import { Preferences } from './preferences.js';
import { PreferencesController } from './preferences.controller.js';

@Module({
  imports: [TypeOrmModule.forFeature([Notification])],
  controllers: [NotificationsController, PreferencesController],
  providers: [NotificationStore, Preferences],
})
export class NotificationsModule {}
