import { Module } from '@nestjs/common';
import { AnnouncementFactsReader } from './announcement-facts.js';
import { CHANNELS } from './channel.js';
import type { Channel } from './channel.js';
import { ChannelBook } from './channel-book.js';
import { ChannelsController } from './channels.controller.js';
import { DeliveryChannel } from './delivery.channel.js';
import { EndpointSecrets } from './endpoint-secrets.js';
import { Endpoints } from './endpoints.js';
import { EndpointsController } from './endpoints.controller.js';
import { EventChannel } from './event.channel.js';
import { DeliveriesController } from './log/deliveries.controller.js';
import { DeliveryLog } from './log/delivery-log.js';
import { NotificationChannel } from './notification.channel.js';
import { OldSecrets } from './old-secrets.js';
import { WebhookChannel } from './webhook.channel.js';

/** All channels, one line each. */
const CHANNEL_CLASSES = [NotificationChannel, EventChannel, WebhookChannel, DeliveryChannel];

@Module({
  controllers: [ChannelsController, DeliveriesController, EndpointsController],
  providers: [
    AnnouncementFactsReader,
    ChannelBook,
    DeliveryLog,
    Endpoints,
    EndpointSecrets,
    OldSecrets,
    ...CHANNEL_CLASSES,
    { provide: CHANNELS, useFactory: (...channels: Channel[]) => channels, inject: CHANNEL_CLASSES },
  ],
  exports: [CHANNELS, ChannelBook, DeliveryChannel],
})
export class ChannelsModule {}
