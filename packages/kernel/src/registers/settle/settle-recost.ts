import { issue, ok, refused } from '../../foundation/index.js';
import type { Issue, Result } from '../../foundation/index.js';
import { balanceKey } from '../balance-key.js';
import type { Voucher } from '../movement.js';
import { recostRegister } from '../recost/recost-register.js';
import { recostVouchers } from '../recost/recost-vouchers.js';
import type { DifferenceAccount } from '../recost/recost-vouchers.js';
import type { CompiledRegister } from '../register.js';
import { EMPTY_POOL } from '../valuation/index.js';
import type { PostingOrder } from './ledger-facts.js';
import { standardsIn } from './open-books.js';
import type { Workbench } from './workbench.js';

/**
 * Values a register anew and books what differs beside what was posted: movements without quantity, and vouchers by the rules of
 * the postings that they belong to.
 */
export function settleRecost(
  bench: Workbench,
  order: PostingOrder,
  register: CompiledRegister,
): Result<readonly Voucher[], readonly Issue[]> {
  const { facts, log, state } = bench;
  const history = facts.histories.get(register.key);
  if (!history) throw new Error(`the history of ${register.key} was not read`);
  const { adjustments, pools } = recostRegister(register, history, standardsIn(register, facts));
  for (const { movement, amount } of adjustments) {
    const { key, ruleId, line, seq } = movement;
    const direction = amount > 0n ? 'in' : 'out';
    log.write(register, key, [0n, amount], { ruleId, line }, { direction, entry: 'recost', linkSeq: seq });
  }
  const outcome = pools.size > 0 ? pools : shifted(bench, register, adjustments);
  state.books.replace(outcome);
  const others = order.otherPostings ?? (() => undefined);
  const vouchers = recostVouchers(register, history, adjustments, others, differenceOf(order));
  const unbalanced = vouchers.find(({ isBalanced }) => !isBalanced);
  if (unbalanced)
    return refused([issue('recost_unbalanced', '', { posting: unbalanced.posting, register: register.key })]);
  return ok(vouchers.map(({ voucher }) => voucher));
}

function differenceOf({ posting: { definition } }: PostingOrder): DifferenceAccount | undefined {
  const account = definition.accounts?.find(({ role }) => role === definition.recosts?.difference);
  if (!account) return undefined;
  const { role, code, title } = account;
  return { role, account: typeof code === 'string' ? code : role, title };
}

/** Pools of averages change by what was booked, and by nothing else. */
function shifted(
  { state }: Workbench,
  register: CompiledRegister,
  adjustments: ReturnType<typeof recostRegister>['adjustments'],
) {
  const pools = new Map<string, typeof EMPTY_POOL>();
  for (const { movement, amount } of adjustments) {
    const id = balanceKey(register.key, movement.key);
    const pool = pools.get(id) ?? state.books.pool(id) ?? EMPTY_POOL;
    pools.set(id, { ...pool, amount: pool.amount + amount });
  }
  return pools;
}
