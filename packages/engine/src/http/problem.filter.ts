import { Catch, Inject, NotFoundException } from '@nestjs/common';
import type { ArgumentsHost, ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Log } from '../log.js';
import { LOG } from '../ports.js';
import { KeptAnswer } from './kept-answer.js';
import { languageOf } from './request-language.js';
import { isValueError, problemOf, refusalOf } from './problem.js';
import { Refusal } from './refusal.js';
import { nothingHere } from './route-methods.js';

/** Turns everything thrown on the way into one shape of answer: application/problem+json. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(@Inject(LOG) private readonly log: Log) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const request = http.getRequest<FastifyRequest>();
    const reply = http.getResponse<FastifyReply>();
    if (reply.sent) return;
    if (error instanceof KeptAnswer) return tellAgain(error, reply);
    const refusal = noRouteOf(error, request) ?? refusalOf(error) ?? this.bug(error, request);
    if (isValueError(error)) this.gap(error, request);
    const place = {
      instance: pathOf(request.url),
      requestId: request.id,
      language: languageOf(request),
    };
    void reply
      .status(refusal.status)
      .headers({ ...refusal.options.headers })
      .header('content-type', 'application/problem+json; charset=utf-8')
      .header('cache-control', 'no-store')
      .send(JSON.stringify(problemOf(refusal, place)));
  }

  /** A value reached the database that a check should have refused with its place. */
  private gap(error: unknown, request: FastifyRequest): void {
    this.log.warn(
      { err: error, requestId: request.id, route: request.routeOptions?.url },
      'the database could not read a value',
    );
  }

  private bug(error: unknown, request: FastifyRequest): Refusal {
    this.log.error(
      { err: error, requestId: request.id, route: request.routeOptions?.url },
      'unexpected error',
    );
    return new Refusal(500, 'internal_error');
  }
}

/** The answer of the first request, and that it is that. */
function tellAgain({ status, body, headers }: KeptAnswer, reply: FastifyReply): void {
  void reply.status(status).headers({ ...headers, 'idempotent-replayed': 'true' });
  if (body === null) void reply.send();
  else void reply.header('content-type', 'application/json; charset=utf-8').send(JSON.stringify(body));
}

/** The framework found no route: either there is none, or it takes another method. */
function noRouteOf(error: unknown, request: FastifyRequest): Refusal | undefined {
  if (!(error instanceof NotFoundException)) return undefined;
  return nothingHere(request.server, request.method, pathOf(request.url));
}

/** Without the query, which may hold what people searched for. */
function pathOf(url: string): string {
  return url.split('?', 1)[0] ?? url;
}
