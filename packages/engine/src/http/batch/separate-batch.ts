import { issue, pointer } from '@dougong/kernel/foundation';
import type { FastifyRequest } from 'fastify';
import { plainAddress } from '../plain-address.js';
import { invalid } from '../refusal.js';
import type { BatchItemBody, BatchWire } from './batch.wire.js';

type ItemAnswer = BatchWire['data'][number];

/** What each part of a batch is sent with, as the whole was. */
const PASSED_ON = ['authorization', 'cookie', 'x-requested-with', 'accept-language', 'user-agent'];
const KEY_LENGTH_MAX = 190;
const API = '/api/v1/';
const BATCH = '/api/v1/batch';
/** What is told as long as somebody listens would hold the whole batch up. */
const STREAM = '/api/v1/notifications/stream';

/**
 * Sends the items one after another as if each had come by itself: with the same rights, limits and audit, and a
 * transaction of its own. With an Idempotency-Key each item has one too, so a batch that was cut off can be sent again.
 */
export async function carryOutSeparately(
  request: FastifyRequest,
  items: readonly BatchItemBody[],
): Promise<readonly ItemAnswer[]> {
  const unfit = items.flatMap(({ path }, at) => {
    const code = unfitness(pathOf(path));
    return code === undefined ? [] : [issue(code, pointer('', 'items', String(at), 'path'))];
  });
  if (unfit.length > 0) throw invalid(unfit);
  const answers: ItemAnswer[] = [];
  for (const [at, item] of items.entries()) answers.push(await carryOut(request, item, at));
  return answers;
}

/** The path that a request to this address is routed by: without dots that lead elsewhere, needless escapes and the query. */
function pathOf(address: string): string {
  return plainAddress(new URL(address, 'http://inside').pathname);
}

function unfitness(path: string): string | undefined {
  if (!path.startsWith(API)) return 'batch_beyond_api';
  if (path === BATCH || path.startsWith(`${BATCH}/`)) return 'batch_in_batch';
  return path === STREAM ? 'batch_of_stream' : undefined;
}

async function carryOut(
  request: FastifyRequest,
  { method, path, body, ifMatch }: BatchItemBody,
  at: number,
): Promise<ItemAnswer> {
  const answer = await request.server.inject({
    method: method as 'GET',
    url: path,
    remoteAddress: request.ip,
    headers: headersOf(request, at, ifMatch),
    ...(body === undefined ? {} : { payload: body as object }),
  });
  const { etag, location } = answer.headers;
  return {
    status: answer.statusCode,
    ...(typeof etag === 'string' ? { etag } : {}),
    ...(typeof location === 'string' ? { location } : {}),
    body: bodyOf(String(answer.headers['content-type'] ?? ''), answer.payload),
  };
}

function headersOf(request: FastifyRequest, at: number, ifMatch: string | undefined): Record<string, string> {
  const own = PASSED_ON.flatMap((name) => {
    const value = request.headers[name];
    return typeof value === 'string' ? [[name, value]] : [];
  });
  const key = request.headers['idempotency-key'];
  return {
    ...(Object.fromEntries(own) as Record<string, string>),
    'x-request-id': `${request.id.slice(0, 58)}-${at}`,
    ...(ifMatch === undefined ? {} : { 'if-match': ifMatch }),
    ...(typeof key === 'string' && key.length <= KEY_LENGTH_MAX ? { 'idempotency-key': `${key}/${at}` } : {}),
  };
}

/** Files stand in no batch; their text would be none. */
function bodyOf(type: string, text: string): unknown {
  if (text === '' || !type.includes('json')) return null;
  return JSON.parse(text);
}
