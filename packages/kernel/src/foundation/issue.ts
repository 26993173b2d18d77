/**
 * A problem as data. Sentences are made at the edge in the user's language, so an issue carries a stable code,
 * the place it is about and the parameters of the sentence.
 */
export interface Issue {
  /** Stable code, snake_case: it is part of the public API. */
  readonly code: string;
  /** RFC 6901 pointer into the document or definition that the issue is about; '' is the whole of it. */
  readonly path: string;
  /** What the sentence needs: names, limits, offending values. Decimals are strings. */
  readonly params?: Readonly<Record<string, unknown>>;
  /** Errors refuse; warnings are shown and let pass. */
  readonly severity?: 'error' | 'warning' | 'info';
}

/** Builds an error issue. */
export function issue(code: string, path = '', params?: Record<string, unknown>): Issue {
  return params === undefined ? { code, path } : { code, path, params };
}

/** Builds a warning: shown, but it refuses nothing. */
export function warning(code: string, path = '', params?: Record<string, unknown>): Issue {
  return { ...issue(code, path, params), severity: 'warning' };
}

/** Tells whether an issue refuses the command or the publish. */
export function isError(found: Issue): boolean {
  return (found.severity ?? 'error') === 'error';
}

/** Appends one segment to a JSON pointer, escaping it as RFC 6901 asks. */
export function pointer(base: string, ...segments: readonly (string | number)[]): string {
  return segments.reduce<string>(
    (path, segment) => `${path}/${String(segment).replaceAll('~', '~0').replaceAll('/', '~1')}`,
    base,
  );
}
