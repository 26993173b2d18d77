import { Controller, HttpCode, Post } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { LocalizedText } from '@dougong/kernel/metadata';
import { Type } from '@sinclair/typebox';
import { Answers } from '../http/answers.js';
import { sentence } from '../http/sentences/index.js';
import { Requires } from '../identity/decorators.js';
import { Drafts, withDrafts } from '../releases/drafts.js';
import { ReleaseRegistry } from '../releases/release-registry.js';
import type { ScenarioOutcome } from './scenario-bundle.js';
import { ScenarioRunner } from './scenario-runner.js';

const Failure = Type.Object({
  code: Type.String(),
  pointer: Type.String({ description: 'place in the file of the scenario' }),
  params: Type.Object({}, { additionalProperties: true }),
  sentence: LocalizedText,
});

const OutcomesWire = Type.Object({
  outcomes: Type.Array(
    Type.Object({
      scenario: Type.String(),
      title: LocalizedText,
      passed: Type.Boolean(),
      seconds: Type.Number(),
      failures: Type.Array(Failure),
    }),
  ),
});

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

function wireOutcome({ failures, ...outcome }: ScenarioOutcome) {
  const told = failures.map(({ code, path, params = {} }) => ({
    code,
    pointer: path,
    params,
    sentence: { 'zh-CN': sentence(code, params, 'zh-CN'), en: sentence(code, params, 'en') },
  }));
  return { ...outcome, failures: told };
}
