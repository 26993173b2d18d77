import { Global, Module } from '@nestjs/common';
import { ChannelsModule } from '../channels/channels.module.js';
import { DeliveryPlaces } from './delivery-places.js';
import { FlowCalls } from './flow-calls.js';
import { FlowTimers } from './flow-timers.js';
import { OutsideDeliveries } from './outside-deliveries.js';
import { Outbox } from './outbox.js';
import { OutboxBell } from './outbox-bell.js';
import { TaskDueTimer } from './task-due.timer.js';
import { TimerHandlers } from './timer-handlers.js';
import { Timers } from './timers.js';
import { Upkeep } from './upkeep.js';
import { WorkersService } from './workers.service.js';

/** What happens without anybody asking: timers and the outbox. */
@Global()
@Module({
  imports: [ChannelsModule],
  providers: [
    DeliveryPlaces,
    OutsideDeliveries,
    FlowCalls,
    FlowTimers,
    Outbox,
    OutboxBell,
    TaskDueTimer,
    TimerHandlers,
    Timers,
    Upkeep,
    WorkersService,
  ],
  exports: [DeliveryPlaces, Outbox, OutboxBell, TimerHandlers, Timers, Upkeep],
})
export class WorkersModule {}
