import { Injectable, SetMetadata } from '@nestjs/common';
import type { CallHandler, ExecutionContext, NestInterceptor } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { catchError, finalize, from, mergeMap, of, throwError } from 'rxjs';
import type { Observable } from 'rxjs';
import { subjectIn } from '../identity/decorators.js';
import { idempotencyOf } from './idempotency.js';
import type { Idempotency } from './idempotency.js';
import { BEAT_MS, KeptAnswers } from './kept-answers.js';
import type { StoredAnswer } from './kept-answers.js';
import { tellsSecret } from './tells-secret.js';

const OWN_KEYS = 'dougong:own-keys';
const METHODS = new Set(['POST', 'PATCH']);
const ANSWER_CHARACTERS_MAX = 1_000_000;
const KEPT_HEADERS = ['location', 'etag'];

/** A controller or route whose commands keep their answers in their own transaction. */
export const KeepsOwnAnswers = () => SetMetadata(OWN_KEYS, true);

/** Lets every POST and PATCH of somebody known be sent twice with one Idempotency-Key and done once. */
@Injectable()
export class KeptAnswersInterceptor implements NestInterceptor {
  constructor(
    private readonly reflector: Reflector,
    private readonly answers: KeptAnswers,
  ) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const http = context.switchToHttp();
    const request = http.getRequest<FastifyRequest>();
    const subject = subjectIn(request);
    if (request.headers['idempotency-key'] === undefined || !METHODS.has(request.method) || !subject)
      return next.handle();
    const targets = [context.getHandler(), context.getClass()];
    if (this.reflector.getAllAndOverride<boolean | undefined>(OWN_KEYS, targets)) return next.handle();
    const asked = idempotencyOf(request);
    if (!asked) return next.handle();
    const work = { principal: subject.id, asked, reply: http.getResponse<FastifyReply>() };
    return from(this.answers.claim(subject.id, asked)).pipe(mergeMap(() => this.carryOut(work, next)));
  }

  private carryOut({ principal, asked, reply }: Work, next: CallHandler): Observable<unknown> {
    // One that is missed does no harm: there are several before anybody else may take the key.
    const beat = setInterval(() => void this.answers.beat(principal, asked).catch(() => undefined), BEAT_MS);
    return next.handle().pipe(
      finalize(() => clearInterval(beat)),
      mergeMap((body: unknown) =>
        from(this.answers.keep(principal, asked, reply.statusCode, answerToKeep(body, reply))).pipe(
          mergeMap(() => of(body)),
        ),
      ),
      catchError((error: unknown) =>
        from(this.answers.release(principal, asked)).pipe(mergeMap(() => throwError(() => error))),
      ),
    );
  }
}

interface Work {
  readonly principal: string;
  readonly asked: Idempotency;
  readonly reply: FastifyReply;
}

/** What can be told again; files, secrets and what is very large cannot. */
function answerToKeep(body: unknown, reply: FastifyReply): StoredAnswer | null {
  if (reply.sent || tellsSecret(body)) return null;
  const headers = Object.fromEntries(
    KEPT_HEADERS.flatMap((name) => {
      const value = reply.getHeader(name);
      return typeof value === 'string' ? [[name, value]] : [];
    }),
  );
  const answer = { body: body ?? null, headers };
  return JSON.stringify(answer).length > ANSWER_CHARACTERS_MAX ? null : answer;
}
