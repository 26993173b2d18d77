import { Module } from '@nestjs/common';
import { ReleasesModule } from '../releases/releases.module.js';
import { ScenarioTrialsController } from './scenario-trials.controller.js';
import { ScenariosModule } from './scenarios.module.js';

/** Scenarios for designers: played when they ask. */
@Module({ imports: [ReleasesModule, ScenariosModule], controllers: [ScenarioTrialsController] })
export class ScenarioTrialsModule {}
