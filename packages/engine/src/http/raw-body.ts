import { isUtf8 } from 'node:buffer';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { isDeeperThan } from './json-depth.js';

/** Bodies as they arrived, byte for byte, where a signature over them must be checked. */
const kept = new WeakMap<FastifyRequest, Buffer>();

/** Far more than any definition or record has, and far less than what recursion over it could bear. */
const BODY_DEPTH_MAX = 200;

/** JSON, and JSON under the names of what it is: people and groups of providers, changes by RFC 7396, events as we send them ourselves. */
const JSON_TYPES = [
  'application/json',
  'application/scim+json',
  'application/merge-patch+json',
  'application/cloudevents+json',
];

/** Parses JSON as the server always does, refuses what is nested beyond sense, and keeps the bytes of requests below `path`. */
export function readBodies(server: FastifyInstance, path: string): void {
  const parse = server.getDefaultJsonParser('error', 'error');
  server.removeContentTypeParser('application/json');
  server.addContentTypeParser([...JSON_TYPES], { parseAs: 'buffer' }, (request, body, done) => {
    // Broken bytes would be read as other signs than were sent.
    if (!isUtf8(body as Buffer)) return done(malformed());
    if (request.url.startsWith(path)) kept.set(request, body as Buffer);
    // It answers by `done` alone.
    void parse(request, body.toString('utf8'), (error, value: unknown) => {
      if (error === null && isDeeperThan(value, BODY_DEPTH_MAX)) done(tooDeep());
      else done(error, value);
    });
  });
}

/** What a route takes as bytes, and how many of them. */
export interface BytesTaken {
  readonly path: string;
  readonly mediaType: string;
  readonly bytesMax: number;
}

/** Takes bodies of a media type as bytes on one route; every other route goes on refusing them. */
export function takeBytes(server: FastifyInstance, { path, mediaType, bytesMax }: BytesTaken): void {
  server.addContentTypeParser(
    mediaType,
    { parseAs: 'buffer', bodyLimit: bytesMax },
    (request, body, done) => {
      if (request.url.split('?', 1)[0] === path) done(null, body);
      else done(notTaken());
    },
  );
}

function notTaken(): Error {
  return Object.assign(new Error('not taken here'), {
    code: 'FST_ERR_CTP_INVALID_MEDIA_TYPE',
    statusCode: 415,
  });
}

function malformed(): Error {
  return Object.assign(new Error('the body is not UTF-8'), {
    code: 'FST_ERR_CTP_INVALID_JSON_BODY',
    statusCode: 400,
  });
}

function tooDeep(): Error {
  return Object.assign(new Error('the body is nested too deeply'), {
    code: 'BODY_TOO_DEEP',
    statusCode: 422,
  });
}

/** The bytes of a request's body; nothing where they were not kept or there were none. */
export function rawBodyOf(request: FastifyRequest): Buffer | undefined {
  return kept.get(request);
}
