import { Controller, Get, Inject, Param, Post, Query, Req, Res } from '@nestjs/common';
import { ApiExcludeEndpoint, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Clock } from '@dougong/kernel/foundation';
import { LocalizedText } from '@dougong/kernel/metadata';
import { Type } from '@sinclair/typebox';
import type { Static } from '@sinclair/typebox';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { AuditLog, auditSourceOf } from '../../audit/audit-log.js';
import { Database } from '../../database/database.js';
import { Answers } from '../../http/answers.js';
import { readCookie, writeCookie } from '../../http/cookies.js';
import { refusalOf } from '../../http/problem.js';
import { Public, subjectOf } from '../../identity/decorators.js';
import { beginSessionCookie, sessionTokenOf } from '../../identity/session-cookie.js';
import { CLOCK } from '../../ports.js';
import type { RawQuery } from '../../records/query-text.js';
import { listOf } from '../organisation.wire.js';
import { ATTEMPT_SECONDS } from './attempts.js';
import { OutsideSignIn } from './outside-sign-in.js';
import type { Begun } from './outside-sign-in.js';
import { Providers } from './providers.js';

const BINDING_COOKIE = 'dougong_outside';
const FOUND = 302;

const ProviderWire = Type.Object({ key: Type.String(), title: LocalizedText });
const AddressWire = Type.Object({ address: Type.String({ description: 'where the browser goes' }) });

/** Providers outside that vouch for people. */
@ApiTags('session')
@Controller('api/v1')
export class OutsideController {
  constructor(
    private readonly outside: OutsideSignIn,
    private readonly providers: Providers,
    private readonly audit: AuditLog,
    private readonly database: Database,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Public()
  @Get('session/providers')
  @ApiOperation({ summary: 'Lists where one can sign in elsewhere' })
  @Answers(listOf(ProviderWire))
  list(): { readonly data: readonly Static<typeof ProviderWire>[] } {
    return { data: this.providers.list().map(({ key, title }) => ({ key, title })) };
  }

  /** A place for browsers to go, with `?next=` inside of the application; nothing for programs to call. */
  @Public()
  @Get('session/providers/:key/begin')
  @ApiExcludeEndpoint()
  async begin(
    @Param('key') key: string,
    @Query() query: RawQuery,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const begun = await this.outside.begin(key, insidePath(query['next']));
    this.keep(begun, request, reply);
    await reply.redirect(begun.address, FOUND);
  }

  @Public()
  @Get('session/providers/:key/callback')
  @ApiExcludeEndpoint()
  async end(
    @Param('key') key: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const source = {
      ...auditSourceOf(request),
      channel: 'ui' as const,
      agent: request.headers['user-agent'],
    };
    const binding = readCookie(request.headers.cookie, BINDING_COOKIE);
    const cookies = [this.bindingCookie('', 0, request)];
    let next: string;
    try {
      const shown = sessionTokenOf(request);
      const ended = await this.outside.end(key, { url: request.url, binding, shown }, source);
      if (ended.opened) cookies.push(beginSessionCookie(ended.opened, this.clock(), request.protocol));
      ({ next } = ended);
    } catch (error) {
      const refusal = refusalOf(error);
      if (!refusal) throw error;
      const entry = { ...auditSourceOf(request), channel: 'ui' as const, actor: null, code: refusal.code };
      await this.database.withSession((session) =>
        this.audit.write(session, { ...entry, action: 'sign_in', outcome: 'refused' }),
      );
      next = `/sign-in?problem=${encodeURIComponent(refusal.code)}`;
    }
    void reply.header('set-cookie', cookies).header('cache-control', 'no-store');
    await reply.redirect(next, FOUND);
  }

  @Post('account/providers/:key/actions/link')
  @ApiOperation({ summary: 'Begins to link the own account to a provider' })
  @Answers(AddressWire, 201)
  async link(
    @Param('key') key: string,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Static<typeof AddressWire>> {
    const begun = await this.outside.begin(key, '/account', subjectOf(request).id);
    this.keep(begun, request, reply);
    return { address: begun.address };
  }

  private keep({ binding }: Begun, request: FastifyRequest, reply: FastifyReply): void {
    void reply
      .header('set-cookie', this.bindingCookie(binding, ATTEMPT_SECONDS, request))
      .header('cache-control', 'no-store');
  }

  private bindingCookie(value: string, maxAgeSeconds: number, { protocol }: FastifyRequest): string {
    return writeCookie(BINDING_COOKIE, value, { secure: protocol === 'https', maxAgeSeconds });
  }
}

/** A path inside of the application; anything else leads home. */
function insidePath(next: unknown): string {
  if (typeof next !== 'string' || !/^\/(?![/\\])[\x21-\x7e]*$/.test(next)) return '/';
  return next.startsWith('/sign-in') ? '/' : next;
}
