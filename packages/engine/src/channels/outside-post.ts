import { request as httpRequest } from 'node:http';
import type { ClientRequest, IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { isIP } from 'node:net';
import { outgoingTrace } from '../signals/outgoing-trace.js';
import { insideAddress, reachableLookup } from './reachable-lookup.js';
import { isReachable } from './private-networks.js';
import type { AllowedInside } from './private-networks.js';

export interface OutsidePost {
  readonly url: string;
  readonly body: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Which addresses inside may be reached. */
  readonly inside: AllowedInside;
}

export interface OutsideAnswer {
  readonly status: number;
  readonly retryAfterSeconds: number | undefined;
  /** The beginning of what it said. */
  readonly answer: string;
}

const TIMEOUT_MS = 20_000;
const RETRY_AFTER_SECONDS_MAX = 86_400;
const ANSWER_BYTES_MAX = 4096;

/**
 * Posts JSON to an address that somebody configured. Redirects are not followed, no more than the beginning of the answer is read,
 * and addresses inside our own network are refused when the connection is made, whatever their name resolved to before.
 */
export function postOutside(post: OutsidePost): Promise<OutsideAnswer> {
  const url = new URL(post.url);
  if (url.protocol !== 'https:' && url.protocol !== 'http:') throw new Error('a webhook needs http or https');
  refuseLiteralAddress(url, post.inside);
  return new Promise((resolve, reject) => {
    const request = open(url, post);
    request.on('response', (response) => {
      readBeginning(response).then(
        (answer) =>
          resolve({ status: response.statusCode ?? 0, retryAfterSeconds: retryAfter(response), answer }),
        reject,
      );
    });
    request.on('timeout', () => request.destroy(new Error('the receiver did not answer in time')));
    request.on('error', (error) => reject(causeOf(error)));
    request.end(post.body);
  });
}

function open(url: URL, post: OutsidePost): ClientRequest {
  const send = url.protocol === 'https:' ? httpsRequest : httpRequest;
  return send(url, {
    method: 'POST',
    agent: false,
    timeout: TIMEOUT_MS,
    signal: AbortSignal.timeout(TIMEOUT_MS),
    headers: {
      'content-type': 'application/json; charset=utf-8',
      'content-length': Buffer.byteLength(post.body),
      'user-agent': 'dougong-webhooks/1',
      ...outgoingTrace(),
      ...post.headers,
    },
    lookup: reachableLookup(post.inside),
  });
}

/** What came before the connection broke or the limit was reached; the status says how it went. */
async function readBeginning(response: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  let bytes = 0;
  try {
    for await (const part of response as AsyncIterable<Buffer>) {
      parts.push(part);
      bytes += part.length;
      if (bytes >= ANSWER_BYTES_MAX) break;
    }
  } catch {
    // The receiver has answered with its status already.
  }
  return Buffer.concat(parts).subarray(0, ANSWER_BYTES_MAX).toString('utf8').replaceAll('\0', '');
}

/** Refuses an address that is written as a number and lies inside. */
export function refuseLiteralAddress(url: URL, inside: AllowedInside): void {
  const host = url.hostname.replace(/^\[|\]$/g, '');
  if (isIP(host) !== 0 && !isReachable(host, inside)) throw insideAddress();
}

function causeOf(error: Error): Error {
  const isLate = error.name === 'TimeoutError' || error.name === 'AbortError';
  return isLate ? new Error('the receiver did not answer in time') : error;
}

/** For how many seconds the other side asks to be left alone; it says seconds, or an instant of HTTP. */
export function retryAfter(response: IncomingMessage): number | undefined {
  const header = response.headers['retry-after'];
  if (header === undefined) return undefined;
  const seconds = /^\d{1,6}$/.test(header) ? Number.parseInt(header, 10) : untilDate(header);
  return seconds === undefined ? undefined : Math.min(seconds, RETRY_AFTER_SECONDS_MAX);
}

function untilDate(text: string): number | undefined {
  const at = Date.parse(text);
  return Number.isNaN(at) ? undefined : Math.max(0, Math.ceil((at - Date.now()) / 1000));
}
