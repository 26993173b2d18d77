import type { Readable } from 'node:stream';
import type { FastifyInstance, FastifyRequest } from 'fastify';

/** Files that are taken as they are; routes for JSON go on refusing them. */
const MEDIA_TYPES = [
  'text/csv',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  'application/octet-stream',
];
const PLACES = /^\/api\/v1\/(?:people-imports|forms\/[^/?]+\/(?:imports|fields\/[^/?]+\/files))(\?|$)/;

/** Lets files through to the routes that take them, as streams: nothing is held before somebody has counted it. */
export function takeUploads(server: FastifyInstance): void {
  for (const type of MEDIA_TYPES) {
    if (server.hasContentTypeParser(type)) continue;
    server.addContentTypeParser(type, (request, payload, done) => {
      if (PLACES.test(request.url)) done(null, payload);
      else done(refused());
    });
  }
}

/** The file that a request brings; nothing when it brings something else. */
export function uploadOf(request: FastifyRequest): Readable | undefined {
  const body = request.body as Partial<Readable> | null | undefined;
  return typeof body?.pipe === 'function' ? (body as Readable) : undefined;
}

function refused(): Error {
  return Object.assign(new Error('not taken here'), {
    code: 'FST_ERR_CTP_INVALID_MEDIA_TYPE',
    statusCode: 415,
  });
}
