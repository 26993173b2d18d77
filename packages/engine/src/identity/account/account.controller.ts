import { Body, Controller, Delete, Get, Header, HttpCode, Param, Post, Req } from '@nestjs/common';
import { ApiBody, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { Static } from '@sinclair/typebox';
import type { FastifyRequest } from 'fastify';
import { auditSourceOf } from '../../audit/audit-log.js';
import { Answers, AnswersNothing } from '../../http/answers.js';
import { schemaObject } from '../../http/schema-object.js';
import { SchemaPipe } from '../../http/schema.pipe.js';
import { listOf } from '../../people/organisation.wire.js';
import { idOf } from '../../records/query-text.js';
import { subjectOf } from '../decorators.js';
import type { FactorSetup } from '../second-factor/second-factors.js';
import { sessionTokenOf } from '../session-cookie.js';
import { SessionBook } from '../sessions/session-book.js';
import type { SessionView } from '../sessions/session-book.js';
import {
  CodeBody,
  FactorSetupWire,
  OwnSecurityWire,
  PasswordAsked,
  PasswordChange,
  RecoveryCodesWire,
  SessionWire,
} from './account.wire.js';
import { OwnAccount } from './own-account.js';
import type { OwnRequest, OwnSecurity } from './own-account.js';

/** What everybody does about the own account. */
@ApiTags('account')
@ApiResponse({ status: 429, description: 'too many wrong passwords; see Retry-After' })
@Controller('api/v1/account')
export class AccountController {
  constructor(
    private readonly own: OwnAccount,
    private readonly sessions: SessionBook,
  ) {}

  @Get('security')
  @ApiOperation({ summary: 'Tells how the own account is protected' })
  @Answers(OwnSecurityWire)
  read(@Req() request: FastifyRequest): Promise<OwnSecurity> {
    return this.own.read(subjectOf(request));
  }

  @Post('password')
  @HttpCode(204)
  @ApiOperation({ summary: 'Changes the own password; every other session ends' })
  @AnswersNothing('it is changed')
  @ApiBody({ schema: schemaObject(PasswordChange) })
  @ApiResponse({ status: 422, description: 'the password is wrong, or the new one is not allowed' })
  changePassword(
    @Body(new SchemaPipe(PasswordChange)) { password, newPassword }: Static<typeof PasswordChange>,
    @Req() request: FastifyRequest,
  ): Promise<void> {
    return this.own.changePassword(ownRequest(request), password, newPassword);
  }

  @Post('second-factor')
  @HttpCode(200)
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'Begins to set up a second factor' })
  @Answers(FactorSetupWire)
  @ApiBody({ schema: schemaObject(PasswordAsked) })
  beginSecondFactor(
    @Body(new SchemaPipe(PasswordAsked)) { password }: Static<typeof PasswordAsked>,
    @Req() request: FastifyRequest,
  ): Promise<FactorSetup> {
    return this.own.beginSecondFactor(ownRequest(request), password);
  }

  @Post('second-factor/actions/confirm')
  @HttpCode(200)
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'Confirms the second factor with its first code and gives recovery codes' })
  @Answers(RecoveryCodesWire)
  @ApiBody({ schema: schemaObject(CodeBody) })
  async confirmSecondFactor(
    @Body(new SchemaPipe(CodeBody)) { code }: Static<typeof CodeBody>,
    @Req() request: FastifyRequest,
  ): Promise<Static<typeof RecoveryCodesWire>> {
    return { recoveryCodes: [...(await this.own.confirmSecondFactor(ownRequest(request), code))] };
  }

  @Post('second-factor/actions/remove')
  @HttpCode(204)
  @ApiOperation({ summary: 'Takes the second factor away' })
  @AnswersNothing('it is gone')
  @ApiBody({ schema: schemaObject(PasswordAsked) })
  @ApiResponse({ status: 409, description: 'the installation asks for one' })
  removeSecondFactor(
    @Body(new SchemaPipe(PasswordAsked)) { password }: Static<typeof PasswordAsked>,
    @Req() request: FastifyRequest,
  ): Promise<void> {
    return this.own.removeSecondFactor(ownRequest(request), password);
  }

  @Post('second-factor/actions/renew-recovery-codes')
  @HttpCode(200)
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'Gives new recovery codes; the old ones are good no more' })
  @Answers(RecoveryCodesWire)
  @ApiBody({ schema: schemaObject(PasswordAsked) })
  async renewRecoveryCodes(
    @Body(new SchemaPipe(PasswordAsked)) { password }: Static<typeof PasswordAsked>,
    @Req() request: FastifyRequest,
  ): Promise<Static<typeof RecoveryCodesWire>> {
    return { recoveryCodes: [...(await this.own.renewRecoveryCodes(ownRequest(request), password))] };
  }

  @Get('sessions')
  @ApiOperation({ summary: 'Lists where one is signed in' })
  @Answers(listOf(SessionWire))
  async list(@Req() request: FastifyRequest): Promise<{ readonly data: readonly SessionView[] }> {
    return { data: await this.sessions.list(subjectOf(request).id, sessionTokenOf(request)) };
  }

  @Delete('sessions')
  @HttpCode(204)
  @ApiOperation({ summary: 'Ends every session but the one that asks' })
  @AnswersNothing('they are over')
  endOthers(@Req() request: FastifyRequest): Promise<void> {
    return this.own.endSessions(ownRequest(request));
  }

  @Delete('sessions/:id')
  @HttpCode(204)
  @ApiOperation({ summary: 'Ends one session' })
  @AnswersNothing('it is over')
  end(@Param('id') id: string, @Req() request: FastifyRequest): Promise<void> {
    return this.own.endSessions(ownRequest(request), idOf(id));
  }
}

function ownRequest(request: FastifyRequest): OwnRequest {
  return { subject: subjectOf(request), source: auditSourceOf(request), token: sessionTokenOf(request) };
}
