import { Injectable } from '@nestjs/common';
import type { CanActivate, ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { SystemRight } from '@dougong/kernel/metadata';
import type { FastifyRequest } from 'fastify';
import { AuditLog } from '../audit/audit-log.js';
import { noRight, notSignedIn, Refusal } from '../http/refusal.js';
import { Authenticator } from './authenticator.js';
import { channelWithin } from './call-channel.js';
import { identify, PUBLIC, RIGHT } from './decorators.js';
import { beyondKey } from './keys/key-limits.js';
import { sessionTokenOf, viewTokenOf } from './session-cookie.js';
import type { Channel, Subject } from './subject.js';
import { looksLikeApiKey, looksLikeSessionToken } from './tokens.js';

const SAFE_METHODS = new Set(['GET', 'HEAD', 'OPTIONS']);
const BEARER = /^Bearer (\S{1,200})$/i;
const OWN_UI = 'dougong';
/** How somebody who looks on leaves. */
const LEAVING = new Set(['DELETE /api/v1/session', 'DELETE /api/v1/session/view']);
/** What a person had made for himself, with what he alone may see. */
const OWN_FILES = /^\/api\/v1\/(jobs|forms\/:form\/imports)\b/;

/**
 * Every route asks here first. Programs show a key; the UIs have a cookie and add a header that a foreign page cannot
 * send without asking us first (we never agree).
 */
@Injectable()
export class AuthGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly authenticator: Authenticator,
    private readonly audit: AuditLog,
  ) {}

  canActivate(context: ExecutionContext): boolean | Promise<boolean> {
    const targets = [context.getHandler(), context.getClass()];
    if (this.reflector.getAllAndOverride<boolean | undefined>(PUBLIC, targets)) return true;
    const right = this.reflector.getAllAndOverride<SystemRight | undefined>(RIGHT, targets);
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const channel: Channel = request.headers.authorization === undefined ? 'ui' : 'api';
    const found = channel === 'ui' ? this.byCookie(request) : this.byKey(request);
    if (found instanceof Promise)
      return found.then((subject) => this.admit(request, subject, channel, right));
    return this.admit(request, found, channel, right);
  }

  private admit(
    request: FastifyRequest,
    subject: Subject | undefined,
    channel: Channel,
    right: SystemRight | undefined,
  ): boolean | Promise<boolean> {
    if (!subject) throw notSignedIn();
    identify(request, subject, channelWithin() ?? channel);
    const beyond = subject.key && beyondKey(subject.key, request, right);
    if (beyond !== undefined) return this.refuseKey(request, beyond);
    if (subject.viewer) return this.admitViewer(request, subject, right);
    if (right === undefined || subject.rights[right]) return true;
    return this.refuse(request, right);
  }

  /** Looks only, and every look is noted with both persons. */
  private async admitViewer(
    request: FastifyRequest,
    subject: Subject,
    right: SystemRight | undefined,
  ): Promise<boolean> {
    const { method } = request;
    const route = request.routeOptions.url ?? '';
    const isOpen = SAFE_METHODS.has(method) ? !OWN_FILES.test(route) : LEAVING.has(`${method} ${route}`);
    await this.audit.viewed(request, subject, isOpen ? undefined : 'viewing_only');
    if (!isOpen) throw new Refusal(403, 'viewing_only', [], { params: { name: subject.name } });
    if (right === undefined || subject.rights[right]) return true;
    throw noRight({ right });
  }

  private async refuse(request: FastifyRequest, right: SystemRight): Promise<never> {
    await this.audit.refused(request, {
      action: `${request.method} ${request.routeOptions.url ?? ''}`,
      code: 'no_right',
    });
    throw noRight({ right });
  }

  /** A key that is used from elsewhere, or for something else, is worth an entry in the audit. */
  private async refuseKey(request: FastifyRequest, code: string): Promise<never> {
    await this.audit.refused(request, {
      action: `${request.method} ${request.routeOptions.url ?? ''}`,
      code,
    });
    throw new Refusal(403, code, [], code === 'key_from_elsewhere' ? { params: { ip: request.ip } } : {});
  }

  private byKey(request: FastifyRequest): Subject | undefined | Promise<Subject | undefined> {
    const key = BEARER.exec(request.headers.authorization ?? '')?.[1];
    return key !== undefined && looksLikeApiKey(key) ? this.authenticator.byApiKey(key) : undefined;
  }

  private byCookie(request: FastifyRequest): Subject | undefined | Promise<Subject | undefined> {
    const token = sessionTokenOf(request);
    if (token === undefined || !looksLikeSessionToken(token)) return undefined;
    if (!SAFE_METHODS.has(request.method) && request.headers['x-requested-with'] !== OWN_UI) {
      throw new Refusal(403, 'foreign_page');
    }
    const view = viewTokenOf(request);
    if (view !== undefined && looksLikeSessionToken(view)) return this.asSomebody(token, view);
    return this.authenticator.bySession(token);
  }

  /** Looking on needs the session of whoever looks; without it, or when it is over, he is himself. */
  private async asSomebody(token: string, view: string): Promise<Subject | undefined> {
    const self = await this.authenticator.bySession(token);
    const seen = await this.authenticator.byView(view);
    return self && seen?.viewer?.id === self.id ? seen : self;
  }
}
