import { Module } from '@nestjs/common';
import { ReleasesModule } from '../../releases/releases.module.js';
import { FlowTestsModule } from './flow-tests.module.js';
import { Trials } from './trials.js';
import { TrialsController } from './trials.controller.js';

/** Flows to try out before they are published. */
@Module({
  imports: [FlowTestsModule, ReleasesModule],
  controllers: [TrialsController],
  providers: [Trials],
})
export class TrialsModule {}
