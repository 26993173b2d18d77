import { Module } from '@nestjs/common';
import { ReleasesModule } from '../releases/releases.module.js';
import { AccessChanges } from './access-changes.js';
import { AccessWhy } from './access-why.js';
import { AccessController } from './access.controller.js';

/** Who may what, why, and what changed roles would mean. */
@Module({
  imports: [ReleasesModule],
  controllers: [AccessController],
  providers: [AccessChanges, AccessWhy],
})
export class AccessModule {}
