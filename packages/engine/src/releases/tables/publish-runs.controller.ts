import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiOperation, ApiQuery, ApiResponse, ApiTags } from '@nestjs/swagger';
import { Type } from '@sinclair/typebox';
import { notFound } from '../../http/refusal.js';
import { schemaObject } from '../../http/schema-object.js';
import { Requires } from '../../identity/decorators.js';
import { limitParameter } from '../../records/query-text.js';
import type { RawQuery } from '../../records/query-text.js';
import { PublishRuns } from './publish-runs.js';
import type { PublishRun } from './publish-runs.js';

const RUNS_DEFAULT = 20;
const RUNS_MAX = 100;
const ID = /^\d{1,18}$/;

const PublishRunWire = Type.Object({
  id: Type.String(),
  release: Type.Integer({ description: 'the number that it gives or would have given' }),
  base: Type.Integer({ description: 'the release that it began from' }),
  actor: Type.Union([Type.String({ format: 'uuid' }), Type.Null()]),
  phase: Type.Union(['prepare', 'switch', 'finish', 'done', 'failed'].map((phase) => Type.Literal(phase))),
  step: Type.Union([Type.String(), Type.Null()], { description: 'what it does now: kind of step and table' }),
  done: Type.Integer({ description: 'rows of this step, where it goes through rows' }),
  total: Type.Integer(),
  stepsDone: Type.Integer(),
  stepsTotal: Type.Integer(),
  error: Type.Union([Type.Object({ code: Type.String() }), Type.Null()]),
  startedAt: Type.String({ format: 'date-time' }),
  updatedAt: Type.String({ format: 'date-time' }),
  endedAt: Type.Union([Type.String({ format: 'date-time' }), Type.Null()]),
});

/** How far publishes have come, while they go on and afterwards. */
@ApiTags('design')
@Controller('api/v1/publish-runs')
@Requires('design')
export class PublishRunsController {
  constructor(private readonly runs: PublishRuns) {}

  @Get()
  @ApiOperation({ summary: 'Lists publishes with their progress, newest first' })
  @ApiQuery({ name: 'limit', required: false })
  @ApiResponse({ status: 200, schema: schemaObject(Type.Object({ data: Type.Array(PublishRunWire) })) })
  async list(@Query() query: RawQuery): Promise<{ data: readonly PublishRun[] }> {
    return { data: await this.runs.list(limitParameter(query, RUNS_DEFAULT, RUNS_MAX)) };
  }

  @Get(':id')
  @ApiOperation({ summary: 'Tells how far one publish has come' })
  @ApiResponse({ status: 200, schema: schemaObject(PublishRunWire) })
  async one(@Param('id') id: string): Promise<PublishRun> {
    const run = ID.test(id) ? await this.runs.find(id) : undefined;
    if (!run) throw notFound();
    return run;
  }
}
