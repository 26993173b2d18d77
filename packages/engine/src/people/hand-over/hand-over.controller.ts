import { Body, Controller, HttpCode, Param, Post, Query, Req } from '@nestjs/common';
import { ApiBody, ApiOperation, ApiQuery, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { Answers } from '../../http/answers.js';
import { schemaObject } from '../../http/schema-object.js';
import { OptionalBody } from '../../http/schema.pipe.js';
import { Requires, subjectOf } from '../../identity/decorators.js';
import { idOf, wordParameter } from '../../records/query-text.js';
import type { RawQuery } from '../../records/query-text.js';
import { changeActorOf } from '../organisation-changes.js';
import { HandOver } from './hand-over.js';
import { HandOverWire, HandOverWish } from './hand-over.wire.js';
import type { HandOverReport } from './hand-over.wire.js';

/** Somebody leaves. */
@ApiTags('organisation')
@Controller('api/v1/users/:id/actions')
@Requires('administer')
export class HandOverController {
  constructor(private readonly handOver: HandOver) {}

  @Post('hand-over')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Switches an account off, ends sessions and keys, and hands over what hangs on it',
  })
  @ApiQuery({
    name: 'preview',
    required: false,
    enum: ['true', 'false'],
    description: 'tells what would move',
  })
  @Answers(HandOverWire)
  @ApiBody({ schema: schemaObject(HandOverWish), required: false })
  @ApiResponse({ status: 409, description: 'nobody would be left who administers' })
  @ApiResponse({ status: 422, description: 'a successor is unknown or has left, or it is oneself' })
  carryOut(
    @Param('id') id: string,
    @Body(new OptionalBody(HandOverWish)) wish: HandOverWish,
    @Query() query: RawQuery,
    @Req() request: FastifyRequest,
  ): Promise<HandOverReport> {
    if (wordParameter(query, 'preview', ['true', 'false']) === 'true')
      return this.handOver.preview(idOf(id), wish);
    return this.handOver.carryOut(changeActorOf(request), subjectOf(request), idOf(id), wish);
  }
}
