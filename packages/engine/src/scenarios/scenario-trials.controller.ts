import { Controller, Get, HttpCode, Post } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { Type } from '@sinclair/typebox';
import { Answers } from '../http/answers.js';
import { CurrentSubject, Requires } from '../identity/decorators.js';
import type { Subject } from '../identity/subject.js';
import { Drafts, withDrafts } from '../releases/drafts.js';
import { ReleaseRegistry } from '../releases/release-registry.js';
import { PublishScenarios } from '../releases/requests/publish-scenarios.js';
import { chosenWire, ChosenScenariosWire } from './chosen.wire.js';
import { OutcomeWire, wireOutcome } from './outcome.wire.js';
import { ScenarioRunner } from './scenario-runner.js';

const OutcomesWire = Type.Object({ outcomes: Type.Array(OutcomeWire) });

/** Scenarios of the installed templates against what is worked on. */
@ApiTags('design')
@Controller('api/v1/design/scenarios')
@Requires('design')
export class ScenarioTrialsController {
  constructor(
    private readonly runner: ScenarioRunner,
    private readonly drafts: Drafts,
    private readonly releases: ReleaseRegistry,
    private readonly scenarios: PublishScenarios,
  ) {}

  @Get('chosen')
  @ApiOperation({
    summary: 'Tells which scenarios a publish of all drafts would play here, and why',
  })
  @Answers(ChosenScenariosWire)
  async chosen(@CurrentSubject() subject: Subject): Promise<ChosenScenariosWire> {
    return chosenWire(await this.scenarios.chosen(), subject.rights.administer);
  }

  @Post('runs')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Plays the scenarios of the installed templates with all drafts put in, on a scratch database',
  })
  @Answers(OutcomesWire)
  async run() {
    const { drafts } = await this.drafts.read();
    const { definitions } = await this.releases.refresh();
    const outcomes = await this.runner.runInstalled(withDrafts(definitions, drafts));
    return { outcomes: outcomes.map(wireOutcome) };
  }
}
