import { Body, Controller, Header, HttpCode, Param, Post, Req } from '@nestjs/common';
import { ApiBody, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { Type } from '@sinclair/typebox';
import type { Static } from '@sinclair/typebox';
import type { FastifyRequest } from 'fastify';
import { auditSourceOf } from '../../audit/audit-log.js';
import { Answers } from '../../http/answers.js';
import { schemaObject } from '../../http/schema-object.js';
import { SchemaPipe } from '../../http/schema.pipe.js';
import { Public, Requires } from '../../identity/decorators.js';
import { idOf } from '../../records/query-text.js';
import { changeActorOf } from '../organisation-changes.js';
import { Invitations } from './invitations.js';
import type { Invitation, Invited } from './invitations.js';

const closed = { additionalProperties: false };
const Token = Type.String({ pattern: '^[A-Za-z0-9_-]{43}$' });
const OpenBody = Type.Object({ token: Token }, closed);
const AcceptBody = Type.Object(
  { token: Token, password: Type.String({ minLength: 1, maxLength: 200 }) },
  closed,
);
export const InvitationWire = Type.Object({
  link: Type.String({ description: 'good once; shown here and never again' }),
  expiresAt: Type.String(),
});
const InvitedWire = Type.Object({
  login: Type.String(),
  name: Type.String(),
  passwordLength: Type.Integer({ description: 'characters that a password has at least' }),
});

/** Links by which people choose their first password, or a new one. */
@ApiTags('organisation')
@Controller('api/v1')
export class InvitationsController {
  constructor(private readonly invitations: Invitations) {}

  @Requires('administer')
  @Post('users/:id/invitations')
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'Makes a link by which somebody chooses his password; earlier links end' })
  @Answers(InvitationWire, 201)
  invite(@Param('id') id: string, @Req() request: FastifyRequest): Promise<Invitation> {
    return this.invitations.invite(changeActorOf(request), idOf(id));
  }

  @Public()
  @Post('invitations/actions/open')
  @HttpCode(200)
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'Tells whom a link invites' })
  @Answers(InvitedWire)
  @ApiBody({ schema: schemaObject(OpenBody) })
  @ApiResponse({ status: 404, description: 'the link was used, or its time is over' })
  open(@Body(new SchemaPipe(OpenBody)) { token }: Static<typeof OpenBody>): Promise<Invited> {
    return this.invitations.open(token);
  }

  @Public()
  @Post('invitations/actions/accept')
  @HttpCode(200)
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'Takes the password that somebody has chosen; he signs in with it then' })
  @Answers(Type.Object({ login: Type.String() }))
  @ApiBody({ schema: schemaObject(AcceptBody) })
  @ApiResponse({ status: 404, description: 'the link was used, or its time is over' })
  @ApiResponse({ status: 422, description: 'the password is not allowed' })
  accept(
    @Body(new SchemaPipe(AcceptBody)) { token, password }: Static<typeof AcceptBody>,
    @Req() request: FastifyRequest,
  ): Promise<{ readonly login: string }> {
    return this.invitations.accept(token, password, { ...auditSourceOf(request), channel: 'ui' });
  }
}
