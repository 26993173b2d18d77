import type { Issue, Result } from '../foundation/index.js';
import { ok, refused } from '../foundation/index.js';
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
    const found = request.mirrors ? result.error.map(asUsedSince) : result.error;
    if (request.onError === undefined) return refused(found);
    onFailure?.(softened(found, request.onError, request.rule));
  }
  return ok(settled);
}

/** What stands in the way of a reversal: not a quantity that could be reduced, but what was done since. */
const USED_SINCE: Readonly<Record<string, string>> = {
  insufficient_balance: 'used_since',
  return_exceeds_original: 'returned_since',
};

function asUsedSince(found: Issue): Issue {
  return { ...found, code: USED_SINCE[found.code] ?? found.code };
}
