import type { Issue } from '@dougong/kernel/foundation';
import { refusalOf } from '../../http/problem.js';

/** Why an occasion could not be carried out, as it is kept: codes with what their sentences need. */
export interface OccasionFailure {
  readonly code: string;
  readonly params?: Readonly<Record<string, unknown>>;
  readonly issues: readonly Issue[];
}

/** What went wrong. A fault of ours is kept as nothing but that: its words are for the log. */
export function failureOf(error: unknown): OccasionFailure {
  const refusal = refusalOf(error);
  if (!refusal) return { code: 'internal_error', issues: [] };
  const { code, issues, options } = refusal;
  return { code, issues, ...(options.params ? { params: options.params } : {}) };
}
