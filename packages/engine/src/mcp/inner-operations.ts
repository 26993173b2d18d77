import type { FastifyInstance, FastifyRequest } from 'fastify';
import { inChannel } from '../identity/call-channel.js';
import type { OperationAnswer, OperationMethod, OperationRequest, Operations } from './operations.js';

const API = '/api/v1/';
/** What an inner request carries on of the outer one: who asks, in which language, under which name in the logs. */
const CARRIED = ['authorization', 'cookie', 'x-requested-with', 'accept-language', 'user-agent'] as const;

/** The public API for whoever sent a request, asked without a socket. */
export class InnerOperations implements Operations {
  constructor(
    private readonly server: FastifyInstance,
    private readonly outer: FastifyRequest,
  ) {}

  async ask(method: OperationMethod, path: string, request: OperationRequest = {}): Promise<OperationAnswer> {
    // It begins when it is awaited, which must happen within the channel.
    const answer = await inChannel(
      'assistant',
      async () =>
        await this.server.inject({
          method,
          url: `${API}${path}`,
          remoteAddress: this.outer.ip,
          headers: this.headers(request),
          ...(request.body === undefined ? {} : { payload: request.body as object }),
        }),
    );
    return {
      status: answer.statusCode,
      body: answer.payload === '' ? undefined : (JSON.parse(answer.payload) as unknown),
    };
  }

  private headers({ ifMatch }: OperationRequest): Record<string, string> {
    const headers: Record<string, string> = { 'x-request-id': this.outer.id };
    for (const name of CARRIED) {
      const value = this.outer.headers[name];
      if (typeof value === 'string') headers[name] = value;
    }
    if (ifMatch !== undefined) headers['if-match'] = `"${ifMatch}"`;
    return headers;
  }
}
