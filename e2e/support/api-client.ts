/** A record as the API gives it. */
export interface ApiRecord {
  readonly id: string;
  readonly status: string;
  readonly version: number;
  readonly no: string;
  readonly lines: readonly ApiLine[];
  readonly [field: string]: unknown;
}

export interface ApiLine {
  readonly id: string;
  readonly line_no: number;
  readonly item: string;
  readonly [field: string]: unknown;
}

/** One fault of a refused request. */
export interface ApiFault {
  readonly pointer: string;
  readonly code: string;
  readonly detail: string;
}

/** Any body: those that carry a record, those that carry a list, and problems. */
export interface ApiBody {
  readonly record: ApiRecord;
  readonly data: readonly Readonly<Record<string, unknown>>[];
  readonly code: string;
  readonly detail: string;
  readonly errors: readonly ApiFault[];
  readonly [key: string]: unknown;
}

export interface ApiAnswer {
  readonly status: number;
  readonly body: ApiBody;
  readonly headers: Headers;
  readonly text: string;
}

type HeaderValues = Readonly<Record<string, string>>;

/** Somebody who is signed in, as a browser would be. */
export class ApiClient {
  private constructor(
    private readonly origin: string,
    readonly login: string,
    readonly cookie: string,
  ) {}

  static async signIn(
    origin: string,
    person: { readonly login: string; readonly password: string },
  ): Promise<ApiClient> {
    const answer = await fetch(`${origin}/api/v1/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ login: person.login, password: person.password }),
    });
    const cookie = answer.headers.get('set-cookie')?.split(';', 1)[0];
    if (answer.status !== 200 || cookie === undefined) {
      throw new Error(`${person.login} cannot sign in: ${answer.status} ${await answer.text()}`);
    }
    await answer.body?.cancel();
    return new ApiClient(origin, person.login, cookie);
  }

  get(path: string, headers: HeaderValues = {}): Promise<ApiAnswer> {
    return this.send('GET', path, undefined, headers);
  }

  post(path: string, body: unknown = {}, headers: HeaderValues = {}): Promise<ApiAnswer> {
    return this.send('POST', path, JSON.stringify(body), headers);
  }

  patch(path: string, body: unknown, headers: HeaderValues = {}): Promise<ApiAnswer> {
    return this.send('PATCH', path, JSON.stringify(body), headers);
  }

  delete(path: string, headers: HeaderValues = {}): Promise<ApiAnswer> {
    return this.send('DELETE', path, undefined, headers);
  }

  /** Sends a body exactly as it stands. */
  async send(
    method: string,
    path: string,
    body: string | undefined,
    headers: HeaderValues = {},
  ): Promise<ApiAnswer> {
    const answer = await fetch(`${this.origin}/api/v1${path}`, {
      method,
      headers: {
        cookie: this.cookie,
        'x-requested-with': 'dougong',
        'accept-language': 'en',
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body }),
    });
    const text = await answer.text();
    const isJson = answer.headers.get('content-type')?.includes('json') === true && text !== '';
    return {
      status: answer.status,
      body: (isJson ? JSON.parse(text) : {}) as ApiBody,
      headers: answer.headers,
      text,
    };
  }
}

/** The body of an answer that must have succeeded; otherwise an error that shows what the engine said. */
export function done(answer: ApiAnswer): ApiBody {
  if (answer.status >= 200 && answer.status < 300) return answer.body;
  throw new Error(`the engine answered ${answer.status}: ${answer.text.slice(0, 2000)}`);
}

/** What is worth comparing about a refusal: the status, the code and each fault with its place. */
export function refusal({ status, body, headers }: ApiAnswer) {
  return {
    status,
    type: headers.get('content-type')?.split(';', 1)[0],
    code: body.code,
    faults: (body.errors ?? []).map(({ pointer, code }) => `${pointer} ${code}`),
  };
}
