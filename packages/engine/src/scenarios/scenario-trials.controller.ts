import { Controller, HttpCode, Post } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { Type } from '@sinclair/typebox';
import { Answers } from '../http/answers.js';
import { Requires } from '../identity/decorators.js';
import { Drafts, withDrafts } from '../releases/drafts.js';
import { ReleaseRegistry } from '../releases/release-registry.js';
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
  ) {}

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
