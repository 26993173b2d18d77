import { lookup } from 'node:dns';
import type { LookupAddress } from 'node:dns';
import { request as httpRequest } from 'node:http';
import type { ClientRequest, IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { isIP } from 'node:net';
import type { LookupFunction } from 'node:net';
import { outgoingTrace } from '../signals/outgoing-trace.js';
import { isPrivateAddress } from './private-networks.js';

export interface OutsidePost {
  readonly url: string;
  readonly body: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Whether loopback and private addresses are allowed. */
  readonly privateNetworks: boolean;
}

export interface OutsideAnswer {
  readonly status: number;
  readonly retryAfterSeconds: number | undefined;
}

const TIMEOUT_MS = 20_000;
const RETRY_AFTER_SECONDS_MAX = 86_400;

/**
 * Posts JSON to an address that somebody configured. Redirects are not followed, the answer's body is not read, and
 * addresses inside our own network are refused when the connection is made, whatever their name resolved to before.
 */
export function postOutside(post: OutsidePost): Promise<OutsideAnswer> {
  const url = new URL(post.url);
  if (url.protocol !== 'https:' && url.protocol !== 'http:') throw new Error('a webhook needs http or https');
  refuseLiteralAddress(url, post.privateNetworks);
  return new Promise((resolve, reject) => {
    const request = open(url, post);
    request.on('response', (response) => {
      response.resume();
      resolve({ status: response.statusCode ?? 0, retryAfterSeconds: retryAfter(response) });
    });
    request.on('timeout', () => request.destroy(new Error('the receiver did not answer in time')));
    request.on('error', reject);
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
      'content-type': 'application/cloudevents+json; charset=utf-8',
      'content-length': Buffer.byteLength(post.body),
      'user-agent': 'dougong-webhooks/1',
      ...outgoingTrace(),
      ...post.headers,
    },
    ...(post.privateNetworks ? {} : { lookup: publicLookup }),
  });
}

function refuseLiteralAddress(url: URL, privateNetworks: boolean): void {
  const host = url.hostname.replace(/^\[|\]$/g, '');
  if (!privateNetworks && isIP(host) !== 0 && isPrivateAddress(host)) throw insideAddress();
}

/** Resolves as always and gives only public addresses to the socket. */
const publicLookup: LookupFunction = (hostname, options, callback) => {
  lookup(
    hostname,
    { ...options, all: true },
    (error: NodeJS.ErrnoException | null, addresses: LookupAddress[]) => {
      if (error) return callback(error, '', 0);
      const allowed = addresses.filter(({ address }) => !isPrivateAddress(address));
      const first = allowed[0];
      if (!first) return callback(insideAddress(), '', 0);
      if (options.all) return callback(null, allowed);
      return callback(null, first.address, first.family);
    },
  );
};

function insideAddress(): Error {
  return new Error('the address lies inside a private network');
}

function retryAfter(response: IncomingMessage): number | undefined {
  const header = response.headers['retry-after'];
  if (header === undefined || !/^\d{1,6}$/.test(header)) return undefined;
  return Math.min(Number.parseInt(header, 10), RETRY_AFTER_SECONDS_MAX);
}
