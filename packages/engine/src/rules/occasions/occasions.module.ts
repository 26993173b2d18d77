import { Module } from '@nestjs/common';
import { HookAdmission } from './hook-admission.js';
import { HookDeliveries } from './hook-deliveries.js';
import { HookRate } from './hook-rate.js';
import { HookSecrets } from './hook-secrets.js';
import { Hooks } from './hooks.js';
import { HooksController } from './hooks.controller.js';
import { OccasionCare } from './occasion-care.js';
import { OccasionList } from './occasion-list.js';
import { OccasionQueue } from './occasion-queue.js';
import { OccasionWorker } from './occasion-worker.js';
import { OccasionsController } from './occasions.controller.js';
import { Schedules } from './schedules.js';

/** What sets rules off besides saves: schedules, limits of balances, calls from outside. */
@Module({
  controllers: [HooksController, OccasionsController],
  providers: [
    HookAdmission,
    HookDeliveries,
    HookRate,
    HookSecrets,
    Hooks,
    OccasionCare,
    OccasionList,
    OccasionQueue,
    OccasionWorker,
    Schedules,
  ],
  exports: [OccasionWorker],
})
export class OccasionsModule {}
