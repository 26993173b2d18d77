import type { Issue } from '@dougong/kernel/foundation';
import type { FastifyRequest } from 'fastify';
import { languageOf } from '../http/request-language.js';
import { sentence } from '../http/sentences/index.js';

/** A warning as callers get it. */
export interface Note {
  /** JSON pointer as a URI fragment. */
  readonly pointer: string;
  readonly code: string;
  readonly detail: string;
  readonly params: Readonly<Record<string, unknown>>;
}

/** Warnings for the caller; failures that a rule was told to skip are not shown. */
export function notesFor(
  issues: readonly Issue[],
  request: FastifyRequest,
): { readonly notes?: readonly Note[] } {
  const shown = issues.filter(({ severity }) => severity === 'warning');
  if (shown.length === 0) return {};
  const language = languageOf(request);
  const notes = shown.map(({ path, code, params = {} }) => ({
    pointer: `#${path}`,
    code,
    detail: sentence(code, params, language),
    params,
  }));
  return { notes };
}
