import type { FastifyInstance } from 'fastify';
import type { Metrics } from './metrics.js';

const MS_PER_SECOND = 1000;

/** Notes how long every request took. */
export function measureAnswers(server: FastifyInstance, metrics: Metrics): void {
  server.addHook('onResponse', (request, reply, done) => {
    const seconds = reply.elapsedTime / MS_PER_SECOND;
    metrics.answered(request.method, request.routeOptions.url, reply.statusCode, seconds);
    done();
  });
}
