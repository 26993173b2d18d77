import cors from '@fastify/cors';
import type { FastifyInstance } from 'fastify';

const DAY_SECONDS = 86_400;
const READABLE = [
  'etag',
  'location',
  'x-request-id',
  'idempotent-replayed',
  'retry-after',
  'ratelimit-limit',
  'ratelimit-remaining',
  'ratelimit-reset',
  'deprecation',
  'sunset',
  'link',
];

/**
 * Lets pages of named origins call the API with a key. Cookies never travel along: a session belongs to our own pages. Without
 * a name nothing is said at all, and browsers keep every other site away.
 */
export async function allowOrigins(server: FastifyInstance, origins: readonly string[]): Promise<void> {
  if (origins.length === 0) return;
  await server.register(cors, {
    origin: [...origins],
    credentials: false,
    methods: ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'],
    allowedHeaders: [
      'authorization',
      'content-type',
      'accept-language',
      'if-match',
      'if-none-match',
      'idempotency-key',
      'traceparent',
      'x-request-id',
    ],
    exposedHeaders: READABLE,
    maxAge: DAY_SECONDS,
    strictPreflight: false,
  });
}
