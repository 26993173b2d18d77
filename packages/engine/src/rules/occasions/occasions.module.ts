import { Module } from '@nestjs/common';
import { Hooks } from './hooks.js';
import { HooksController } from './hooks.controller.js';
import { OccasionQueue } from './occasion-queue.js';
import { OccasionWorker } from './occasion-worker.js';
import { Schedules } from './schedules.js';

/** What sets rules off besides saves: schedules, limits of balances, calls from outside. */
@Module({
  controllers: [HooksController],
  providers: [Hooks, OccasionQueue, OccasionWorker, Schedules],
  exports: [OccasionWorker],
})
export class OccasionsModule {}
