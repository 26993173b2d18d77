import { Module } from '@nestjs/common';
import { ReleasesModule } from '../releases/releases.module.js';
import { CompletenessController } from './completeness.controller.js';
import { Completeness } from './completeness.service.js';

/** Whether the processes of the application are whole, and what closes their gaps. */
@Module({
  imports: [ReleasesModule],
  controllers: [CompletenessController],
  providers: [Completeness],
})
export class CompletenessModule {}
