import { Module } from '@nestjs/common';
import { ScenarioRunner } from './scenario-runner.js';

/** Scenarios of templates, played on scratch databases. */
@Module({ providers: [ScenarioRunner], exports: [ScenarioRunner] })
export class ScenariosModule {}
