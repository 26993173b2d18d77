import { Body, Controller, Get, HttpCode, Param, Post, Req } from '@nestjs/common';
import { ApiBody, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Type } from '@sinclair/typebox';
import type { FastifyRequest } from 'fastify';
import { TestResult } from '../../channels/channel.wire.js';
import { QuestionRoute } from '../../expressions/question-route.js';
import { Answers } from '../../http/answers.js';
import { schemaObject } from '../../http/schema-object.js';
import { SchemaPipe } from '../../http/schema.pipe.js';
import { CurrentSubject, Requires } from '../../identity/decorators.js';
import type { Subject } from '../../identity/subject.js';
import { changeActorOf } from '../../people/organisation-changes.js';
import { TemplateTests } from './template-tests.js';
import { TemplateTextReader } from './template-texts.js';
import { PreviewedText, PreviewTemplate, TestChannel, TestTemplate } from './template.wire.js';

/** Templates of messages, as their editor shows and tries them. */
@ApiTags('notifications')
@Controller('api/v1/notification-templates')
@Requires('design')
export class NotificationTemplatesController {
  constructor(
    private readonly reader: TemplateTextReader,
    private readonly tests: TemplateTests,
  ) {}

  @Get('channels')
  @ApiOperation({ summary: 'Lists the channels over which you may try a template' })
  @Answers(Type.Object({ data: Type.Array(TestChannel) }))
  async channels(@CurrentSubject() subject: Subject): Promise<{ readonly data: readonly TestChannel[] }> {
    return { data: await this.tests.channels(subject) };
  }

  @QuestionRoute('actions/preview', {
    summary: 'Tells what a template says about a record, over each kind of channel',
    body: PreviewTemplate,
    answer: ['the texts', Type.Object({ data: Type.Array(PreviewedText) })],
    refusals: { 404: 'the record is not there, or not visible', 422: 'what is wrong with the template' },
  })
  async preview(
    @CurrentSubject() subject: Subject,
    @Body(new SchemaPipe(PreviewTemplate)) { definition, recordId }: PreviewTemplate,
  ): Promise<{ readonly data: readonly PreviewedText[] }> {
    const { texts } = await this.reader.onRecord(subject, definition, recordId);
    return { data: texts };
  }

  @Post(':key/actions/test')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Sends the saved draft of a template, to yourself where the channel reaches persons',
  })
  @ApiBody({ schema: schemaObject(TestTemplate) })
  @Answers(TestResult)
  test(
    @CurrentSubject() subject: Subject,
    @Param('key') key: string,
    @Body(new SchemaPipe(TestTemplate)) wish: TestTemplate,
    @Req() request: FastifyRequest,
  ): Promise<TestResult> {
    return this.tests.send(subject, key, wish, changeActorOf(request));
  }
}
