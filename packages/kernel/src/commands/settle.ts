import type { Issue, Result } from '../foundation/index.js';
import { ok, refused } from '../foundation/index.js';
import { balanceKey, settlePosting } from '../registers/index.js';
import type { Balance, DimensionValues, Settlement } from '../registers/index.js';
import { softened } from '../rules/index.js';
import type { PostingRequest } from './effects.js';

/** The register keys that postings touch: what must be locked before they can be settled. */
export function touchedKeys(
  requests: readonly PostingRequest[],
): readonly { readonly register: string; readonly key: DimensionValues }[] {
  const touched = new Map<string, { register: string; key: DimensionValues }>();
  for (const { intents } of requests) {
    for (const { register, key } of intents) touched.set(balanceKey(register, key), { register, key });
  }
  return [...touched.values()];
}

export interface SettledPosting {
  readonly request: PostingRequest;
  readonly settlement: Settlement;
}

/**
 * Settles postings one after another against locked balances; each sees what those before it left. One that may fail
 * leaves the balances as they are.
 * @param onFailure hears of postings that failed and were let pass.
 */
export function settlePostings(
  requests: readonly PostingRequest[],
  locked: ReadonlyMap<string, Balance>,
  onFailure?: (notes: readonly Issue[]) => void,
): Result<readonly SettledPosting[], readonly Issue[]> {
  const balances = new Map(locked);
  const settled: SettledPosting[] = [];
  for (const request of requests) {
    const result = settlePosting(request.posting, request.intents, balances, request.input);
    if (!result.ok && request.onError !== undefined) {
      onFailure?.(softened(result.error, request.onError, request.rule));
      continue;
    }
    if (!result.ok) return refused(result.error);
    for (const balance of result.value.balances)
      balances.set(balanceKey(balance.register, balance.key), balance);
    settled.push({ request, settlement: result.value });
  }
  return ok(settled);
}
