import type { FastifyInstance } from 'fastify';
import type { RateLimits } from './rate-limits.js';

const API = /^\/(?:(?:api|scim)\/|mcp(?:[/?]|$))/;

/** Counts requests to the API by where they come from, before anything is looked up for them. */
export function limitAddresses(server: FastifyInstance, rates: RateLimits): void {
  server.addHook('onRequest', async (request, reply) => {
    if (!API.test(request.url)) return;
    const headers = await rates.take('address', request.ip);
    if (headers) void reply.headers(headers);
  });
}
