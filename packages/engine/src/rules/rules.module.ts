import { Module } from '@nestjs/common';
import { ReleasesModule } from '../releases/releases.module.js';
import { DryRuns } from './dry-run.js';
import { FormRules } from './form-rules.js';
import { FormRulesController } from './form-rules.controller.js';
import { RecordRules } from './record-rules.js';
import { ReferredFacts } from './referred-facts.js';
import { Replays } from './replay.js';
import { RuleTraces } from './rule-traces.js';
import { RulesController } from './rules.controller.js';

/** Rules to try out, to replay and to ask for their reasons; nothing here writes. */
@Module({
  imports: [ReleasesModule],
  controllers: [RulesController, FormRulesController],
  providers: [DryRuns, FormRules, RecordRules, ReferredFacts, Replays, RuleTraces],
})
export class RulesModule {}
