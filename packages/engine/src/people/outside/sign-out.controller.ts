import { Controller, Delete, Req, Res } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { auditSourceOf } from '../../audit/audit-log.js';
import { refusalOf } from '../../http/problem.js';
import { endSessionCookie, sessionTokenOf } from '../../identity/session-cookie.js';
import { SessionBook } from '../../identity/sessions/session-book.js';
import type { OutsideProof } from '../../identity/sessions/session-book.js';
import { OutsideSignIn } from './outside-sign-in.js';

const DONE_WITH_MORE = 200;
const DONE = 204;

/** Signing out, here and at the provider that vouched. */
@ApiTags('session')
@Controller('api/v1/session')
export class SignOutController {
  constructor(
    private readonly sessions: SessionBook,
    private readonly outside: OutsideSignIn,
  ) {}

  @Delete()
  @ApiOperation({ summary: 'Signs out' })
  @ApiResponse({ status: DONE, description: 'done' })
  @ApiResponse({
    status: DONE_WITH_MORE,
    description: 'done; signOutAt is where the browser goes to sign out at the provider as well',
  })
  async signOut(
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<{ readonly signOutAt: string } | undefined> {
    const token = sessionTokenOf(request);
    const proof =
      token === undefined ? undefined : await this.sessions.endByToken(token, auditSourceOf(request));
    reply.header('set-cookie', endSessionCookie(request.protocol));
    const signOutAt = proof && (await this.addressFor(proof));
    reply.status(signOutAt === undefined ? DONE : DONE_WITH_MORE);
    return signOutAt === undefined ? undefined : { signOutAt };
  }

  /** A provider that does not answer keeps nobody signed in here. */
  private async addressFor(proof: OutsideProof): Promise<string | undefined> {
    try {
      return await this.outside.signOutAddress(proof);
    } catch (error) {
      if (refusalOf(error)) return undefined;
      throw error;
    }
  }
}
