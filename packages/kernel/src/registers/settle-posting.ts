import { ok, refused } from '../foundation/index.js';
import type { Issue, Result } from '../foundation/index.js';
import type { EvaluationInput } from '../expression/index.js';
import { buildVoucher } from './build-voucher.js';
import type { CompiledPosting } from './compile-posting.js';
import type { Balance, MovementIntent, Settlement } from './movement.js';
import { settleMovements } from './settle-movements.js';

/**
 * Turns the intents of a posting into what is written: movements with their cost, the balances afterwards and
 * vouchers that balance. Pure, so that a preview and the posting itself are the same code.
 * @param balances by `balanceKey`, as they stand under lock; what is missing is zero.
 * @param input the document, for voucher lines that are formulas.
 */
export function settlePosting(
  posting: CompiledPosting,
  intents: readonly MovementIntent[],
  balances: ReadonlyMap<string, Balance>,
  input: EvaluationInput,
): Result<Settlement, readonly Issue[]> {
  const settled = settleMovements(posting.registers, intents, balances);
  if (!settled.ok) return settled;
  const built = posting.vouchers.map((rule) => buildVoucher(rule, settled.value.movements, input));
  const issues = built.flatMap((result) => (result.ok ? [] : result.error));
  if (issues.length > 0) return refused(issues);
  return ok({
    ...settled.value,
    vouchers: built.flatMap((result) => (result.ok && result.value ? [result.value] : [])),
  });
}
