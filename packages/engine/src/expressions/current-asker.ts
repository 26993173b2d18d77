import { createParamDecorator } from '@nestjs/common';
import type { ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { languageOf } from '../http/request-language.js';
import { usageOf } from '../http/request-usage.js';
import { subjectOf } from '../identity/decorators.js';
import type { Asker } from './expression-evaluation.js';

/** Who asks, in which language, and where the cost is counted, as a parameter of a route. */
export const CurrentAsker = createParamDecorator((_: unknown, context: ExecutionContext): Asker => {
  const request = context.switchToHttp().getRequest<FastifyRequest>();
  return { subject: subjectOf(request), language: languageOf(request), usage: usageOf(request) };
});
