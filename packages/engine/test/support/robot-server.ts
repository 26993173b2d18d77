import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { IncomingMessage, Server } from 'node:http';
import type { AddressInfo } from 'node:net';

type Body = Readonly<Record<string, unknown>>;

/** How many calls within a minute a robot takes, by the clock of the test. */
const PER_MINUTE: Readonly<Record<string, number>> = { '/wecom': 20, '/dingtalk': 20, '/feishu': 100 };
const WECOM_BYTES_MAX = 2048;

/** Stands in for the robots of WeCom, DingTalk and Feishu, and is as strict as they are about signatures, sizes and how often. */
export class RobotServer {
  readonly texts: string[] = [];
  /** Calls that broke a rule. */
  readonly complaints: string[] = [];
  /** Answers with this status instead while it is set. */
  broken: number | undefined;
  private readonly calls: number[] = [];
  private readonly server: Server;

  constructor(
    readonly secret: string,
    private readonly clock: () => string,
  ) {
    this.server = createServer((request, response) => {
      void readBody(request).then((body) => {
        if (this.broken !== undefined) return response.writeHead(this.broken).end();
        const answer = this.answer(new URL(request.url ?? '/', 'http://robot'), body);
        return response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(answer));
      });
    });
  }

  async start(): Promise<string> {
    this.server.listen(0, '127.0.0.1');
    await once(this.server, 'listening');
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    await new Promise((resolve) => this.server.close(resolve));
  }

  private answer(url: URL, body: Body): Body {
    const now = Date.parse(this.clock());
    this.calls.push(now);
    const isTooOften = this.calls.filter((at) => at > now - 60_000).length > (PER_MINUTE[url.pathname] ?? 0);
    if (url.pathname === '/wecom') return this.asWecom(body, isTooOften);
    return url.pathname === '/dingtalk'
      ? this.asDingtalk(url, body, isTooOften)
      : this.asFeishu(body, isTooOften);
  }

  private asWecom(body: Body, isTooOften: boolean): Body {
    const { content } = body['text'] as { readonly content: string };
    if (isTooOften) return this.complain({ errcode: 45_009, errmsg: 'api freq out of limit' });
    if (Buffer.byteLength(content) > WECOM_BYTES_MAX)
      return this.complain({ errcode: 40_058, errmsg: 'text.content exceed max length 2048' });
    this.texts.push(content);
    return { errcode: 0, errmsg: 'ok' };
  }

  private asDingtalk(url: URL, body: Body, isTooOften: boolean): Body {
    const at = url.searchParams.get('timestamp') ?? '';
    const wanted = createHmac('sha256', this.secret).update(`${at}\n${this.secret}`).digest('base64');
    if (at !== String(Date.parse(this.clock())) || url.searchParams.get('sign') !== wanted)
      return this.complain({ errcode: 310_000, errmsg: 'sign not match' });
    if (isTooOften) return this.complain({ errcode: 130_101, errmsg: 'send too fast' });
    this.texts.push((body['text'] as { readonly content: string }).content);
    return { errcode: 0, errmsg: 'ok' };
  }

  private asFeishu(body: Body, isTooOften: boolean): Body {
    const at = String(body['timestamp']);
    const wanted = createHmac('sha256', `${at}\n${this.secret}`).update('').digest('base64');
    if (at !== String(Math.floor(Date.parse(this.clock()) / 1000)) || body['sign'] !== wanted)
      return this.complain({ code: 19_021, msg: 'sign match fail or timestamp is not within one hour' });
    if (isTooOften) return this.complain({ code: 11_232, msg: 'frequency limited' });
    this.texts.push((body['content'] as { readonly text: string }).text);
    return { code: 0, msg: 'success' };
  }

  private complain(answer: Body): Body {
    this.complaints.push(JSON.stringify(answer));
    return answer;
  }
}

async function readBody(request: IncomingMessage): Promise<Body> {
  let text = '';
  for await (const part of request as AsyncIterable<Buffer>) text += part.toString('utf8');
  return JSON.parse(text) as Body;
}
