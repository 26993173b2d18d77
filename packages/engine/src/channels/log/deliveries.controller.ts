import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Query, Req } from '@nestjs/common';
import { ApiBody, ApiOperation, ApiQuery, ApiTags } from '@nestjs/swagger';
import { Type } from '@sinclair/typebox';
import type { FastifyRequest } from 'fastify';
import { issue } from '@dougong/kernel/foundation';
import { Answers } from '../../http/answers.js';
import { invalid } from '../../http/refusal.js';
import { schemaObject } from '../../http/schema-object.js';
import { SchemaPipe } from '../../http/schema.pipe.js';
import { CurrentSubject, Requires } from '../../identity/decorators.js';
import type { Subject } from '../../identity/subject.js';
import { changeActorOf } from '../../people/organisation-changes.js';
import { DeliveryLog } from './delivery-log.js';
import type { LogFilter } from './delivery-log.js';
import { AttemptView, DELIVERY_STATES, DeliveryView, Resend } from './delivery.wire.js';

const PAGE = 50;
const AFTER = /^(\d{4}-\d{2}-\d{2}T[\d:.]{8,15}Z)_([0-9a-f-]{36})$/;

/** What goes outside over channels and webhooks. */
@ApiTags('deliveries')
@Controller('api/v1/deliveries')
@Requires('administer')
export class DeliveriesController {
  constructor(private readonly log: DeliveryLog) {}

  @Get()
  @ApiOperation({ summary: 'Lists what went outside, waits or was given up, newest first' })
  @ApiQuery({ name: 'place', required: false, description: 'Key of a channel or of an endpoint' })
  @ApiQuery({ name: 'state', required: false, enum: [...DELIVERY_STATES] })
  @ApiQuery({ name: 'after', required: false, description: '`next` of the page before' })
  @Answers(
    Type.Object({
      data: Type.Array(DeliveryView),
      next: Type.Union([Type.String(), Type.Null()]),
    }),
  )
  async list(@CurrentSubject() subject: Subject, @Query() query: Readonly<Record<string, string>>) {
    const data = await this.log.list(subject, filterOf(query));
    const last = data.length === PAGE ? data.at(-1) : undefined;
    const next = last ? `${new Date(last.createdAt).toISOString()}_${last.id}` : null;
    return { data, next };
  }

  @Get(':id/attempts')
  @ApiOperation({ summary: 'Tells how each attempt to deliver a message went' })
  @Answers(Type.Object({ data: Type.Array(AttemptView) }))
  async attempts(@Param('id', new ParseUUIDPipe()) id: string) {
    return { data: await this.log.attempts(id) };
  }

  @Post('actions/resend')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Sends messages again, named or of a place and a stretch of time, under the same ids',
  })
  @ApiBody({ schema: schemaObject(Resend) })
  @Answers(Type.Object({ count: Type.Integer() }))
  async resend(
    @Body(new SchemaPipe(Resend)) wish: Resend,
    @Req() request: FastifyRequest,
  ): Promise<{ readonly count: number }> {
    return { count: await this.log.resend(wish, changeActorOf(request)) };
  }
}

function filterOf({ place, state, after }: Readonly<Record<string, string>>): LogFilter {
  if (state !== undefined && !DELIVERY_STATES.some((known) => known === state))
    throw invalid([issue('bad_shape', '/state', { expected: DELIVERY_STATES.join(', ') })]);
  const found = after === undefined ? undefined : AFTER.exec(after);
  if (found === null)
    throw invalid([issue('bad_shape', '/after', { expected: '`next` of the page before' })]);
  return {
    limit: PAGE,
    ...(place === undefined ? {} : { place }),
    ...(state === undefined ? {} : { state }),
    ...(found === undefined ? {} : { after: [found[1] ?? '', found[2] ?? ''] as const }),
  };
}
