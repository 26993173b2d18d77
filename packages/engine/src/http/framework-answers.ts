import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import { randomUUID } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { preferredLanguage } from './language.js';
import { problemOf, refusalOf } from './problem.js';
import { languageOf } from './request-language.js';
import { Refusal } from './refusal.js';

/** What goes wrong before a request reaches any route of ours answers in the same shape as everything else. */

/** An address that cannot be one: nothing of ours has seen the request yet, so the headers of every answer are given along. */
export function answerFrameworkError(headers: Readonly<Record<string, string>>) {
  return (error: Error, request: FastifyRequest, reply: FastifyReply): void => {
    const refusal = refusalOf(error) ?? new Refusal(400, 'malformed_request');
    // It names nothing, so it is not repeated.
    const problem = problemOf(refusal, {
      instance: '',
      requestId: request.id,
      language: languageOf(request),
    });
    void reply
      .status(refusal.status)
      .headers({ ...headers, 'x-request-id': request.id, 'cache-control': 'no-store' })
      .header('content-type', 'application/problem+json; charset=utf-8')
      .send(JSON.stringify(problem));
  };
}

const HEADERS_TOO_LARGE = 431;
const TIMED_OUT = 408;
const MALFORMED = 400;

const SOCKET_CODES: Readonly<Record<string, readonly [number, string]>> = {
  HPE_HEADER_OVERFLOW: [HEADERS_TOO_LARGE, 'headers_too_large'],
  ERR_HTTP_REQUEST_TIMEOUT: [TIMED_OUT, 'request_timed_out'],
};

/** What is no HTTP at all, or takes too long to arrive: there is no request, only a connection to answer on and close. */
export function answerClientError(headers: Readonly<Record<string, string>>) {
  return (error: Error & { readonly code?: string }, socket: Socket): void => {
    // Whoever has hung up hears nothing any more.
    if (error.code === 'ECONNRESET' || !socket.writable) {
      socket.destroy(error);
      return;
    }
    const [status, code] = SOCKET_CODES[error.code ?? ''] ?? [MALFORMED, 'malformed_request'];
    const requestId = randomUUID();
    const place = { instance: '', requestId, language: preferredLanguage(undefined) };
    const body = JSON.stringify(problemOf(new Refusal(status, code), place));
    const all = {
      ...headers,
      'content-type': 'application/problem+json; charset=utf-8',
      'content-length': String(Buffer.byteLength(body)),
      'x-request-id': requestId,
      connection: 'close',
    };
    const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`);
    socket.end(`HTTP/1.1 ${status} ${STATUS_CODES[status] ?? 'Error'}\r\n${lines.join('')}\r\n${body}`);
  };
}
