import { createParamDecorator, SetMetadata } from '@nestjs/common';
import type { ExecutionContext } from '@nestjs/common';
import type { SystemRight } from '@dougong/kernel/metadata';
import type { FastifyRequest } from 'fastify';
import type { Channel, Subject } from './subject.js';

export const PUBLIC = 'dougong:public';
export const RIGHT = 'dougong:right';

/** A route that needs nobody to be signed in. */
export const Public = () => SetMetadata(PUBLIC, true);

/** A route, or a controller, that only subjects with this right may use. */
export const Requires = (right: SystemRight) => SetMetadata(RIGHT, right);

interface Identified {
  subject?: Subject;
  channel?: Channel;
}

/** Notes on the request who makes it; the guard's business. */
export function identify(request: FastifyRequest, subject: Subject, channel: Channel): void {
  Object.assign(request as Identified, { subject, channel });
}

/** Who makes the request. */
export function subjectOf(request: FastifyRequest): Subject {
  const { subject } = request as Identified;
  if (!subject) throw new Error('a route that asks for its subject must not be public');
  return subject;
}

/** Who makes the request; nobody where a route is open to all. */
export function subjectIn(request: FastifyRequest): Subject | undefined {
  return (request as Identified).subject;
}

/** How the request came in. */
export function channelOf(request: FastifyRequest): Channel {
  return (request as Identified).channel ?? 'api';
}

/** The signed-in subject as a parameter of a route. */
export const CurrentSubject = createParamDecorator((_: unknown, context: ExecutionContext) =>
  subjectOf(context.switchToHttp().getRequest<FastifyRequest>()),
);
