import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Settings } from '../config/settings.js';
import type { Log } from '../log.js';
import { PACKAGE_BYTES_MAX, PACKAGE_MEDIA_TYPE } from '../templates/package/package-limits.js';
import { readBodies, takeBytes } from './raw-body.js';
import { answerClientError, answerFrameworkError } from './framework-answers.js';
import { allowOrigins } from './cross-origin.js';
import { plainAddress } from './plain-address.js';
import { notFound } from './refusal.js';
import { watchRoutes } from './route-methods.js';
import { takeUploads } from './uploads.js';
import { serverTiming } from './request-usage.js';
import { securityHeaders } from './security-headers.js';
import { registerStaticFiles } from './static-files.js';

export const BODY_BYTES_MAX = 2 * 1024 * 1024;
const BODY_TOO_LARGE = 413;
/** Callers may sign what they send here. */
const SIGNED_CALLS = '/api/v1/hooks/';
/** Where packages of templates are sent. */
const PACKAGES_PATH = '/api/v1/template-packages';
const REQUEST_TIMEOUT_MS = 60_000;
const KEEP_ALIVE_MS = 72_000;
/** What a process answers that only works in the background. */
const HEALTH = new Set(['/healthz', '/readyz', '/metrics']);
const SAFE_REQUEST_ID = /^[A-Za-z0-9._-]{8,64}$/;

/** The HTTP server before any route: limits and the id that names a request in logs, answers and the audit. */
export async function createAdapter(settings: Settings): Promise<FastifyAdapter> {
  const headers = await securityHeaders(settings);
  return new FastifyAdapter({
    bodyLimit: BODY_BYTES_MAX,
    requestTimeout: REQUEST_TIMEOUT_MS,
    keepAliveTimeout: KEEP_ALIVE_MS,
    trustProxy: settings.trustProxy,
    genReqId: requestId,
    rewriteUrl: ({ url = '/' }) => plainAddress(url),
    forceCloseConnections: 'idle',
    // What still arrives on an open connection while the process goes is answered like anything else; the connection then ends.
    return503OnClosing: false,
    frameworkErrors: answerFrameworkError(headers),
    clientErrorHandler: answerClientError(headers),
    routerOptions: { maxParamLength: 200 },
  });
}

/** Everything around the routes: security headers, request log, the two UIs. */
export async function configureServer(server: FastifyInstance, settings: Settings, log: Log): Promise<void> {
  const headers = await securityHeaders(settings);
  watchRoutes(server);
  await allowOrigins(server, settings.allowedOrigins);
  // Bodies are JSON. Anything else is refused before a route could take it for values.
  server.removeContentTypeParser('text/plain');
  readBodies(server, SIGNED_CALLS);
  takeUploads(server);
  takeBytes(server, { path: PACKAGES_PATH, mediaType: PACKAGE_MEDIA_TYPE, bytesMax: PACKAGE_BYTES_MAX });
  server.addHook('onSend', drainTooLarge);
  server.addHook('onRequest', (request, reply, done) => {
    reply.headers(headers).header('x-request-id', request.id);
    done();
  });
  server.addHook('onResponse', (request, reply, done) => {
    logRequest(log, request, reply);
    done();
  });
  if (settings.measure) {
    server.addHook('onSend', (request, reply, payload, done) => {
      reply.header('server-timing', serverTiming(request));
      done(null, payload);
    });
  }
  if (settings.roles.has('web')) await registerStaticFiles(server);
  else server.addHook('onRequest', onlyHealth);
}

/**
 * Takes in and throws away the rest of a body that is too large: closing a connection with unread data would reset it
 * before the caller has read why. The request's time limit bounds it.
 */
function drainTooLarge(
  request: FastifyRequest,
  reply: FastifyReply,
  _payload: unknown,
  done: () => void,
): void {
  if (reply.statusCode === BODY_TOO_LARGE) {
    reply.removeHeader('connection');
    request.raw.resume();
  }
  done();
}

function requestId(request: IncomingMessage): string {
  const given = request.headers['x-request-id'];
  return typeof given === 'string' && SAFE_REQUEST_ID.test(given) ? given : randomUUID();
}

/** The pattern of the route, not the address: addresses hold ids and search words. */
function logRequest(log: Log, request: FastifyRequest, reply: FastifyReply): void {
  const entry = {
    requestId: request.id,
    method: request.method,
    route: request.routeOptions.url,
    status: reply.statusCode,
    ms: Math.round(reply.elapsedTime * 10) / 10,
  };
  if (reply.statusCode >= 500) log.error(entry, 'request');
  else log.debug(entry, 'request');
}

/** A process that only works in the background answers nothing but its health. */
function onlyHealth(request: FastifyRequest, _reply: FastifyReply, done: (error?: Error) => void): void {
  const isHealth = HEALTH.has(request.url.split('?', 1)[0] ?? '');
  done(isHealth ? undefined : notFound());
}
