/** What a caller of the public API got for a request. */
export interface OperationAnswer {
  readonly status: number;
  /** Parsed JSON; `undefined` when there was none. */
  readonly body: unknown;
}

export type OperationMethod = 'GET' | 'POST' | 'PUT' | 'DELETE';

export interface OperationRequest {
  readonly body?: unknown;
  /** The revision of the drafts that the assistant has seen. */
  readonly ifMatch?: number;
}

/**
 * The public API as one person or program may use it. Tools know nothing else of the engine, so an assistant can do no more
 * than whoever lends it the key: rights, masks, limits and audit are those of the routes.
 */
export interface Operations {
  /** @param path behind `/api/v1/`, with its query. */
  ask(method: OperationMethod, path: string, request?: OperationRequest): Promise<OperationAnswer>;
}
