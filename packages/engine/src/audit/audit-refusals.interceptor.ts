import { Injectable } from '@nestjs/common';
import type { CallHandler, ExecutionContext, NestInterceptor } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { catchError, from, mergeMap, throwError } from 'rxjs';
import type { Observable } from 'rxjs';
import { Refusal } from '../http/refusal.js';
import { AuditLog } from './audit-log.js';
import { isNoted } from './noted-refusals.js';

const FORBIDDEN = 403;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Notes in the audit who tried what no role of his allows, where the command has not noted it itself. */
@Injectable()
export class AuditRefusals implements NestInterceptor {
  constructor(private readonly audit: AuditLog) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    return next.handle().pipe(
      catchError((error: unknown) => {
        if (!(error instanceof Refusal) || error.status !== FORBIDDEN || isNoted(error))
          return throwError(() => error);
        return from(this.note(request, error)).pipe(mergeMap(() => throwError(() => error)));
      }),
    );
  }

  private note(request: FastifyRequest, refusal: Refusal): Promise<void> {
    const { form, id } = request.params as { form?: string; id?: string };
    return this.audit.refused(request, {
      action: `${request.method} ${request.routeOptions.url ?? ''}`,
      code: refusal.code,
      ...(form === undefined ? {} : { form }),
      ...(id !== undefined && UUID.test(id) ? { recordId: id } : {}),
    });
  }
}
