import type { OperationAnswer, OperationMethod, OperationRequest, Operations } from './operations.js';

const TIMEOUT_MS = 10 * 60_000;

/** The public API of an engine elsewhere, with a person's key. */
export class RemoteOperations implements Operations {
  /** @param url of the engine, without a path. */
  constructor(
    private readonly url: string,
    private readonly key: string,
    private readonly language: string,
  ) {}

  async ask(method: OperationMethod, path: string, request: OperationRequest = {}): Promise<OperationAnswer> {
    const answer = await fetch(new URL(`/api/v1/${path}`, this.url), {
      method,
      redirect: 'error',
      signal: AbortSignal.timeout(TIMEOUT_MS),
      headers: {
        authorization: `Bearer ${this.key}`,
        'accept-language': this.language,
        ...(request.body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(request.ifMatch === undefined ? {} : { 'if-match': `"${request.ifMatch}"` }),
      },
      ...(request.body === undefined ? {} : { body: JSON.stringify(request.body) }),
    });
    const text = await answer.text();
    return { status: answer.status, body: text === '' ? undefined : (JSON.parse(text) as unknown) };
  }
}
