import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/**
 * A bookkeeping system as an outside system is: it hands out tokens, gives its items page by page, takes vouchers once by their key, and
 * has its bad days.
 */

export interface TheirItem {
  readonly FNumber: unknown;
  readonly FName?: string;
  readonly FQty?: number | string;
  readonly FModifyDate?: string;
  readonly FParent?: string;
}

export const CLIENT = { clientId: 'dougong', clientSecret: 'a secret that nobody may see' };

interface Asked {
  readonly method: string;
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  readonly key: string | undefined;
  readonly body: Readonly<Record<string, unknown>>;
}

export class StandInBooks {
  items: TheirItem[] = [];
  /** Documents with rows, all on one page. */
  bills: Readonly<Record<string, unknown>>[] = [];
  /** Vouchers by the key of their sending. */
  readonly vouchers = new Map<string, Readonly<Record<string, unknown>>>();
  readonly asked: Asked[] = [];
  tokens = 0;
  /** Answers with this status while it says more than 0. */
  trouble = { status: 0, times: 0 };
  /** Vouchers with this number are not wanted. */
  unwanted: string | undefined;
  /** Is told of each request before it is answered. */
  onAsked: (asked: Asked) => void = () => undefined;
  private readonly good = new Set<string>();
  private server: Server | undefined;

  async start(): Promise<string> {
    const server = createServer((request, response) => void this.answer(request, response));
    this.server = server;
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    this.server?.closeAllConnections();
    await new Promise((resolve) => (this.server ? this.server.close(resolve) : resolve(undefined)));
  }

  /** Every token is taken back. */
  forgetTokens(): void {
    this.good.clear();
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', 'http://books');
    const text = await textOf(request);
    const send = (status: number, body: unknown) =>
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    if (url.pathname === '/oauth/token') return void send(...this.token(new URLSearchParams(text)));
    if (!this.good.has(request.headers.authorization ?? '')) return void send(401, { error: 'who are you' });
    const asked: Asked = {
      method: request.method ?? '',
      path: url.pathname,
      query: Object.fromEntries(url.searchParams),
      key: request.headers['idempotency-key'] as string | undefined,
      body: text === '' ? {} : (JSON.parse(text) as Asked['body']),
    };
    this.asked.push(asked);
    this.onAsked(asked);
    if (this.trouble.times > 0) {
      this.trouble = { ...this.trouble, times: this.trouble.times - 1 };
      return void send(this.trouble.status, { error: 'not today' });
    }
    return void send(...this.served(asked));
  }

  private token(form: URLSearchParams): [number, unknown] {
    const isKnown =
      form.get('client_id') === CLIENT.clientId && form.get('client_secret') === CLIENT.clientSecret;
    if (!isKnown) return [401, { error: 'invalid_client' }];
    this.tokens += 1;
    this.good.add(`Bearer token-${this.tokens}`);
    return [200, { access_token: `token-${this.tokens}`, expires_in: 3600 }];
  }

  private served(asked: Asked): [number, unknown] {
    switch (`${asked.method} ${asked.path}`) {
      case 'GET /api/ping':
        return [200, { ok: true }];
      case 'GET /api/items':
        return this.page(asked.query);
      case 'GET /api/bills':
        return [200, { data: this.bills }];
      case 'POST /api/vouchers':
        return this.take(asked);
      case 'GET /api/vouchers':
        return [
          200,
          { data: [...this.vouchers.values()].filter(({ FDate }) => FDate === asked.query['day']) },
        ];
      default:
        return [404, { error: 'no such address' }];
    }
  }

  private page({ cursor = '0', limit = '100', since }: Asked['query']): [number, unknown] {
    const newer = this.items.filter(
      ({ FModifyDate }) => since === undefined || FModifyDate === undefined || FModifyDate >= since,
    );
    const [from, size] = [Number.parseInt(cursor, 10), Number.parseInt(limit, 10)];
    const next = from + size < newer.length ? String(from + size) : null;
    return [200, { data: { rows: newer.slice(from, from + size), next } }];
  }

  private take({ key, body }: Asked): [number, unknown] {
    if (body['FNumber'] === this.unwanted) return [422, { error: 'the period is closed' }];
    const known = key === undefined ? undefined : this.vouchers.get(key);
    const id = known ? known['FId'] : `K${this.vouchers.size + 1}`;
    if (!known) this.vouchers.set(key ?? String(id), { ...body, FId: id });
    return [200, { data: { id } }];
  }
}

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}
