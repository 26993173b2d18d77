import { Module } from '@nestjs/common';
import { SCENARIO_PLAYER } from './scenario-player.js';
import { ScenarioRunner } from './scenario-runner.js';

/** Scenarios of templates, played on scratch databases. */
@Module({
  providers: [ScenarioRunner, { provide: SCENARIO_PLAYER, useExisting: ScenarioRunner }],
  exports: [ScenarioRunner, SCENARIO_PLAYER],
})
export class ScenariosModule {}
