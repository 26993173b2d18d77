import { Module } from '@nestjs/common';
import { ApplicationController } from './application.controller.js';
import { ApplicationViews } from './application-view.js';
import { ApplicationDescriptionController } from './description/application-description.controller.js';
import { ApplicationDescriptions } from './description/application-descriptions.js';

/** The first request of a user interface. */
@Module({
  controllers: [ApplicationController, ApplicationDescriptionController],
  providers: [ApplicationViews, ApplicationDescriptions],
})
export class ApplicationModule {}
