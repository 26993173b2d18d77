import { request as httpRequest } from 'node:http';
import type { IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { refuseLiteralAddress, retryAfter } from './outside-post.js';
import type { AllowedInside } from './private-networks.js';
import { reachableLookup } from './reachable-lookup.js';

export interface OutsideRequest {
  readonly url: string;
  readonly method: 'GET' | 'POST' | 'PUT';
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  /** Which addresses inside may be reached. */
  readonly inside: AllowedInside;
}

export interface OutsideReply {
  readonly status: number;
  readonly retryAfterSeconds: number | undefined;
  readonly text: string;
}

const TIMEOUT_MS = 30_000;
const REPLY_BYTES_MAX = 20 * 1024 * 1024;

/** The other side sends more than anybody wants to hold. */
export class ReplyTooLarge extends Error {}

/** Asks an outside system and reads its answer. Redirects are not followed; the guard is that of webhooks. */
export function requestOutside(asked: OutsideRequest): Promise<OutsideReply> {
  const url = new URL(asked.url);
  refuseLiteralAddress(url, asked.inside);
  const send = url.protocol === 'https:' ? httpsRequest : httpRequest;
  return new Promise((resolve, reject) => {
    const request = send(url, {
      method: asked.method,
      agent: false,
      timeout: TIMEOUT_MS,
      signal: AbortSignal.timeout(TIMEOUT_MS),
      headers: {
        accept: 'application/json',
        'user-agent': 'dougong-connectors/1',
        ...(asked.body === undefined ? {} : { 'content-length': String(Buffer.byteLength(asked.body)) }),
        ...asked.headers,
      },
      lookup: reachableLookup(asked.inside),
    });
    request.on('response', (response) => {
      const told = { status: response.statusCode ?? 0, retryAfterSeconds: retryAfter(response) };
      textOf(response).then((text) => resolve({ ...told, text }), reject);
    });
    request.on('timeout', () => request.destroy(new Error('the other side did not answer in time')));
    request.on('error', reject);
    request.end(asked.body);
  });
}

async function textOf(response: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > REPLY_BYTES_MAX) {
      response.destroy();
      throw new ReplyTooLarge('the answer is too large');
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}
