import { STATUS_CODES } from 'node:http';
import { Catch, Inject } from '@nestjs/common';
import type { ArgumentsHost, ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { problemOf, refusalOf } from '../../http/problem.js';
import { languageOf } from '../../http/request-language.js';
import type { Log } from '../../log.js';
import { LOG } from '../../ports.js';
import { ScimError } from './scim-error.js';

export const SCIM_TYPE = 'application/scim+json; charset=utf-8';
const ERROR_SCHEMA = 'urn:ietf:params:scim:api:messages:2.0:Error';
const INTERNAL = 500;

/** Whatever is thrown on the way to people and groups is answered in the form of RFC 7644, 3.12. */
@Catch()
export class ScimAnswersFilter implements ExceptionFilter {
  constructor(@Inject(LOG) private readonly log: Log) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const reply = http.getResponse<FastifyReply>();
    if (reply.sent) return;
    const { status, detail, scimType, headers } = this.answerTo(error, http.getRequest<FastifyRequest>());
    const body = {
      schemas: [ERROR_SCHEMA],
      status: String(status),
      ...(scimType ? { scimType } : {}),
      detail,
    };
    void reply
      .status(status)
      .headers(headers)
      .header('content-type', SCIM_TYPE)
      .header('cache-control', 'no-store')
      .send(JSON.stringify(body));
  }

  private answerTo(error: unknown, request: FastifyRequest) {
    if (error instanceof ScimError)
      return { status: error.status, detail: error.detail, scimType: error.scimType, headers: {} };
    const refusal = refusalOf(error);
    if (!refusal) {
      this.log.error({ err: error, requestId: request.id }, 'unexpected error');
      return { status: INTERNAL, detail: STATUS_CODES[INTERNAL] ?? '', scimType: undefined, headers: {} };
    }
    const place = { instance: '', requestId: request.id, language: languageOf(request) };
    const { detail, errors } = problemOf(refusal, place);
    return {
      status: refusal.status === 422 ? 400 : refusal.status,
      detail: errors[0]?.detail ?? detail,
      scimType: refusal.status === 422 ? ('invalidValue' as const) : undefined,
      headers: { ...refusal.options.headers },
    };
  }
}
