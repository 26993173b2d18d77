import { Body, Controller, Delete, Get, HttpCode, Param, Post, Put, Req } from '@nestjs/common';
import { ApiBody, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Type } from '@sinclair/typebox';
import type { FastifyRequest } from 'fastify';
import { AuditLog } from '../audit/audit-log.js';
import { Database } from '../database/database.js';
import { Answers, AnswersNothing } from '../http/answers.js';
import { notFound, Refusal } from '../http/refusal.js';
import { schemaObject } from '../http/schema-object.js';
import { SchemaPipe } from '../http/schema.pipe.js';
import { CurrentSubject, Requires } from '../identity/decorators.js';
import type { Subject } from '../identity/subject.js';
import { changeActorOf } from '../people/organisation-changes.js';
import { ChannelBook } from './channel-book.js';
import { ChannelKindView, ChannelView, PutChannel, TestResult } from './channel.wire.js';
import { DeliveryChannel } from './delivery.channel.js';
import { CHANNEL_KINDS } from './kinds/index.js';

const KEY = /^[a-z][a-z0-9_]{0,62}$/;
const TEST = { 'zh-CN': '这是一条测试消息，看到它说明通道可用', en: 'A test: the channel works' };

/** The channels over which people are told outside of the application. */
@ApiTags('channels')
@Controller('api/v1/channels')
@Requires('administer')
export class ChannelsController {
  constructor(
    private readonly book: ChannelBook,
    private readonly channel: DeliveryChannel,
    private readonly database: Database,
    private readonly audit: AuditLog,
  ) {}

  @Get('kinds')
  @ApiOperation({ summary: 'Lists the kinds of channels there are and what each has to be told' })
  @Answers(Type.Object({ data: Type.Array(ChannelKindView) }))
  kinds() {
    const data = CHANNEL_KINDS.map(({ kind, title, reach, bytesMax, perMinute = null, fields }) => ({
      ...{ kind, title, reach, bytesMax, perMinute, fields },
    }));
    return { data };
  }

  @Get()
  @ApiOperation({ summary: 'Lists the channels and how they are doing; their secrets are never shown' })
  @Answers(Type.Object({ data: Type.Array(ChannelView) }))
  async list(): Promise<{ readonly data: readonly ChannelView[] }> {
    return { data: await this.book.list() };
  }

  @Put(':key')
  @HttpCode(204)
  @ApiOperation({ summary: 'Makes or changes a channel; a secret that is left out stays as it is' })
  @ApiBody({ schema: schemaObject(PutChannel) })
  @AnswersNothing('It is kept')
  async put(
    @Param('key') key: string,
    @Body(new SchemaPipe(PutChannel)) wish: PutChannel,
    @Req() request: FastifyRequest,
  ): Promise<void> {
    if (!KEY.test(key) || key === 'app') throw notFound();
    await this.book.put(key, wish, changeActorOf(request));
  }

  @Delete(':key')
  @HttpCode(204)
  @ApiOperation({ summary: 'Removes a channel; what waits for it is given up' })
  @AnswersNothing('It is gone')
  async remove(@Param('key') key: string, @Req() request: FastifyRequest): Promise<void> {
    if (!(await this.book.remove(key, changeActorOf(request)))) throw notFound();
  }

  @Post(':key/actions/test')
  @HttpCode(200)
  @ApiOperation({ summary: 'Sends a test over a channel, to yourself where it reaches persons' })
  @Answers(TestResult)
  async test(
    @Param('key') key: string,
    @CurrentSubject() { id }: Subject,
    @Req() request: FastifyRequest,
  ): Promise<TestResult> {
    const channel = await this.book.ready(key);
    if (!channel) throw notFound();
    const person = await this.channel.person(id);
    if (channel.kind.reach === 'person' && person?.email == null) throw new Refusal(409, 'no_mail_of_yours');
    const entry = {
      ...changeActorOf(request),
      action: 'channel:test',
      outcome: 'done' as const,
      changes: [{ path: `/${key}`, old: null, new: 'test' }],
    };
    await this.database.withSession((session) => this.audit.write(session, entry));
    const result = await this.channel.test(channel, person, { title: TEST });
    const reason = result.outcome === 'delivered' ? null : result.reason;
    return {
      outcome: result.outcome,
      reason,
      status: result.status ?? null,
      answer: result.answer ?? null,
    };
  }
}
