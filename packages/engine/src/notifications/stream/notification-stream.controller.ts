import { Controller, Get, Req, Res } from '@nestjs/common';
import { ApiExcludeEndpoint } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { CurrentSubject } from '../../identity/decorators.js';
import { sessionTokenOf, viewTokenOf } from '../../identity/session-cookie.js';
import type { Subject } from '../../identity/subject.js';
import { tokenHash } from '../../identity/tokens.js';
import { NotificationHub } from './notification-hub.js';
import type { Follower } from './notification-hub.js';

const RETRY_MS = 5000;
const NUMBER = /^\d{1,18}$/;
const BEARER = /^Bearer (\S+)$/i;

/** Notifications as they come, as server-sent events. It has no end, so it stands beside the description of the other routes. */
@Controller('api/v1/notifications/stream')
export class NotificationStreamController {
  constructor(private readonly hub: NotificationHub) {}

  @Get()
  @ApiExcludeEndpoint()
  async stream(
    @CurrentSubject() subject: Subject,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const had = request.headers['last-event-id'];
    const after = typeof had === 'string' && NUMBER.test(had) ? had : await this.hub.last();
    const { raw } = reply;
    const follower: Follower = {
      subject,
      secret: secretOf(request, subject),
      after,
      send: (event, data, id) =>
        raw.write(
          `${id === undefined ? '' : `id: ${id}\n`}event: ${event}\ndata: ${JSON.stringify(data)}\n\n`,
        ),
      beat: () => raw.write(':\n\n'),
      end: () => raw.end(),
    };
    reply.hijack();
    raw.writeHead(200, {
      ...(reply.getHeaders() as Record<string, string>),
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store',
      'x-accel-buffering': 'no',
    });
    raw.write(`retry: ${RETRY_MS}\nid: ${after}\n\n`);
    raw.once('close', () => this.hub.leave(follower));
    await this.hub.follow(follower).catch(() => raw.end());
  }
}

/** The stream lives as long as the key, the session, or the session of looking on. */
function secretOf(request: FastifyRequest, { viewer }: Subject): Buffer {
  const key = BEARER.exec(request.headers.authorization ?? '')?.[1];
  return tokenHash(key ?? (viewer && viewTokenOf(request)) ?? sessionTokenOf(request) ?? '');
}
