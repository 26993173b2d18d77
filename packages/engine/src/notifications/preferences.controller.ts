import { Body, Controller, Get, HttpCode, Put, Req } from '@nestjs/common';
import { ApiBody, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { Answers, AnswersNothing } from '../http/answers.js';
import { schemaObject } from '../http/schema-object.js';
import { SchemaPipe } from '../http/schema.pipe.js';
import { CurrentSubject, Requires } from '../identity/decorators.js';
import type { Subject } from '../identity/subject.js';
import { changeActorOf } from '../people/organisation-changes.js';
import { DefaultsView, PreferencesView, PutDefaults, PutPreferences } from './preference.wire.js';
import { Preferences } from './preferences.js';

/** What everybody wants to be told where. */
@ApiTags('notifications')
@Controller('api/v1')
export class PreferencesController {
  constructor(private readonly preferences: Preferences) {}

  @Get('notification-preferences')
  @ApiOperation({ summary: 'Tells what reaches you over which channel, and when you want to be left alone' })
  @Answers(PreferencesView)
  own(@CurrentSubject() { id }: Subject): Promise<PreferencesView> {
    return this.preferences.of(id);
  }

  @Put('notification-preferences')
  @HttpCode(204)
  @ApiOperation({
    summary: 'Replaces what reaches you over which channel; what is left out is as the administrator said',
  })
  @ApiBody({ schema: schemaObject(PutPreferences) })
  @AnswersNothing('It is kept')
  put(
    @CurrentSubject() { id }: Subject,
    @Body(new SchemaPipe(PutPreferences)) wish: PutPreferences,
    @Req() request: FastifyRequest,
  ): Promise<void> {
    return this.preferences.put(id, wish, changeActorOf(request));
  }

  @Get('notification-defaults')
  @Requires('administer')
  @ApiOperation({ summary: 'Tells what reaches those over which channel who said nothing themselves' })
  @Answers(DefaultsView)
  defaults(): Promise<DefaultsView> {
    return this.preferences.defaults();
  }

  @Put('notification-defaults')
  @Requires('administer')
  @HttpCode(204)
  @ApiOperation({ summary: 'Replaces what reaches those over which channel who said nothing themselves' })
  @ApiBody({ schema: schemaObject(PutDefaults) })
  @AnswersNothing('It is kept')
  putDefaults(
    @Body(new SchemaPipe(PutDefaults)) wish: PutDefaults,
    @Req() request: FastifyRequest,
  ): Promise<void> {
    return this.preferences.putDefaults(wish, changeActorOf(request));
  }
}
