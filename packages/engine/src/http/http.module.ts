import { Module } from '@nestjs/common';
import { APP_FILTER, APP_INTERCEPTOR } from '@nestjs/core';
import { AuditModule } from '../audit/audit.module.js';
import { AtomicBatch } from './batch/atomic-batch.js';
import { BatchController } from './batch/batch.controller.js';
import { DeprecationInterceptor } from './deprecation.js';
import { HealthController } from './health.controller.js';
import { KeptAnswers } from './kept-answers.js';
import { KeptAnswersInterceptor } from './kept-answers.interceptor.js';
import { ProblemFilter } from './problem.filter.js';
import { RateLimitInterceptor } from './rates/rate-limit.interceptor.js';
import { RateLimits } from './rates/rate-limits.js';
import { Serving } from './serving.js';

/** What holds for every address of the API. */
@Module({
  imports: [AuditModule],
  controllers: [HealthController, BatchController],
  providers: [
    AtomicBatch,
    KeptAnswers,
    RateLimits,
    Serving,
    { provide: APP_FILTER, useClass: ProblemFilter },
    // In this order, the first outermost.
    { provide: APP_INTERCEPTOR, useClass: RateLimitInterceptor },
    { provide: APP_INTERCEPTOR, useClass: DeprecationInterceptor },
    { provide: APP_INTERCEPTOR, useClass: KeptAnswersInterceptor },
  ],
})
export class HttpModule {}
