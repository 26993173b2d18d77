import { applyDecorators, Injectable, SetMetadata } from '@nestjs/common';
import type { CallHandler, ExecutionContext, NestInterceptor } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { ApiOperation } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import type { Observable } from 'rxjs';

const OUTGOING = 'dougong:outgoing';
const MONTHS_MIN = 6;
const MS_PER_SECOND = 1000;

/** A route that will go. */
export interface Outgoing {
  /** The day from which on callers are told: `2026-11-01`. */
  readonly since: string;
  /** The day on which it goes, at least six months later. */
  readonly sunset: string;
  /** The address of what replaces it. */
  readonly successor: string;
}

/**
 * Marks a route that will go: answers say so by Deprecation (RFC 9745), Sunset (RFC 8594) and a link to what replaces it,
 * and so does the description of the API.
 */
export function GoesAway(outgoing: Outgoing): MethodDecorator & ClassDecorator {
  const notice = new Date(outgoing.since);
  notice.setUTCMonth(notice.getUTCMonth() + MONTHS_MIN);
  if (new Date(outgoing.sunset) < notice)
    throw new Error(`a route goes ${MONTHS_MIN} months after ${outgoing.since} at the earliest`);
  return applyDecorators(
    SetMetadata(OUTGOING, outgoing),
    ApiOperation({ deprecated: true }, { overrideExisting: false }) as MethodDecorator & ClassDecorator,
  );
}

/** The headers by which a program learns that a route will go. */
export function outgoingHeaders({ since, sunset, successor }: Outgoing): Readonly<Record<string, string>> {
  return {
    deprecation: `@${Date.parse(since) / MS_PER_SECOND}`,
    sunset: new Date(sunset).toUTCString(),
    link: `<${successor}>; rel="successor-version"`,
  };
}

/** Tells callers of a route that will go. */
@Injectable()
export class DeprecationInterceptor implements NestInterceptor {
  constructor(private readonly reflector: Reflector) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const targets = [context.getHandler(), context.getClass()];
    const outgoing = this.reflector.getAllAndOverride<Outgoing | undefined>(OUTGOING, targets);
    if (outgoing) void context.switchToHttp().getResponse<FastifyReply>().headers(outgoingHeaders(outgoing));
    return next.handle();
  }
}
