import { Module } from '@nestjs/common';
import { ReleasesModule } from '../releases.module.js';
import { PublishTablesModule } from '../tables/publish-tables.module.js';
import { LiveUsesModule } from './live-uses.module.js';
import { PartUsesReader } from './part-uses.js';
import { PurgeRemoved } from './purge-removed.js';
import { RetypePreviews } from './retype-preview.js';
import { DesignTablesController } from './tables.controller.js';

/** What is asked before something is removed or retyped, and what becomes of removed data. */
@Module({
  imports: [ReleasesModule, PublishTablesModule, LiveUsesModule],
  controllers: [DesignTablesController],
  providers: [PartUsesReader, PurgeRemoved, RetypePreviews],
})
export class DesignTablesModule {}
