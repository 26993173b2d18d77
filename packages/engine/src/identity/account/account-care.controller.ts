import { Controller, Delete, Get, HttpCode, Param, Post, Req } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { auditSourceOf } from '../../audit/audit-log.js';
import { Answers, AnswersNothing } from '../../http/answers.js';
import { listOf } from '../../people/organisation.wire.js';
import { idOf } from '../../records/query-text.js';
import { Requires, subjectOf } from '../decorators.js';
import type { SessionView } from '../sessions/session-book.js';
import { AccountCare } from './account-care.js';
import type { CaringActor, SignInState } from './account-care.js';
import { SessionWire, SignInStateWire } from './account.wire.js';

/** Accounts of others, for administrators. */
@ApiTags('organisation')
@Controller('api/v1/users/:id')
@Requires('administer')
export class AccountCareController {
  constructor(private readonly care: AccountCare) {}

  @Get('sign-in')
  @ApiOperation({ summary: 'Tells how somebody gets in: password, second factor, invitation, block' })
  @Answers(SignInStateWire)
  state(@Param('id') id: string): Promise<SignInState> {
    return this.care.stateOf(idOf(id));
  }

  @Post('actions/unlock')
  @HttpCode(204)
  @ApiOperation({ summary: 'Lets somebody try again who has given too many wrong passwords' })
  @AnswersNothing('the login is free')
  unlock(@Param('id') id: string, @Req() request: FastifyRequest): Promise<void> {
    return this.care.unlock(actorOf(request), idOf(id));
  }

  @Delete('second-factor')
  @HttpCode(204)
  @ApiOperation({ summary: "Takes somebody's second factor away, for a phone that is lost" })
  @AnswersNothing('it is gone')
  removeSecondFactor(@Param('id') id: string, @Req() request: FastifyRequest): Promise<void> {
    return this.care.removeSecondFactor(actorOf(request), idOf(id));
  }

  @Get('sessions')
  @ApiOperation({ summary: 'Lists where somebody is signed in' })
  @Answers(listOf(SessionWire))
  async sessions(@Param('id') id: string): Promise<{ readonly data: readonly SessionView[] }> {
    return { data: await this.care.sessionsOf(idOf(id)) };
  }

  @Delete('sessions')
  @HttpCode(204)
  @ApiOperation({ summary: 'Signs somebody out everywhere' })
  @AnswersNothing('all sessions are over')
  endAll(@Param('id') id: string, @Req() request: FastifyRequest): Promise<void> {
    return this.care.endSessions(actorOf(request), idOf(id));
  }

  @Delete('sessions/:session')
  @HttpCode(204)
  @ApiOperation({ summary: 'Ends one session of somebody' })
  @AnswersNothing('it is over')
  endOne(
    @Param('id') id: string,
    @Param('session') session: string,
    @Req() request: FastifyRequest,
  ): Promise<void> {
    return this.care.endSessions(actorOf(request), idOf(id), idOf(session));
  }
}

function actorOf(request: FastifyRequest): CaringActor {
  return { ...auditSourceOf(request), actor: subjectOf(request).id };
}
