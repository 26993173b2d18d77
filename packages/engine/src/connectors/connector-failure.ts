import type { Issue, Language } from '@dougong/kernel/foundation';
import { Refusal } from '../http/refusal.js';
import { sentence } from '../http/sentences/index.js';

/** Why something did not come through, as codes. */
export interface ConnectorFailure {
  readonly code: string;
  readonly params?: Readonly<Record<string, unknown>>;
  readonly issues?: readonly Issue[];
}

/** The other side cannot be reached, or asks to be left alone for a while: it is tried again later. */
export class Unreachable extends Error {
  constructor(
    readonly failure: ConnectorFailure,
    readonly retryAfterSeconds?: number,
  ) {
    super(failure.code);
  }
}

/** The other side does not want it: trying again changes nothing. */
export class RefusedThere extends Error {
  constructor(readonly failure: ConnectorFailure) {
    super(failure.code);
  }
}

export function failureOf({ code, issues, options }: Refusal): ConnectorFailure {
  return { code, issues, ...(options.params ? { params: options.params } : {}) };
}

/** One sentence; that of the first thing that is wrong, where several are. */
export function sentenceOf({ code, params = {}, issues = [] }: ConnectorFailure, language: Language): string {
  const [first] = issues;
  return first ? sentence(first.code, first.params ?? {}, language) : sentence(code, params, language);
}
