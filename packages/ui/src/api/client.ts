import { problemOf, OfflineProblem } from './problem.js';

type Method = 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE';
type Query = Readonly<Record<string, string | number | boolean | readonly string[] | null | undefined>>;

/** One thing that a user wants done. Its key goes with every retry, so that the server does it once. */
export interface Intention {
  readonly key: string;
}

export interface RequestOptions {
  readonly query?: Query;
  readonly body?: unknown;
  /** Bytes in the place of JSON. */
  readonly content?: { readonly type: string; readonly bytes: Blob };
  /** Besides those that every request has. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Reuse it for a retry of the same wish; without it each call is a wish of its own. */
  readonly intention?: Intention;
  /** The version that the user saw, as `ApiAnswer.etag` gave it; a change in between is refused with 412. */
  readonly ifMatch?: string | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly timeoutMs?: number;
}

export interface ApiAnswer<T> {
  readonly data: T;
  readonly status: number;
  readonly etag: string | undefined;
  readonly requestId: string | undefined;
}

export interface ApiOptions {
  readonly baseUrl: string;
  /** Language of server-made texts. */
  readonly language?: () => string;
  readonly fetch?: typeof fetch;
  readonly newKey?: () => string;
  readonly timeoutMs?: number;
}

/** The way to the engine: JSON in and out, refusals as `ApiProblem`, silence as `OfflineProblem`. */
export interface ApiClient {
  request<T>(method: Method, path: string, options?: RequestOptions): Promise<ApiAnswer<T>>;
  get<T>(path: string, options?: RequestOptions): Promise<ApiAnswer<T>>;
  post<T>(path: string, body?: unknown, options?: RequestOptions): Promise<ApiAnswer<T>>;
  patch<T>(path: string, body?: unknown, options?: RequestOptions): Promise<ApiAnswer<T>>;
  put<T>(path: string, body?: unknown, options?: RequestOptions): Promise<ApiAnswer<T>>;
  delete<T>(path: string, options?: RequestOptions): Promise<ApiAnswer<T>>;
  newIntention(): Intention;
  /** Called whenever the server says that nobody is signed in. */
  onSignedOut(listener: () => void): () => void;
}

const REQUEST_TIMEOUT_MS = 30_000;
const KEYED: readonly Method[] = ['POST', 'PATCH', 'PUT', 'DELETE'];

function queryText(query: Query | undefined): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query ?? {})) {
    if (value === null || value === undefined) continue;
    for (const entry of Array.isArray(value) ? value : [value]) search.append(name, String(entry));
  }
  const text = search.toString();
  return text === '' ? '' : `?${text}`;
}

async function bodyOf(response: Response): Promise<unknown> {
  const text = await response.text();
  if (text === '') return undefined;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}

function bodyToSend({ body, content }: RequestOptions): Pick<RequestInit, 'body'> {
  if (content !== undefined) return { body: content.bytes };
  return body === undefined ? {} : { body: JSON.stringify(body) };
}

class FetchClient implements ApiClient {
  private readonly signedOutListeners = new Set<() => void>();

  constructor(private readonly options: ApiOptions) {}

  newIntention(): Intention {
    return { key: this.options.newKey?.() ?? crypto.randomUUID() };
  }

  onSignedOut(listener: () => void): () => void {
    this.signedOutListeners.add(listener);
    return () => this.signedOutListeners.delete(listener);
  }

  get<T>(path: string, options?: RequestOptions) {
    return this.request<T>('GET', path, options);
  }

  post<T>(path: string, body?: unknown, options?: RequestOptions) {
    return this.request<T>('POST', path, { ...options, body });
  }

  patch<T>(path: string, body?: unknown, options?: RequestOptions) {
    return this.request<T>('PATCH', path, { ...options, body });
  }

  put<T>(path: string, body?: unknown, options?: RequestOptions) {
    return this.request<T>('PUT', path, { ...options, body });
  }

  delete<T>(path: string, options?: RequestOptions) {
    return this.request<T>('DELETE', path, options);
  }

  async request<T>(method: Method, path: string, options: RequestOptions = {}): Promise<ApiAnswer<T>> {
    const response = await this.send(method, path, options);
    const requestId = response.headers.get('x-request-id') ?? undefined;
    const body = await bodyOf(response);
    if (response.status === 401) this.signedOutListeners.forEach((listener) => listener());
    if (!response.ok) throw problemOf(response.status, body, requestId);
    return {
      data: body as T,
      status: response.status,
      etag: response.headers.get('etag') ?? undefined,
      requestId,
    };
  }

  private async send(method: Method, path: string, options: RequestOptions): Promise<Response> {
    const timeout = AbortSignal.timeout(options.timeoutMs ?? this.options.timeoutMs ?? REQUEST_TIMEOUT_MS);
    const signal = options.signal === undefined ? timeout : AbortSignal.any([options.signal, timeout]);
    const send = this.options.fetch ?? globalThis.fetch.bind(globalThis);
    try {
      return await send(`${this.options.baseUrl}${path}${queryText(options.query)}`, {
        method,
        headers: this.headers(method, options),
        credentials: 'same-origin',
        signal,
        ...bodyToSend(options),
      });
    } catch (failure) {
      // The caller's own cancelling is no problem to show.
      if (options.signal?.aborted === true) throw failure;
      throw new OfflineProblem(timeout.aborted ? 'timeout' : 'offline');
    }
  }

  private headers(method: Method, options: RequestOptions): Record<string, string> {
    const headers: Record<string, string> = {
      accept: 'application/json, application/problem+json',
      ...options.headers,
    };
    const language = this.options.language?.();
    if (language !== undefined) headers['accept-language'] = language;
    const type = options.content?.type ?? (options.body === undefined ? undefined : 'application/json');
    if (type !== undefined) headers['content-type'] = type;
    if (KEYED.includes(method)) {
      // A foreign page cannot set this header, so the cookie alone changes nothing.
      headers['x-requested-with'] = 'dougong';
      headers['idempotency-key'] = (options.intention ?? this.newIntention()).key;
    }
    if (options.ifMatch !== undefined) headers['if-match'] = options.ifMatch;
    return headers;
  }
}

/** Makes the client of one engine. */
export function createClient(options: ApiOptions): ApiClient {
  return new FetchClient(options);
}
