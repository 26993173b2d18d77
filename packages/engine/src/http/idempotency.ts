import { createHash } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import { Refusal } from './refusal.js';

export interface Idempotency {
  readonly key: string;
  /** What was asked: a repeat with the same key must ask the same. */
  readonly bodyHash: Buffer;
}

const KEY = /^[\x21-\x7e]{1,200}$/;

/** The idempotency key of a request with the fingerprint of what it asks. */
export function idempotencyOf(request: FastifyRequest): Idempotency | undefined {
  const header = request.headers['idempotency-key'];
  if (header === undefined) return undefined;
  const key = Array.isArray(header) ? header[0] : header;
  if (key === undefined || !KEY.test(key)) throw new Refusal(400, 'bad_idempotency_key');
  const asked = JSON.stringify([
    request.method,
    request.url,
    request.headers['if-match'] ?? null,
    fingerprint(request),
  ]);
  return { key, bodyHash: createHash('sha256').update(asked).digest() };
}

/** Of a file that is still to be read only its length and kind are known; its bytes may be many. */
function fingerprint({ body, headers }: FastifyRequest): unknown {
  if (Buffer.isBuffer(body)) return createHash('sha256').update(body).digest('hex');
  const isStream = typeof (body as { pipe?: unknown } | null | undefined)?.pipe === 'function';
  return isStream ? [headers['content-type'], headers['content-length'] ?? null] : (body ?? null);
}
