import { Module } from '@nestjs/common';
import { ApplicationController } from './application.controller.js';
import { ApplicationViews } from './application-view.js';

/** The first request of a user interface. */
@Module({ controllers: [ApplicationController], providers: [ApplicationViews] })
export class ApplicationModule {}
