import { Injectable } from '@nestjs/common';
import type { CallHandler, ExecutionContext, NestInterceptor } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Observable } from 'rxjs';
import { subjectIn } from '../../identity/decorators.js';
import { RateLimits } from './rate-limits.js';

/** Counts requests once it is known who makes them; those of strangers are counted by their address alone. */
@Injectable()
export class RateLimitInterceptor implements NestInterceptor {
  constructor(private readonly rates: RateLimits) {}

  async intercept(context: ExecutionContext, next: CallHandler): Promise<Observable<unknown>> {
    const http = context.switchToHttp();
    const subject = subjectIn(http.getRequest<FastifyRequest>());
    if (subject) {
      const headers = await this.rates.take('principal', subject.id);
      if (headers) void http.getResponse<FastifyReply>().headers(headers);
    }
    return next.handle();
  }
}
