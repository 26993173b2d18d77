import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Query, Req } from '@nestjs/common';
import { ApiBody, ApiOperation, ApiQuery, ApiTags } from '@nestjs/swagger';
import { Type } from '@sinclair/typebox';
import type { FastifyRequest } from 'fastify';
import { Answers } from '../../http/answers.js';
import { InPages } from '../../http/in-pages.js';
import { schemaObject } from '../../http/schema-object.js';
import { SchemaPipe } from '../../http/schema.pipe.js';
import { CurrentSubject, Requires } from '../../identity/decorators.js';
import type { Subject } from '../../identity/subject.js';
import { changeActorOf } from '../../people/organisation-changes.js';
import { badQuery } from '../../records/query-refusal.js';
import { limitParameter, textParameter, wordParameter } from '../../records/query-text.js';
import { DeliveryLog } from './delivery-log.js';
import type { LogFilter } from './delivery-log.js';
import { AttemptView, DELIVERY_STATES, DeliveryView, Resend } from './delivery.wire.js';

const PAGE = 50;
const PAGE_MAX = 200;
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
  @InPages()
  @ApiQuery({ name: 'after', required: false, deprecated: true, description: 'the same as `cursor`' })
  @Answers(
    Type.Object({
      data: Type.Array(DeliveryView),
      nextCursor: Type.Optional(Type.String({ description: 'absent on the last page' })),
      next: Type.Union([Type.String(), Type.Null()], {
        deprecated: true,
        description: 'the same as `nextCursor`; null on the last page',
      }),
    }),
  )
  async list(@CurrentSubject() subject: Subject, @Query() query: Readonly<Record<string, unknown>>) {
    const limit = limitParameter(query, PAGE, PAGE_MAX);
    const found = await this.log.list(subject, { ...filterOf(query), limit: limit + 1 });
    const data = found.slice(0, limit);
    const last = found.length > limit ? data.at(-1) : undefined;
    if (!last) return { data, next: null };
    const nextCursor = `${new Date(last.createdAt).toISOString()}_${last.id}`;
    return { data, nextCursor, next: nextCursor };
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

function filterOf(query: Readonly<Record<string, unknown>>): Omit<LogFilter, 'limit'> {
  const place = textParameter(query, 'place');
  const state = wordParameter(query, 'state', DELIVERY_STATES);
  const cursor = textParameter(query, 'cursor') ?? textParameter(query, 'after');
  const found = cursor === undefined ? undefined : AFTER.exec(cursor);
  if (found === null) throw badQuery('bad_cursor', ['cursor']);
  return {
    ...(place === undefined ? {} : { place }),
    ...(state === undefined ? {} : { state }),
    ...(found === undefined ? {} : { after: [found[1] ?? '', found[2] ?? ''] as const }),
  };
}
