import { Module } from '@nestjs/common';
import { FlowTests } from './flow-tests.js';
import { PublishTests } from './publish-tests.js';
import { TrialRuns } from './trial-runs.js';
import { TriedReleases } from './tried-release.js';

/** What plays flows in a world of its own: for designers who try, and for tests before a publish. */
@Module({
  providers: [FlowTests, PublishTests, TrialRuns, TriedReleases],
  exports: [FlowTests, PublishTests, TrialRuns, TriedReleases],
})
export class FlowTestsModule {}
