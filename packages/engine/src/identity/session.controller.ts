import { Body, Controller, Delete, Get, HttpCode, Inject, Post, Req, Res } from '@nestjs/common';
import { ApiBody, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Clock } from '@dougong/kernel/foundation';
import { LocalizedText } from '@dougong/kernel/metadata';
import { Type } from '@sinclair/typebox';
import type { Static } from '@sinclair/typebox';
import { auditSourceOf } from '../audit/audit-log.js';
import { Answers, AnswersNothing } from '../http/answers.js';
import { schemaObject } from '../http/schema-object.js';
import { SchemaPipe } from '../http/schema.pipe.js';
import { CLOCK } from '../ports.js';
import { CurrentSubject, Public, Requires } from './decorators.js';
import { beginSessionCookie, sessionTokenOf, viewCookie, viewTokenOf } from './session-cookie.js';
import { SessionService } from './session.service.js';
import type { Credentials } from './session.service.js';
import { subjectOnWire } from './subject.js';
import type { Subject } from './subject.js';

const SignedIn = Type.Object({
  user: Type.Object({
    id: Type.String({ format: 'uuid' }),
    login: Type.String(),
    name: Type.String(),
    post: Type.Union([LocalizedText, Type.Null()]),
    language: Type.String(),
    roles: Type.Array(Type.String(), { description: 'keys of the roles held' }),
    rights: Type.Record(Type.String(), Type.Boolean(), { description: 'what the roles allow beyond forms' }),
    viewer: Type.Optional(
      Type.Object(
        { id: Type.String({ format: 'uuid' }), name: Type.String() },
        { description: 'who looks at the system as this person' },
      ),
    ),
  }),
  recoveryCodes: Type.Optional(
    Type.Array(Type.String(), {
      description: 'shown once, when a second factor was confirmed by signing in',
    }),
  ),
});

const ViewAs = Type.Object(
  {
    user: Type.String({ pattern: '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$', description: 'id: as whom' }),
  },
  { additionalProperties: false },
);

const SignIn = Type.Object(
  {
    // No database keeps a NUL, so nobody is called so.
    login: Type.String({ minLength: 1, maxLength: 100, pattern: '^[^\\u0000]*$' }),
    password: Type.String({ minLength: 1, maxLength: 200 }),
    code: Type.Optional(
      Type.String({ minLength: 1, maxLength: 40, description: 'of the second factor, or a recovery code' }),
    ),
    newPassword: Type.Optional(
      Type.String({ minLength: 1, maxLength: 200, description: 'where the old one must be changed' }),
    ),
  },
  { additionalProperties: false },
);

@ApiTags('session')
@Controller('api/v1/session')
export class SessionController {
  constructor(
    private readonly sessions: SessionService,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Public()
  @Post()
  @HttpCode(200)
  @ApiOperation({ summary: 'Signs in and sets the session cookie' })
  @Answers(SignedIn)
  @ApiBody({ schema: schemaObject(SignIn) })
  @ApiResponse({ status: 401, description: 'wrong login or password; or a code is asked for: code_required' })
  @ApiResponse({
    status: 403,
    description:
      'password_change_required: send newPassword as well; second_factor_setup: params tell the secret, send a code of it',
  })
  @ApiResponse({ status: 429, description: 'too many wrong passwords; see Retry-After' })
  async signIn(
    @Body(new SchemaPipe(SignIn)) credentials: Credentials,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<{ user: Subject; recoveryCodes?: readonly string[] }> {
    const source = {
      ...auditSourceOf(request),
      channel: 'ui' as const,
      agent: request.headers['user-agent'],
    };
    const signedIn = await this.sessions.signIn(credentials, source, sessionTokenOf(request));
    reply.header('set-cookie', beginSessionCookie(signedIn, this.clock(), request.protocol));
    reply.header('cache-control', 'no-store');
    const { subject, recoveryCodes } = signedIn;
    return { user: subject, ...(recoveryCodes ? { recoveryCodes } : {}) };
  }

  @Get()
  @ApiOperation({ summary: 'Tells who is signed in' })
  @Answers(SignedIn)
  @ApiResponse({ status: 401, description: 'nobody is' })
  current(
    @CurrentSubject() user: Subject,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): { user: Subject } {
    reply.header('cache-control', 'no-store');
    return { user: subjectOnWire(user) };
  }

  @Post('view')
  @Requires('administer')
  @HttpCode(204)
  @ApiOperation({
    summary: 'Looks at the system as somebody else: nothing can be changed, every look is audited',
  })
  @AnswersNothing('the pages show what that person sees')
  @ApiBody({ schema: schemaObject(ViewAs) })
  async view(
    @Body(new SchemaPipe(ViewAs)) { user }: Static<typeof ViewAs>,
    @CurrentSubject() viewer: Subject,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<void> {
    const { token } = await this.sessions.view(viewer, user, auditSourceOf(request));
    reply.header('set-cookie', viewCookie(token, request.protocol));
    reply.header('cache-control', 'no-store');
  }

  @Delete('view')
  @HttpCode(204)
  @ApiOperation({ summary: 'Ends looking at the system as somebody else' })
  @AnswersNothing('you are yourself again')
  async endView(
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<void> {
    const token = viewTokenOf(request);
    if (token !== undefined) await this.sessions.endView(token, auditSourceOf(request));
    reply.header('set-cookie', viewCookie('', request.protocol));
  }
}
