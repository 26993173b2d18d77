import { Module } from '@nestjs/common';
import { CHANNELS } from './channel.js';
import type { Channel } from './channel.js';
import { Endpoints } from './endpoints.js';
import { EndpointsController } from './endpoints.controller.js';
import { EventChannel } from './event.channel.js';
import { NotificationChannel } from './notification.channel.js';
import { WebhookChannel } from './webhook.channel.js';

/** All channels, one line each. */
const CHANNEL_CLASSES = [NotificationChannel, EventChannel, WebhookChannel];

@Module({
  controllers: [EndpointsController],
  providers: [
    Endpoints,
    ...CHANNEL_CLASSES,
    { provide: CHANNELS, useFactory: (...channels: Channel[]) => channels, inject: CHANNEL_CLASSES },
  ],
  exports: [CHANNELS],
})
export class ChannelsModule {}
