import { ok, pointer, refused } from '../../foundation/index.js';
import type { Issue, Result } from '../../foundation/index.js';
import { chargeUse } from './charge-use.js';
import { compareWithStandard } from './compare-with-standard.js';
import type { StandardVariance } from './compare-with-standard.js';
import type { CompiledAllocation } from './compile-allocation.js';
import { CostBooks } from './cost-books.js';
import type { ReadRecord } from './cost-books.js';
import type { CostInputs, TraceEntry } from './cost-inputs.js';
import { finishCosts } from './finish-costs.js';
import type { CostFigure } from './finish-costs.js';
import { collectReceipts } from './settle-receipts.js';
import type { ReceiverSettlement } from './settle-receipts.js';
import { inOrder, spreadPools } from './spread-pools.js';

/** What a run came to. */
export interface CostRun {
  readonly figures: readonly CostFigure[];
  readonly trace: readonly TraceEntry[];
  readonly variances: readonly StandardVariance[];
  readonly settlements: readonly ReceiverSettlement[];
}

const ISSUES_MAX = 100;

/**
 * Works a cost run out: costs of receivers themselves, use of assets, pools with their services, then what of it was
 * finished. It reads nothing but its inputs, so the same inputs give the same run.
 * @param reference records that formulas look into through references.
 * @returns figures whose sum is every cost that was collected, or what is wrong: `no_driver` names the pool.
 */
export function runAllocation(
  allocation: CompiledAllocation,
  inputs: CostInputs,
  reference: ReadRecord,
): Result<CostRun, readonly Issue[]> {
  const books = new CostBooks(allocation, inputs, reference);
  collectDirect(books);
  chargeUse(books);
  spreadPools(books);
  const finished = books.sums('/output', 'receiver', 'quantity');
  const figures = finishCosts(books, finished);
  const variances = compareWithStandard(books, finished);
  const settlements = collectReceipts(books, figures);
  if (books.issues.length > 0) return refused(books.issues.slice(0, ISSUES_MAX));
  return ok({ figures, trace: books.trace, variances, settlements });
}

/** Costs that belong to a receiver by themselves; rounded once for each receiver. */
function collectDirect(books: CostBooks): void {
  const { direct = [] } = books.allocation.definition;
  direct.forEach(({ element }, index) => {
    const sums = books.sums(pointer('/direct', index), 'receiver', 'amount', { element });
    for (const [receiver, amount] of inOrder(sums)) books.charge(receiver, element, books.rounded(amount));
  });
}
