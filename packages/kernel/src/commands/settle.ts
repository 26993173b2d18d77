import type { Issue, Result } from '../foundation/index.js';
import { ok } from '../foundation/index.js';
import { OpenLedger } from '../registers/index.js';
import type { LedgerDays, LedgerFacts, Settlement } from '../registers/index.js';
import { softened } from '../rules/index.js';
import type { PostingRequest } from './effects.js';

export interface SettledPosting {
  readonly request: PostingRequest;
  readonly settlement: Settlement;
}

/**
 * Settles postings one after another against what was read under lock; each sees what those before it left. One that may
 * fail leaves everything as it is.
 * @param onFailure hears of postings that failed and were let pass.
 */
export function settlePostings(
  requests: readonly PostingRequest[],
  facts: LedgerFacts,
  onFailure?: (notes: readonly Issue[]) => void,
  days?: LedgerDays,
): Result<readonly SettledPosting[], readonly Issue[]> {
  return settleOn(OpenLedger.open(requests, facts, days), requests, onFailure);
}

/** The same on a ledger that is open already, because other documents were settled on it before. */
export function settleOn(
  ledger: OpenLedger,
  requests: readonly PostingRequest[],
  onFailure?: (notes: readonly Issue[]) => void,
): Result<readonly SettledPosting[], readonly Issue[]> {
  const settled: SettledPosting[] = [];
  for (const request of requests) {
    const result = ledger.settle(request);
    if (result.ok) {
      settled.push({ request, settlement: result.value });
      continue;
    }
    if (request.onError === undefined) return result;
    onFailure?.(softened(result.error, request.onError, request.rule));
  }
  return ok(settled);
}
