import type { Issue } from './issue.js';

/** A refusal is a value in the signature, so callers must look at it. */
export type Result<T, E = readonly Issue[]> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: E };

/** A successful result. */
export function ok<T>(value: T): Result<T, never> {
  return { ok: true, value };
}

/** A refusal with its issues. */
export function refused<E>(error: E): Result<never, E> {
  return { ok: false, error };
}
