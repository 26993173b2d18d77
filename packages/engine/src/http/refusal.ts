import type { Issue } from '@dougong/kernel/foundation';

export interface RefusalOptions {
  /** What the sentence of the refusal itself needs. */
  readonly params?: Readonly<Record<string, unknown>>;
  /** Headers of the answer: `Retry-After`, `ETag`. */
  readonly headers?: Readonly<Record<string, string>>;
  /** What was asked for is there, and the caller may not know it: the answer is that of nothing, the audit tells the try. */
  readonly hides?: true;
}

/**
 * A command that was not carried out for a reason the caller can act on. It carries codes, not sentences; those are
 * made in the caller's language when the answer is written.
 */
export class Refusal extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    readonly issues: readonly Issue[] = [],
    readonly options: RefusalOptions = {},
  ) {
    super(code);
    this.name = 'Refusal';
  }
}

/** Nobody is signed in. */
export function notSignedIn(): Refusal {
  return new Refusal(401, 'not_signed_in', [], { headers: { 'WWW-Authenticate': 'Bearer' } });
}

/** It is not there, or the caller may not know that it is. */
export function notFound(): Refusal {
  return new Refusal(404, 'not_found');
}

/** The caller lacks the right. */
export function noRight(params?: Readonly<Record<string, unknown>>): Refusal {
  return new Refusal(403, 'no_right', [], params ? { params } : {});
}

/** Values or rules that do not fit, each with its place. */
export function invalid(issues: readonly Issue[]): Refusal {
  return new Refusal(422, 'invalid', issues);
}
