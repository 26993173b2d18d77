import { Global, Module } from '@nestjs/common';
import { AuditModule } from '../audit/audit.module.js';
import { JobAnswers } from './job-answers.js';
import { JobKinds } from './job-kind.js';
import { JobRunner } from './job-runner.js';
import { JobStore } from './job-store.js';
import { JobWorker } from './job-worker.js';
import { Jobs } from './jobs.js';
import { JobsController } from './jobs.controller.js';
import { StoredFiles } from './stored-files.js';

/** Long work in the background. */
@Global()
@Module({
  imports: [AuditModule],
  controllers: [JobsController],
  providers: [JobAnswers, JobKinds, JobRunner, JobStore, JobWorker, Jobs, StoredFiles],
  exports: [JobAnswers, JobKinds, JobStore, JobWorker, Jobs, StoredFiles],
})
export class JobsModule {}
